from datetime import UTC, datetime

import pytest

from bot.playground.payloads import (
    Surroundings,
    parse_form,
    parse_message,
    replace_mentions,
    say_distance,
)
from bot.playground.shown import (
    Place,
    ShownButton,
    ShownChoice,
    ShownEmbed,
    ShownField,
    ShownFile,
    ShownInput,
    ShownMenu,
)

PAPERS = Place(1, "papers", "channel")


def make_payload(**parts: object) -> dict[str, object]:
    return {"id": "9", "author": {"username": "Paperboy", "bot": True}, **parts}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@7> <@!7>", "@you @you"),
        ("<#8> <@&9>", "#papers @readers"),
        ("<@5>", "<@5>"),
        ("</schedule add:77>", "/schedule add"),
        ("<:star:12> <a:wave:13>", ":star: :wave:"),
        ("<t:86400:R> <t:86400:t>", "1970-01-02 00:00 UTC 00:00 UTC"),
        ("<t:999999999999>", "<t:999999999999>"),
    ],
)
def test_mentions_are_written_as_people_see_them(text: str, shown: str) -> None:
    names = {7: "@you", 8: "#papers", 9: "@readers"}
    assert replace_mentions(text, Surroundings(names)) == shown


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        pytest.param(116, "in 2 minutes", id="soon"),
        pytest.param(-7_400, "2 hours ago", id="past"),
        pytest.param(5, "in 5 seconds", id="at once"),
        pytest.param(0.2, "now", id="now"),
        pytest.param(40 * 86_400, "in 1 month", id="far"),
    ],
)
def test_a_moment_may_be_told_by_its_distance(seconds: float, said: str) -> None:
    assert say_distance(seconds) == said
    now_at = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
    moment = f"<t:{int(now_at.timestamp()) + round(seconds)}:R>"
    assert replace_mentions(moment, Surroundings({}, now_at)) == said


def test_an_embed_keeps_all_its_parts() -> None:
    embed = {
        "title": "A",
        "url": "https://x.y",
        "color": 255,
        "author": {"name": "B"},
        "description": "<@7>",
        "fields": [{"name": "C", "value": "D", "inline": True}],
        "image": {"url": "attachment://trend.png"},
        "footer": {"text": "E"},
    }
    message = parse_message(make_payload(embeds=[embed]), PAPERS, Surroundings({7: "@you"}))
    assert message.embeds == (
        ShownEmbed(
            title="A",
            url="https://x.y",
            colour=255,
            author="B",
            description="@you",
            fields=(ShownField("C", "D", is_inline=True),),
            image="trend.png",
            footer="E",
        ),
    )


def test_flags_and_files() -> None:
    files = [{"filename": "a.bib", "size": 12, "url": "https://x.y/a.bib"}]
    message = parse_message(
        make_payload(flags=64 | 128, attachments=files), PAPERS, Surroundings({})
    )
    assert message.is_ephemeral
    assert message.is_thinking
    assert message.files == (ShownFile("a.bib", 12, "https://x.y/a.bib"),)


def test_buttons_and_menus() -> None:
    link = {"type": 2, "style": 5, "label": "Open", "url": "https://x.y"}
    press = {"type": 2, "style": 3, "emoji": {"name": "★"}, "custom_id": "b", "disabled": True}
    choice = {"label": "A", "value": "1", "description": "first"}
    menu = {"type": 3, "custom_id": "m", "options": [choice], "max_values": 2}
    rows = [{"type": 1, "components": [press, link]}, {"type": 1, "components": [menu]}]
    message = parse_message(make_payload(components=rows), PAPERS, Surroundings({}))
    button = ShownButton("★", "b", "success", is_disabled=True)
    shown_menu = ShownMenu("m", "Choose", (ShownChoice("A", "1", "first"),), most=2)
    assert message.controls == (
        (button, ShownButton("Open", None, "link", "https://x.y")),
        (shown_menu,),
    )
    assert (message.buttons, message.menus) == ((button,), (shown_menu,))


def test_a_container_becomes_a_card() -> None:
    button = {"type": 2, "style": 2, "label": "Pause", "custom_id": "p"}
    section = {"type": 9, "components": [{"type": 10, "content": "text"}], "accessory": button}
    picture = {"type": 12, "items": [{"media": {"url": "https://x.y/a.png"}}]}
    inner = [{"type": 10, "content": "# Head"}, section, {"type": 14}, picture]
    box = {"type": 17, "accent_color": 5, "components": inner}
    message = parse_message(make_payload(components=[box]), PAPERS, Surroundings({}))
    assert message.embeds == (
        ShownEmbed(colour=5, description="# Head\ntext\n\n-# picture: a.png"),
    )
    assert message.controls == ((ShownButton("Pause", "p"),),)


def test_a_form_is_read_in_both_its_shapes() -> None:
    heading = {"type": 4, "custom_id": "h", "label": "Heading"}
    note = {"type": 4, "custom_id": "n", "style": 2, "required": False, "value": "v"}
    rows = [
        {"type": 1, "components": [heading]},
        {"type": 18, "label": "Note", "component": note},
    ]
    form = parse_form(3, {"title": "T", "components": rows})
    assert (form.interaction_id, form.title) == (3, "T")
    assert form.inputs == (
        ShownInput("h", "Heading"),
        ShownInput("n", "Note", value="v", is_required=False, is_long=True),
    )
