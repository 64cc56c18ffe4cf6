"""What stands below an overview: its pages, the thread that it becomes, posting it for all."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import discord

from bot.discord_app.conversation import (
    acknowledge,
    acknowledge_change,
    answer,
    answer_privately,
    send_to_all,
)
from bot.discord_app.desk import Interaction
from bot.discord_app.overview_threads import (
    begins_from_message,
    check_place,
    find_custom_ids,
    find_or_open_thread,
    finish_thread,
    lock_of,
)
from bot.discord_app.permissions import check_members_permissions
from bot.discord_app.render.custom_ids import OVERVIEW_POST, OVERVIEW_THREAD, Press
from bot.discord_app.render.notices import OLD_COMPONENT, render_notice
from bot.discord_app.render.overview_buttons import OVERVIEW, OverviewPlace
from bot.discord_app.render.overview_file import overview_file
from bot.discord_app.render.overview_thread import (
    render_thread,
    render_thread_notice,
    render_unfinished,
    thread_name,
)
from bot.discord_app.render.theme_page import render_page
from bot.discord_app.topic_overviews import load_summary_again
from bot.discord_app.views.search_pages import is_own
from bot.errors import WrongUse
from bot.models import Summary

_LOG = logging.getLogger(__name__)

_POSTED: Final = "It is posted already."
_GONE: Final = "The index holds nothing on this topic any more."


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A press below an overview."""

    message: discord.Message
    place: OverviewPlace
    page: int  # that it asks for, or that it stands on

    @property
    def is_private(self) -> bool:
        """Whether only one person sees the overview."""
        return self.message.flags.ephemeral

    @property
    def known_thread_id(self) -> int:
        """The overview's thread, or the message that it begins from; 0: a thread of its own."""
        return self.place.thread_id or (0 if self.is_private else self.message.id)


async def turn_overview_page(interaction: Interaction, press: Press) -> None:
    """Show another page in place; somebody else's overview is turned in a copy of one's own."""
    if (pressed := await _take_up(interaction, press)) is None:
        return
    is_turned_in_place = is_own(interaction)
    if is_turned_in_place:
        await acknowledge_change(interaction)
        place = pressed.place
    else:
        await acknowledge(interaction, is_private=True)
        place = replace(pressed.place, can_be_posted=True, thread_id=pressed.known_thread_id)
    summary = await load_summary_again(interaction.client.desk, place.topic_id)
    if is_turned_in_place:
        await _change(interaction, summary, pressed.page, place)
    else:
        page = render_page(summary, pressed.page, place)
        await answer(interaction, replace(page, files=(overview_file(summary),)))


async def open_as_thread(interaction: Interaction, press: Press) -> None:
    """Open the overview's thread, or say where it is; finish it where a part is missing."""
    channel = check_place(interaction)
    if (pressed := await _take_up(interaction, press)) is None:
        return
    await acknowledge_change(interaction)
    async with lock_of(pressed.known_thread_id or pressed.message.id):
        summary = await _load_summary(interaction, pressed)
        known_id = pressed.known_thread_id or await _find_opened_meanwhile(interaction)
        thread, is_new = await find_or_open_thread(
            interaction, channel, known_id, thread_name(summary)
        )
        await _note_thread(interaction, pressed, summary, thread.id)
        await answer_privately(interaction, render_thread_notice(thread.id, is_new=is_new))
        posts = render_thread(
            summary,
            begins_from_message=await begins_from_message(channel, thread),
            file=overview_file(summary) if interaction.app_permissions.attach_files else None,
        )
        if not await finish_thread(interaction, thread, posts, is_new=is_new):
            await answer_privately(interaction, render_unfinished(thread.id))


async def post_overview(interaction: Interaction, press: Press) -> None:
    """Show everybody what only one person saw, once."""
    is_thread = isinstance(interaction.channel, discord.Thread)
    check_members_permissions(
        interaction, "send_messages_in_threads" if is_thread else "send_messages"
    )
    if (pressed := await _take_up(interaction, press)) is None:
        return
    await acknowledge_change(interaction)
    async with lock_of(pressed.message.id):
        if not find_custom_ids(await interaction.original_response(), OVERVIEW_POST):
            await answer_privately(interaction, render_notice(_POSTED))
            return
        summary = await _load_summary(interaction, pressed)
        posted = replace(pressed.place, can_be_posted=False)
        await _change(interaction, summary, pressed.page, posted)
        try:
            overview = render_page(summary, OVERVIEW, posted)
            await send_to_all(interaction, replace(overview, files=(overview_file(summary),)))
        except Exception:
            await _change(interaction, summary, pressed.page, pressed.place)
            raise


async def _take_up(interaction: Interaction, press: Press) -> _Pressed | None:
    """What was pressed; None where it is of another version, which was said then."""
    message, numbers = interaction.message, press.numbers()
    page = _find_page(numbers or (), press.chosen)
    if message is None or not numbers or page is None:
        await answer_privately(interaction, render_notice(OLD_COMPONENT))
        return None
    topic_id, thread_id, *_ = numbers
    place = OverviewPlace(
        topic_id=topic_id, thread_id=thread_id, can_be_posted=message.flags.ephemeral
    )
    return _Pressed(message, place, page)


def _find_page(numbers: Sequence[int], chosen: Sequence[str]) -> int | None:
    """The page in a button's numbers, or chosen from a menu; None in ids of another version."""
    match numbers, chosen:
        case (_, _, page), ():
            return page
        case (_, _), ():
            return OVERVIEW
        case (_, _), (page, *_) if page.isdecimal():
            return int(page)
        case _:
            return None


async def _change(
    interaction: Interaction, summary: Summary, page: int, place: OverviewPlace
) -> None:
    """Change the message that was pressed, all but its file."""
    await answer(interaction, replace(render_page(summary, page, place), keeps_files=True))


async def _load_summary(interaction: Interaction, pressed: _Pressed) -> Summary:
    summary = await load_summary_again(interaction.client.desk, pressed.place.topic_id)
    if not summary.themes:
        raise WrongUse(_GONE)
    return summary


async def _find_opened_meanwhile(interaction: Interaction) -> int:
    """The thread that an earlier press opened while this one waited; 0 where there is none."""
    message = await interaction.original_response()
    found = [numbers[1] for numbers in find_custom_ids(message, OVERVIEW_THREAD) if numbers]
    return next(iter(found), 0)


async def _note_thread(
    interaction: Interaction, pressed: _Pressed, summary: Summary, thread_id: int
) -> None:
    """Have the overview's buttons know its thread, and a thread begin with the overview itself."""
    place, page = pressed.place, pressed.page
    if thread_id == pressed.message.id:
        page = OVERVIEW
    elif thread_id != place.thread_id:
        place = replace(place, thread_id=thread_id)
    if (place, page) == (pressed.place, pressed.page):
        return
    try:
        await _change(interaction, summary, page, place)
    except discord.HTTPException as error:
        _LOG.warning("An overview does not know its thread %d: %s", thread_id, error)
