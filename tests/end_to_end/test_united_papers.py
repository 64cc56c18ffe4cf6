"""Buttons and menus from before two papers turned out to be one."""

from bot.discord_app.desk import Desk
from bot.services.ingest import ingest_digest
from tests.builders import NOW_AT, make_digest, make_entry
from tests.end_to_end.server import Server, menu_of, shown, text_of
from tests.end_to_end.test_buttons import CACHES, press, say_pressed, send_post, threads_of

DESERTS = "A Map of Deserts"


async def unite(desk: Desk) -> None:
    """The ninth paper turns out to be the first one, before it got its new title."""
    digest = make_digest(make_entry(DESERTS, arxiv_id="2604.00001"), source="both.json")
    await desk.writer.run(ingest_digest, digest, ingested_at=NOW_AT)


async def test_a_card_s_buttons_are_about_what_its_paper_became(server: Server, desk: Desk) -> None:
    post = await send_post(server, 9)
    await press(server, post, "Save")
    await unite(desk)

    assert (await say_pressed(server, post, "Details")).startswith(CACHES)
    assert await say_pressed(server, post, "Save") == (
        f"Took “{CACHES}” out of your saved papers. You have none saved now."
    )
    assert f"1 vote here for “{CACHES}”" in await say_pressed(server, post, "Vote")
    await press(server, post, "Discuss")
    [thread] = threads_of(server)
    card = shown(await server.ann.slash(server.channel, "paper", title="#9"))
    assert f"<#{thread.id}>" in await say_pressed(server, card, "Discuss")
    assert threads_of(server) == [thread]


async def test_what_was_chosen_from_a_menu_is_what_its_paper_became(
    server: Server, desk: Desk
) -> None:
    post = await send_post(server, 9, 3)
    to_save, to_discuss = [shown(await press(server, post, label)) for label in ("Save", "Discuss")]
    await unite(desk)

    await server.ann.select(to_save, ["9"])
    await server.ann.select(to_discuss, ["9"])

    assert text_of(to_save) == f"Saved “{CACHES}”. It is the only one that /saved lists."
    [thread] = threads_of(server)
    assert f"<#{thread.id}>" in await say_pressed(server, await send_post(server, 1), "Discuss")
    assert threads_of(server) == [thread]
    again = shown(await press(server, post, "Save"))
    assert list(menu_of(again)) == [f"1. {CACHES}", "2. Cache Study 1"]
