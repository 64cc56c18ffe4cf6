"""The buttons below papers: Details, Save, Vote, Discuss."""

import asyncio
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import channel as channel_models

from bot.discord_app.client import PaperboyClient
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Desk, Interaction
from bot.discord_app.discussions import open_discussion
from bot.discord_app.render.markdown import Markdown
from bot.discord_app.render.pick_buttons import pick_button_rows
from bot.discord_app.render.reply import Reply
from bot.services.saving import switch_save
from tests.builders import NOW_AT
from tests.end_to_end.server import Server, custom_id_of, items_of, menu_of, shown, text_of
from tests.end_to_end.test_trouble import send_button

CACHES = "Small Caches for Long Contexts"
LABELS = ["Details", "Save", "Vote", "Discuss"]


async def send_post(server: Server, *paper_ids: int) -> discord.Message:
    """A post that the bot made before this process began."""
    [row] = pick_button_rows(paper_ids, marker=2**48)
    assert isinstance(row, tuple)
    buttons = [{"type": 2, "style": 2, "label": b.label, "custom_id": b.custom_id} for b in row]
    backend = server.env.backend
    message = backend.create_message(
        server.channel.id,
        backend.bot_user.id,
        "picks",
        components=[{"type": 1, "components": buttons}],
    )
    return next(one for one in server.channel.history() if one.id == message.id)


def chosen_of(message: simcord.ResponseMessage) -> list[str]:
    """What is chosen from the beginning in the message's menu."""
    [menu] = items_of(message)
    return [option["label"] for option in menu["options"] if option.get("default")]


async def press(
    server: Server, message: Any, label: str, who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    result = await (who or server.ann).click(message, label=label)
    assert result.ephemeral or "Discuss" in label
    return result


async def say_pressed(
    server: Server, message: Any, label: str, who: simcord.MemberActor | None = None
) -> str:
    return text_of(shown(await press(server, message, label, who)))


async def test_a_highlights_post_has_the_buttons(server: Server) -> None:
    message = shown(await server.ann.slash(server.channel, "highlights"))

    assert [item["label"] for item in items_of(message)] == LABELS


async def test_details_of_one_paper_are_shown_at_once(server: Server) -> None:
    post = await send_post(server, 1)

    assert (await say_pressed(server, post, "Details")).startswith(CACHES)


async def test_details_of_several_ask_which(server: Server) -> None:
    post = await send_post(server, 9, 1)
    question = shown(await press(server, post, "Details"))

    assert list(menu_of(question)) == ["1. A Map of Deserts", f"2. {CACHES}"]
    card = await server.ann.select(question, ["1"])
    assert card.ephemeral
    assert text_of(shown(card)).startswith(CACHES)


async def test_one_paper_is_saved_and_taken_out_again(server: Server, desk: Desk) -> None:
    post = await send_post(server, 1)
    assert (
        await say_pressed(server, post, "Save")
        == f"Saved “{CACHES}”. It is the only one that /saved lists."
    )
    await server.restart(desk)

    assert await say_pressed(server, post, "Save") == (
        f"Took “{CACHES}” out of your saved papers. You have none saved now."
    )


async def test_of_several_papers_those_to_keep_are_chosen(server: Server, desk: Desk) -> None:
    await desk.community.run(switch_save, server.ann.id, 9, now_at=NOW_AT)
    post = await send_post(server, 9, 1, 3)
    await server.restart(desk)
    question = shown(await press(server, post, "Save"))
    assert chosen_of(question) == ["1. A Map of Deserts"]

    result = await server.ann.select(question, ["1", "3"])

    assert text_of(question) == "Saved 2 papers, took 1 out. /saved lists all 2."
    assert not items_of(question)
    assert not result.followups
    again = shown(await press(server, post, "Save"))
    assert chosen_of(again) == [f"2. {CACHES}", "3. Cache Study 1"]
    await server.ann.select(again, ["1", "3"])
    assert text_of(again) == "Nothing changed. /saved lists all 2."
    last = shown(await press(server, post, "Save"))
    await server.ann.select(last, [])
    assert text_of(last) == "Took 2 papers out of your saved papers. You have none saved now."


async def test_members_save_each_for_themselves(server: Server) -> None:
    post = await send_post(server, 1)
    for who in (server.ann, server.bob):
        assert (await say_pressed(server, post, "Save", who)).startswith("Saved")


async def test_votes_are_counted_and_taken_back(server: Server, desk: Desk) -> None:
    post = await send_post(server, 1)
    votes = f"for “{CACHES}”."
    assert await say_pressed(server, post, "Vote") == f"Your vote counts: 1 vote here {votes}"
    await server.restart(desk)
    counted = await say_pressed(server, post, "Vote", server.bob)
    assert counted == f"Your vote counts: 2 votes here {votes}"
    back = await say_pressed(server, post, "Vote")
    assert back == f"You took your vote back: 1 vote here {votes}"
    gone = await say_pressed(server, post, "Vote", server.bob)
    assert gone == f"You took your vote back: no vote here {votes}"


async def test_several_papers_are_voted_for_at_once(server: Server) -> None:
    post = await send_post(server, 9, 1)
    await server.bob.select(shown(await press(server, post, "Vote", server.bob)), ["1"])
    question = shown(await press(server, post, "Vote"))
    [menu] = items_of(question)
    assert [option["description"] for option in menu["options"]] == ["no vote here", "1 vote here"]
    assert chosen_of(question) == []

    await server.ann.select(question, ["9", "1"])

    assert text_of(question).splitlines() == [
        "Your vote counts: 1 vote here for “A Map of Deserts”.",
        f"Your vote counts: 2 votes here for “{CACHES}”.",
    ]
    again = shown(await press(server, post, "Vote"))
    assert chosen_of(again) == ["1. A Map of Deserts", f"2. {CACHES}"]
    await server.ann.select(again, ["1"])
    assert text_of(again) == "You took your vote back: no vote here for “A Map of Deserts”."


async def test_one_servers_votes_are_not_anothers(server: Server) -> None:
    await press(server, await send_post(server, 1), "Vote")
    guild = server.env.create_guild("Elsewhere")
    there = Server(
        server.env,
        guild,
        guild.create_text_channel("papers"),
        guild.add_member(server.ann.user),
        guild.add_member(server.bob.user),
    )
    post = await send_post(there, 1)

    assert "1 vote here" in await say_pressed(there, post, "Vote", there.bob)


async def test_in_direct_messages_there_are_no_dead_buttons(server: Server) -> None:
    card = shown(await server.ann.user.slash("paper", title="#1"))

    assert [item["label"] for item in items_of(card)] == ["Related", "Save"]
    saved = await server.ann.user.click(card, label="Save")
    assert text_of(shown(saved)).startswith("Saved")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        pytest.param("Vote", "Votes count within a server", id="vote"),
        pytest.param("Discuss", "A discussion needs a server", id="discuss"),
    ],
)
async def test_what_needs_a_server_says_so_elsewhere(server: Server, label: str, said: str) -> None:
    post = shown(await server.ann.user.slash("highlights"))

    assert said in text_of(shown(await server.ann.user.click(post, label=label)))


