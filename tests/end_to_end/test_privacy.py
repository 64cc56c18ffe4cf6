import json
from dataclasses import replace
from datetime import time
from typing import Any

import simcord

from bot.discord_app.desk import Desk
from bot.models import NOBODY_ID, Schedule, ScheduleDraft, ScheduleKind, Timing
from bot.services.community_ports import Community
from bot.services.saving import find_saved, switch_save
from bot.services.voting import find_votes, switch_vote
from tests.builders import NOW_AT
from tests.end_to_end.server import Server, items_of, shown, text_of


async def save_and_vote(server: Server, desk: Desk, member: simcord.MemberActor) -> None:
    run = desk.community.run
    for paper_id in (1, 9):
        await run(switch_save, member.id, paper_id, now_at=NOW_AT)
    await run(switch_vote, server.guild.id, member.id, 1, now_at=NOW_AT)


async def schedule(server: Server, desk: Desk, member: simcord.MemberActor) -> Schedule:
    draft = ScheduleDraft(
        kind=ScheduleKind.DAILY,
        guild_id=server.guild.id,
        channel_id=server.channel.id,
        owner_id=member.id,
        timing=Timing(time(9), "UTC"),
    )
    client_id = server.env.bot.application_id
    assert client_id is not None

    def add(community: Community) -> Schedule:
        return community.add_schedule(draft, application_id=client_id, created_at=NOW_AT)

    return await desk.community.run(add)


async def show(server: Server, member: simcord.MemberActor) -> tuple[str, dict[str, Any]]:
    """What is said, and what stands in the file."""
    result = await member.slash(server.channel, "privacy show")
    assert result.ephemeral
    message = shown(result)
    if not message.attachments:
        return text_of(message), {}
    (file,) = message.attachments
    return text_of(message), json.loads(server.env.backend.cdn.get(file.url) or b"")


async def ask_to_forget(server: Server) -> simcord.ResponseMessage:
    result = await server.ann.slash(server.channel, "privacy forget")
    assert result.ephemeral
    return shown(result)


async def test_of_a_stranger_nothing_is_kept(server: Server) -> None:
    assert await show(server, server.ann) == ("I keep nothing about you.", {})
    question = await ask_to_forget(server)
    assert text_of(question) == "I keep nothing about you: there is nothing to delete."
    assert not items_of(question)


async def test_a_member_is_shown_what_is_kept(server: Server, desk: Desk) -> None:
    await save_and_vote(server, desk, server.ann)
    await schedule(server, desk, server.ann)

    said, about = await show(server, server.ann)

    assert said.startswith(
        "About you I keep 1 vote, 2 saved papers and 1 schedule that you made for servers.\n"
    )
    assert about["member_id"] == str(server.ann.id)
    assert about["votes"] == [
        {
            "guild_id": str(server.guild.id),
            "paper_id": 1,
            "voted_at": "2026-04-20T12:00:00+00:00",
            "title": "Small Caches for Long Contexts",
        }
    ]
    assert [saved["paper_id"] for saved in about["saved_papers"]] == [1, 9]
    assert about["server_schedules"][0]["channel_id"] == str(server.channel.id)
    assert await show(server, server.bob) == ("I keep nothing about you.", {})


async def test_all_of_it_is_deleted_after_a_button(server: Server, desk: Desk) -> None:
    for member in (server.ann, server.bob):
        await save_and_vote(server, desk, member)
    question = await ask_to_forget(server)
    assert text_of(question) == ("This deletes 1 vote and 2 saved papers. It cannot be undone.")
    assert (await show(server, server.ann))[1]["votes"]
    await server.restart(desk)

    result = await server.ann.click(question, label="Delete it all")

    assert not result.followups
    assert text_of(question) == (
        "Deleted: 1 vote and 2 saved papers. I keep nothing about you any more."
    )
    assert not items_of(question)
    assert await show(server, server.ann) == ("I keep nothing about you.", {})
    bobs = await desk.community.run(find_saved, server.bob.id, [1, 9])
    assert bobs == {1, 9}
    _, counts = await desk.community.run(find_votes, server.guild.id, server.ann.id, [1])
    assert counts == {1: 1}


async def test_a_servers_schedule_stays_without_the_name(server: Server, desk: Desk) -> None:
    kept = await schedule(server, desk, server.ann)
    question = await ask_to_forget(server)
    assert "The schedules that you made for servers belong to these and stay" in text_of(question)

    await server.ann.click(question, label="Delete it all")

    found = await desk.community.run(lambda community: community.find_schedule(kept.schedule_id))
    assert found is not None
    assert found.draft == replace(kept.draft, owner_id=NOBODY_ID)
    assert await show(server, server.ann) == ("I keep nothing about you.", {})


async def test_it_works_in_direct_messages_too(server: Server, desk: Desk) -> None:
    await save_and_vote(server, desk, server.ann)

    message = shown(await server.ann.user.slash("privacy show"))

    assert "1 vote and 2 saved papers" in text_of(message)


async def test_a_member_is_left_out_of_summaries_as_long_as_they_wish(server: Server) -> None:
    left_out = await server.ann.slash(server.channel, "privacy summaries", choice="leave me out")
    assert left_out.ephemeral
    assert text_of(shown(left_out)).startswith("From now on what you write is left out of every")
    said, about = await show(server, server.ann)
    assert said.startswith("About you I keep your wish to be left out of summaries.\n")
    assert about["left_out_of_summaries"] == [{"since_at": "2026-04-20T12:00:00+00:00"}]

    included = await server.ann.user.slash("privacy summaries", choice="include me")

    assert text_of(shown(included)).startswith("What you write may stand in summaries")
    assert await show(server, server.ann) == ("I keep nothing about you.", {})


async def test_to_forget_the_wish_is_not_done_in_silence(server: Server) -> None:
    await server.ann.slash(server.channel, "privacy summaries", choice="leave me out")
    question = await ask_to_forget(server)
    wish_ends = "With that wish, what you write may stand in summaries of discussions again"
    assert wish_ends in text_of(question)

    await server.ann.click(question, label="Delete it all")

    assert text_of(question).startswith("Deleted: your wish to be left out of summaries.")
    assert wish_ends in text_of(question)
    assert await show(server, server.ann) == ("I keep nothing about you.", {})
