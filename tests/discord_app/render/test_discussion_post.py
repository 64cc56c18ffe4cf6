from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.discord_app.render.discussion_parts import DiscussionSource
from bot.discord_app.render.discussion_post import has_something, render_discussion
from bot.discord_app.render.reply import Button, Menu, Reply
from bot.models import DiscussionPoint, DiscussionSummary, RelatedPaper, SharedTraits
from tests.builders import make_paper
from tests.discord_app.render.harmless import assert_harmless, assert_within_limits

HERE = "https://discord.com/channels/1/2"
SINCE_AT = datetime(2026, 4, 14, 23, 30, tzinfo=UTC)
SOURCE = DiscussionSource(
    thread_name="Caches",
    since_at=SINCE_AT,
    urls={str(number): f"{HERE}/{number}" for number in range(1, 100)},
    read_count=12,
    span=(0, 36),
)


def make_point(text: str, author: str = "ann", number: int = 3) -> DiscussionPoint:
    return DiscussionPoint(text=text, author=author, message_id=str(number))


def make_summary(**facts: Any) -> DiscussionSummary:
    lists = ("points", "open_questions", "decisions", "papers_mentioned", "unknown_papers")
    nothing: dict[str, Any] = dict.fromkeys((*lists, "related"), ())
    return DiscussionSummary(**{**nothing, "message_count": 12, "author_count": 3, **facts})


FULL = make_summary(
    points=(make_point("Keys need more bits than values."),),
    open_questions=(make_point("Does it hold at 2 bits?", "bob", 4),),
    decisions=(make_point("Ann measures it on Friday.", "cy", 5),),
    papers_mentioned=(make_paper(7, "Small Caches", arxiv_id="2604.00001"),),
    unknown_papers=("2401.00010",),
    related=(
        RelatedPaper(make_paper(9, "Evicting the Cache"), 0.6, SharedTraits(("KV cache", "bits"))),
    ),
)


def describe(reply: Reply) -> str:
    return "\n".join(card.description for card in reply.cards)


def test_a_discussion_reads_from_what_was_said_to_its_papers() -> None:
    reply = render_discussion(FULL, SOURCE)

    assert reply.cards[0].title == "What was said in “Caches”"
    assert describe(reply).split("\n") == [
        "-# 12 messages by 3 people, since <t:1776209400:f>",
        "",
        "**Points**",
        f"- “Keys need more bits than values.” – [ann]({HERE}/3)",
        "",
        "**Open questions**",
        f"- “Does it hold at 2 bits?” – [bob]({HERE}/4)",
        "",
        "**Decisions and to-dos**",
        f"- “Ann measures it on Friday.” – [cy]({HERE}/5)",
        "**Papers mentioned**",
        "**1.** [Small Caches](https://huggingface.co/papers/2604.00001)",
        "",
        "**Mentioned, but not in the index**",
        "- [2401.00010](https://arxiv.org/abs/2401.00010)",
        "",
        "**On the same matter, mentioned by nobody**",
        "**2.** [Evicting the Cache](https://huggingface.co/papers?q=Evicting%20the%20Cache)",
        "-# shares: **KV cache**, bits",
    ]
    [menu] = reply.rows
    assert isinstance(menu, Menu)
    assert [option.label for option in menu.options] == ["1. Small Caches", "2. Evicting the Cache"]
    assert not reply.files


def test_what_people_wrote_does_nothing() -> None:
    nasty = "@everyone **look** at <@1> https://x.y/z `code` ||hidden||"
    reply = render_discussion(make_summary(points=(make_point(nasty, "[x](https://x.y)"),)), SOURCE)

    assert_harmless(reply)
    assert r"\*\*look\*\*" in describe(reply)
    assert f"[［x］(https∶//x.y)]({HERE}/3)" in describe(reply)


def test_a_message_without_an_address_has_no_link() -> None:
    reply = render_discussion(make_summary(points=(make_point("Indeed.", number=100),)), SOURCE)

    assert "- “Indeed.” – ann" in describe(reply)


def test_the_button_tells_which_messages_were_summarised() -> None:
    reply = render_discussion(FULL, replace(SOURCE, span=(35, 36)), can_be_posted=True)

    [button] = reply.rows[-1]  # type: ignore[misc]
    assert isinstance(button, Button)
    assert (button.label, button.custom_id) == ("Post here", "pb1:post_discussion:z:10")


def test_a_posted_summary_says_who_wanted_it() -> None:
    footer = render_discussion(FULL, SOURCE, asked_by="*Ann*").cards[-1].footer

    assert footer.endswith("Asked for by *Ann*.")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param(
            {"is_whole": False, "read_count": 5_000},
            "There are more: only the newest 5,000 messages were read.",
            id="more messages than are read",
        ),
        pytest.param(
            {"is_whole": False, "took_too_long": True, "read_count": 700},
            "Discord was slow to show more: only the newest 700 messages were read.",
            id="more messages than come in time",
        ),
    ],
)
def test_what_was_not_read_is_said(facts: dict[str, Any], said: str) -> None:
    assert said in describe(render_discussion(FULL, replace(SOURCE, **facts)))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param({"message_count": 0}, "Nobody has said anything here", id="silence"),
        pytest.param(
            {"message_count": 0, "left_out_count": 1},
            "-# 1 message was left out, as its author wishes.\n\nNobody else has said anything",
            id="only those who want to be left out",
        ),
        pytest.param(
            {"message_count": 2, "author_count": 1, "points": (make_point("Hm."),)},
            "2 messages by 1 person, since <t:1776209400:f>\n\nToo little was said for a summary.",
            id="two messages",
        ),
        pytest.param({}, "Nothing in it stands out", id="small talk"),
    ],
)
def test_where_there_is_nothing_to_quote_that_is_said(facts: dict[str, Any], said: str) -> None:
    summary = make_summary(**facts)
    reply = render_discussion(summary, SOURCE, can_be_posted=True)

    assert said in describe(reply)
    assert not has_something(summary)
    assert not reply.rows


def test_what_does_not_fit_is_in_the_file() -> None:
    points = tuple(make_point(f"Point {n}: {'so it goes ' * 60}", number=n) for n in range(1, 41))
    questions = tuple(make_point(f"Why {n}?{' Why?' * 80}", number=n) for n in range(1, 41))
    papers = tuple(make_paper(n, f"Paper {n} {'on caches ' * 20}") for n in range(1, 31))
    summary = make_summary(
        points=points, open_questions=questions, decisions=points, papers_mentioned=papers
    )

    reply = render_discussion(summary, SOURCE)

    assert_within_limits(reply)
    for noun in ("points", "questions", "decisions", "papers"):
        assert f"more {noun} in the file" in describe(reply)
    [file] = reply.files
    content = file.content.decode()
    assert content.startswith(
        "# What was said in “Caches”\n\n12 messages by 3 people, since 14 Apr"
    )
    assert all(f"Point {n}: " in content for n in range(1, 41))
    assert "…" not in content.split("## Papers mentioned")[0]