async def test_a_card_has_buttons_that_act_at_once(server: Server, desk: Desk) -> None:
    card = shown(await server.ann.slash(server.channel, "paper", title="#1"))
    assert [item["label"] for item in items_of(card)] == ["Related", "Save", "Vote", "Discuss"]
    await server.restart(desk)

    assert (await say_pressed(server, card, "Save", server.bob)).startswith("Saved")
    assert "1 vote here" in await say_pressed(server, card, "Vote", server.bob)


async def test_a_discussion_is_opened_once_in_a_channel(server: Server, desk: Desk) -> None:
    card = shown(await server.ann.slash(server.channel, "paper", title="#1"))
    said = await say_pressed(server, card, "Discuss")
    (thread,) = threads_of(server)
    assert said == f"Here is its discussion: <#{thread.id}>"
    assert (thread.name, thread.type) == (CACHES, discord.ChannelType.public_thread)
    (first,) = [message async for message in thread.history()]
    assert first.embeds[0].title == CACHES
    await server.restart(desk)

    again = await say_pressed(server, card, "Discuss", server.bob)

    assert again == f"It is discussed already: <#{thread.id}>"
    assert len(threads_of(server)) == 1


async def test_two_who_press_at_once_share_a_discussion(
    server: Server, simcord_bot: PaperboyClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[int, bool]] = []

    async def press_twice(interaction: Interaction, *_: object) -> None:
        await acknowledge(interaction, is_private=True)
        found.extend(await asyncio.gather(*(open_discussion(interaction, 1) for _ in range(2))))
        await answer(interaction, Reply(content=Markdown("done")))

    monkeypatch.setattr(simcord_bot, "press", press_twice)  # the simulation takes one at a time
    card = shown(await server.ann.slash(server.channel, "paper", title="#1"))
    await press(server, card, "Discuss")

    (thread,) = threads_of(server)
    assert found == [(thread.id, True), (thread.id, False)]


