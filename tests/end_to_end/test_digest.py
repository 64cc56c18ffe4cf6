"""Digests that admins hand over, and what they are told of the index."""

import logging
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import discord
import pytest
import simcord

from bot.discord_app import digest_additions
from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.services.fetching import keep_outcome
from tests.builders import NOW_AT
from tests.end_to_end.server import Server, shown, text_of
from tests.parsing.reading import load_sample

PAGE = load_sample("page.html").encode()
CARDS = load_sample("text_cards.txt").encode()


@pytest.fixture
def admin(server: Server) -> simcord.MemberActor:
    admins = server.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return server.guild.add_member(server.env.create_user("cleo"), roles=[admins])


async def run(server: Server, who: simcord.MemberActor, name: str, **options: Any) -> str:
    result = await who.slash(server.channel, f"digest {name}", **options)
    message = shown(result)
    assert message.ephemeral, "it is for who asked"
    return text_of(message)


async def test_a_page_is_read_and_can_be_searched_at_once(
    server: Server, admin: simcord.MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger=digest_additions.__name__)
    told = await run(server, admin, "add", file=("page.html", PAGE))

    assert "1 digest read: 2 new papers, 0 updated." in told
    assert "HTML page · Tue 14 Apr 2026 · 2 new, 1 skipped" in told
    assert "The index now\nFrom 3 digests, 11 papers" in told
    (record,) = caplog.messages
    assert record.startswith(f"cleo ({admin.id}) added page.html in server {server.guild.id}: ")
    found = await server.bob.slash(server.channel, "search", query="ferries")
    assert "Crossing by Ear" in text_of(shown(found))


async def test_the_same_file_once_more_changes_nothing(
    server: Server, admin: simcord.MemberActor
) -> None:
    await run(server, admin, "add", file=("page.html", PAGE))

    assert "Nothing changed" in await run(server, admin, "add", file=("again.html", PAGE))


async def test_a_bad_file_keeps_no_other_of_an_archive_from_being_read(
    server: Server, admin: simcord.MemberActor
) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("page.html", PAGE)
        archive.writestr("cards.txt", CARDS)
        archive.writestr("cut.json", '{"data": [1')

    told = await run(server, admin, "add", file=("march.zip", packed.getvalue()))

    assert "2 digests read" in told
    assert "1 part could not be read." in told
    assert "march.zip/cut.json** was not read." in told
    assert "march.zip/page.html" in told


async def test_a_file_that_is_no_digest_is_refused_with_what_it_is(
    server: Server, admin: simcord.MemberActor
) -> None:
    told = await run(server, admin, "add", file=("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))

    assert "Nothing could be read." in told
    assert "found a PDF" in told


async def test_the_day_can_be_told(server: Server, admin: simcord.MemberActor) -> None:
    told = await run(server, admin, "add", file=("a.txt", CARDS), issued_on="2026-03-10")

    assert "Tue 10 Mar 2026 · " in told


async def test_the_day_that_was_told_stays(server: Server, admin: simcord.MemberActor) -> None:
    await run(server, admin, "add", file=("page.html", PAGE), issued_on="2026-04-03")

    again = await run(server, admin, "add", file=("page.html", PAGE))

    assert "Nothing changed" in again
    assert "Fri 3 Apr 2026" in again


@pytest.mark.parametrize(
    ("issued_on", "said"),
    [
        pytest.param("soon", "“soon” is no day; write it as 2026-03-31", id="no day"),
        pytest.param("2027-03-10", "2027-03-10 lies in the future", id="a day to come"),
    ],
)
async def test_a_wrong_day_is_told(
    server: Server, admin: simcord.MemberActor, issued_on: str, said: str
) -> None:
    assert said in await run(server, admin, "add", file=("a.txt", CARDS), issued_on=issued_on)
    assert server.take_errors()
    assert "9 papers" in await run(server, admin, "status")


async def test_a_large_file_is_refused_before_it_is_loaded(
    server: Server, admin: simcord.MemberActor
) -> None:
    told = await run(server, admin, "add", file=("large.txt", bytes(26 * 2**20)))

    assert "The file has 26 MiB, and 25 MiB is the most" in told
    assert server.take_errors()


@pytest.mark.parametrize("name", ["add", "status"])
async def test_it_takes_the_permission_to_manage_the_server(
    server: Server, simcord_bot: PaperboyClient, name: str
) -> None:
    command = discord.utils.get(await simcord_bot.tree.fetch_commands(), name="digest")
    assert command is not None
    server.guild.set_command_permissions(command, {server.bob: True})
    options = {"file": ("page.html", PAGE)} if name == "add" else {}

    told = await run(server, server.bob, name, **options)

    assert "you need the permission “Manage Guild”" in told
    assert server.take_errors()


async def test_the_status_tells_what_there_is_and_what_is_not_known(
    server: Server, admin: simcord.MemberActor
) -> None:
    await run(server, admin, "add", file=("page.html", PAGE))

    told = await run(server, admin, "status")

    assert told.startswith("The index\nFrom 3 digests, 11 papers")
    assert "Unknown: the date of 7 papers, the author count of " in told
    assert "Skipped\n1, beside 12 entries that were read\n1 × no title: " in told
    assert "**text cards**: 2 digests, 10 entries" in told
    assert "**HTML page**: 1 digest, 2 entries, 1 skipped" in told
    assert "Last: never" in told
    assert f"Next: <t:{int(NOW_AT.timestamp())}:f>" in told, "what never was is due at once"


async def test_the_status_tells_why_a_fetch_failed(
    server: Server, admin: simcord.MemberActor, desk: Desk
) -> None:
    faults = ["The server is down."]
    await desk.writer.run(keep_outcome, [], is_whole=True, now_at=NOW_AT - timedelta(days=1))
    await desk.writer.run(keep_outcome, faults, is_whole=True, now_at=NOW_AT)

    told = await run(server, admin, "status")

    assert "It failed: The server is down." in told
    half_an_hour_later = NOW_AT + timedelta(minutes=30)
    assert f"Next: <t:{int(half_an_hour_later.timestamp())}:f>" in told


async def test_the_status_tells_the_next_time_of_the_day(
    server: Server, admin: simcord.MemberActor, desk: Desk
) -> None:
    await desk.writer.run(keep_outcome, [], is_whole=True, now_at=NOW_AT)

    told = await run(server, admin, "status")

    assert "Next: <t:1776708000:f>" in told, "20 April 2026, 18:00 UTC"
