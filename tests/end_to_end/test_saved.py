import json
from datetime import timedelta

import pytest
import simcord
from pybtex.database import parse_string

from bot.discord_app.desk import Desk
from bot.services.saving import switch_save
from tests.builders import NOW_AT
from tests.end_to_end.server import Server, items_of, menu_of, shown, text_of
from tests.end_to_end.test_trouble import send_button

CACHES = "Small Caches for Long Contexts"
EVICTING = "@everyone *Evicting* the Cache <@1> [now](https://example.org)"


async def save(desk: Desk, member: simcord.MemberActor, *paper_ids: int) -> None:
    """Save one paper after the other."""
    for minute, paper_id in enumerate(paper_ids):
        at = NOW_AT + timedelta(minutes=minute)
        await desk.community.run(switch_save, member.id, paper_id, now_at=at)


async def ask(server: Server, **options: str) -> simcord.ResponseMessage:
    result = await server.ann.slash(server.channel, "saved", **options)
    assert result.ephemeral
    return shown(result)


async def read_file(
    server: Server, message: simcord.ResponseMessage, label: str
) -> tuple[str, str]:
    """What is said, and what stands in the file."""
    result = await server.ann.click(message, label=label)
    answer = shown(result)
    assert answer.ephemeral
    (file,) = answer.attachments
    content = server.env.backend.cdn.get(file.url)
    assert content is not None
    return text_of(answer), content.decode()


async def test_without_any_it_says_how_to_save(server: Server) -> None:
    message = await ask(server)

    assert "You have saved no paper yet: press Save below one" in text_of(message)
    assert not items_of(message)


async def test_ones_own_papers_are_listed_newest_first(server: Server, desk: Desk) -> None:
    await save(desk, server.ann, 1, 9)
    await save(desk, server.bob, 3)

    message = await ask(server)

    text = text_of(message)
    assert text.startswith("Your saved papers\n-# 2 papers · saved last comes first")
    assert list(menu_of(message)) == ["1. A Map of Deserts", f"2. {CACHES}"]
    assert "Cache Study" not in text
    opened = await server.ann.select(message, ["9"])
    assert "Where sand moves, and why." in text_of(shown(opened))


async def test_pages_are_turned_after_a_restart(server: Server, desk: Desk) -> None:
    await save(desk, server.ann, 1, 3, 4, 5, 9)
    message = await ask(server)
    assert text_of(message).endswith("Page 1 of 2")
    await server.restart(desk)

    await server.ann.click(message, label="Next ▶")

    assert text_of(message).endswith("Page 2 of 2")
    assert list(menu_of(message)) == ["4. Cache Study 1", f"5. {CACHES}"]
    await save(desk, server.ann, 1, 3)
    await server.ann.click(message, label="◀ Back")
    assert len(menu_of(message)) == 3
    assert [item["label"] for item in items_of(message)[:-1]] == ["BibTeX", "JSON"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("caches", ["1. Cache Study 1", f"2. {CACHES}"], id="ending"),
        pytest.param("cashe decoder", [f"1. {CACHES}"], id="all words, misspelt"),
        pytest.param('"study 1"', ["1. Cache Study 1"], id="phrase"),
        pytest.param("cache -study", [f"1. {CACHES}"], id="exclusion"),
        pytest.param("upvotes:>=38", [f"1. {CACHES}"], id="filter alone"),
    ],
)
async def test_papers_are_filtered(
    server: Server, desk: Desk, query: str, found: list[str]
) -> None:
    await save(desk, server.ann, 1, 3, 9)

    assert list(menu_of(await ask(server, query=query))) == found


async def test_a_filter_that_nothing_fits_is_told(server: Server, desk: Desk) -> None:
    await save(desk, server.ann, 1, 9)

    assert "None of your 2 papers holds all of these words." in text_of(
        await ask(server, query="laundry")
    )


async def test_a_wrong_filter_is_explained(server: Server) -> None:
    assert "“since:yesterday” is not understood" in text_of(
        await ask(server, query="since:yesterday")
    )
    assert server.take_errors()


async def test_papers_that_left_the_index_are_counted(server: Server, desk: Desk) -> None:
    await save(desk, server.ann, 1, 99)

    assert "-# 1 more paper left the index since" in text_of(await ask(server))


async def test_all_papers_are_exported_as_bibtex(server: Server, desk: Desk) -> None:
    await save(desk, server.ann, 1, 2, 3, 9)
    message = await ask(server)
    await server.restart(desk)

    said, content = await read_file(server, message, "BibTeX")

    assert said == "4 saved papers as BibTeX:"
    entries = parse_string(content, "bibtex").entries
    assert [entry.fields["title"] for entry in entries.values()] == [
        "{A Map of Deserts}", "{Cache Study 1}", "{" + EVICTING + "}",
        f"{{{CACHES}}}",
    ]  # fmt: skip
    assert [entry.fields.get("eprint") for entry in entries.values()][-1] == "2604.00001"


async def test_filtered_papers_are_exported_as_json(server: Server, desk: Desk) -> None:
    await save(desk, server.ann, 1, 3, 9)
    message = await ask(server, query="cache")
    await server.restart(desk)

    said, content = await read_file(server, message, "JSON")

    assert said == "2 saved papers as JSON:"
    papers = json.loads(content)
    assert [paper["paper_id"] for paper in papers] == [3, 1]
    assert papers[1]["saved_at"] == "2026-04-20T12:00:00+00:00"
    assert papers[1]["sightings"][-1]["upvotes"] == 38


@pytest.mark.parametrize(
    ("custom_id", "said"),
    [
        pytest.param("pb1:saved:1", "from before an update", id="no page"),
        pytest.param("pb1:saved_json:x", "from before an update", id="no number"),
        pytest.param("pb1:saved:77:2", "too old to be turned", id="forgotten filter"),
        pytest.param("pb1:saved_bibtex:77", "too old to be turned", id="forgotten, for a file"),
    ],
)
async def test_other_buttons_are_answered_politely(
    server: Server, custom_id: str, said: str
) -> None:
    result = await server.ann.click(await send_button(server, custom_id), custom_id=custom_id)

    message = [*result.followups, result.response][0]
    assert message is not None
    assert message.ephemeral
    assert said in text_of(message)