def threads_of(server: Server) -> list[discord.Thread]:
    guild = server.env.bot.get_guild(server.guild.id)
    assert guild is not None
    return list(guild.threads)


async def test_one_of_several_papers_is_discussed(server: Server) -> None:
    post = await send_post(server, 9, 1)
    question = shown(await press(server, post, "Discuss"))
    await server.ann.select(question, ["9"])

    (thread,) = threads_of(server)
    assert thread.name == "A Map of Deserts"
    assert text_of(question) == f"Here is its discussion: <#{thread.id}>"


async def test_the_first_message_of_a_discussion_has_no_button_for_another(server: Server) -> None:
    card = shown(await server.ann.slash(server.channel, "paper", title="#1"))
    await press(server, card, "Discuss")
    (thread,) = threads_of(server)
    (first,) = [message async for message in thread.history()]

    labels = [item.label for row in first.components for item in row.children]  # type: ignore[union-attr]
    assert labels == ["Related", "Save", "Vote"]


async def test_a_discussion_that_was_deleted_is_opened_anew(server: Server) -> None:
    card = shown(await server.ann.slash(server.channel, "paper", title="#1"))
    await press(server, card, "Discuss")
    (thread,) = threads_of(server)
    server.env.backend.delete_channel(thread.id)

    said = await say_pressed(server, card, "Discuss")

    assert said.startswith("Here is its discussion")
    assert str(thread.id) not in said


async def test_titles_become_names_of_threads_as_they_are(server: Server) -> None:
    await press(server, await send_post(server, 2), "Discuss")

    (thread,) = threads_of(server)
    assert thread.name == "@everyone *Evicting* the Cache <@1> [now](https://example.org)"


async def test_an_announcement_channel_gets_a_thread_of_its_own_kind(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The simulation takes such a thread for a channel, unless it is told.
    kinds = {discord.ChannelType.news_thread.value, *channel_models.THREAD_TYPES}
    monkeypatch.setattr(channel_models, "THREAD_TYPES", kinds)
    channel = server.guild.create_news_channel("news")
    card = shown(await server.ann.slash(channel, "paper", title="#1"))

    await press(server, card, "Discuss")

    (thread,) = threads_of(server)
    assert thread.type is discord.ChannelType.news_thread


async def test_in_a_thread_there_is_one_already(server: Server) -> None:
    backend = server.env.backend
    forum = server.guild.create_forum_channel("forum")
    for parent, said in (
        (server.channel, "This is a thread already"),
        (forum, "A post in a forum is a thread already"),
    ):
        stored = backend.create_thread(parent.id, "talk", server.ann.id)
        thread = simcord.ChannelHandle(server.env, server.guild, stored)
        card = shown(await server.ann.slash(thread, "paper", title="#1"))
        assert [item["label"] for item in items_of(card)] == ["Related", "Save", "Vote"]
        post = shown(await server.ann.slash(thread, "highlights"))
        assert said in await say_pressed(server, post, "Discuss")


async def test_without_permission_an_admin_is_told_what_to_do(server: Server) -> None:
    overwrite = discord.PermissionOverwrite(create_public_threads=False)
    channel = server.guild.create_text_channel(
        "quiet", overwrites={server.guild.default_role: overwrite}
    )
    card = shown(await server.ann.slash(channel, "paper", title="#1"))

    said = await say_pressed(server, card, "Discuss")

    assert said == (
        "For this Paperboy needs the permission “Create Public Threads”; "
        "an admin of this server can give it."
    )
    assert not threads_of(server)


async def test_papers_that_are_gone_are_left_out_or_missed_politely(server: Server) -> None:
    post = await send_post(server, 99, 1, 9)
    question = shown(await press(server, post, "Save"))
    assert list(menu_of(question)) == [f"2. {CACHES}", "3. A Map of Deserts"]

    single = await send_post(server, 99)
    for label in LABELS:
        said = await say_pressed(server, single, label)
        assert said == "That paper is not in the index any more."


@pytest.mark.parametrize(
    "custom_id",
    ["pb1:pick_save", "pb1:pick_save:0", "pb1:pick_vote:0:Ä", "pb1:choose_saves", "pb1:pick_x:0:1"],
)
async def test_a_button_of_another_version_is_answered_politely(
    server: Server, custom_id: str
) -> None:
    result = await server.ann.click(await send_button(server, custom_id), custom_id=custom_id)

    assert "from before an update" in text_of(shown(result))


async def test_the_custom_ids_tell_the_paper(server: Server) -> None:
    card = shown(await server.ann.slash(server.channel, "paper", title="#9"))

    assert custom_id_of(card, "Save") == "pb1:pick_save:0:9"
