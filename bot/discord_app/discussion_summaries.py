"""A discussion's summary, from what was said to the reply: for commands, menus and buttons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import aiohttp
import discord

from bot.discord_app.delivery import message_parts
from bot.discord_app.desk import Interaction
from bot.discord_app.discussion_messages import HeardMessage, are_withheld, leave_out
from bot.discord_app.permissions import check_members_permissions, check_own_permissions
from bot.discord_app.posting.places import own_user
from bot.discord_app.render.discussion_parts import DiscussionSource
from bot.discord_app.render.discussion_post import (
    has_something,
    render_discussion,
    render_posted,
)
from bot.discord_app.render.reply import Reply
from bot.discord_app.thread_history import (
    MESSAGES_LIMIT_COUNT,
    READING_SECONDS,
    History,
    Span,
    find_names,
    read_history,
)
from bot.errors import MessagesUnreadable, WrongPlace
from bot.models import DiscussionSummary
from bot.services.discussing import find_discussed_paper
from bot.services.leaving_out import find_left_out_members
from bot.services.library import Library
from bot.services.thread_summaries import summarise_discussion

_WITHHELD: Final = (
    "Discord does not show me what people write, so I cannot summarise it. Whoever runs Paperboy "
    "can switch that on: in Discord's developer portal (discord.com/developers/applications), "
    "your application, Bot, Message Content Intent; then restart Paperboy."
)
_NO_THREAD: Final = (
    "Give me a topic, such as /summarise topic:quantization, or ask in a thread for what was said "
    "there, or choose a message to begin with, and in its menu, under Apps, Summarise from here."
)
_LOST_RESPONSE: Final = (aiohttp.ClientError, OSError)


@dataclass(frozen=True, slots=True)
class _Summarised:
    summary: DiscussionSummary
    source: DiscussionSource


def check_discussion(interaction: Interaction) -> None:
    """Whether what is said here from the beginning on is one discussion.

    Raises:
        WrongPlace: it is a channel, in which one follows upon the other.
    """
    if not isinstance(interaction.channel, discord.Thread | discord.DMChannel):
        raise WrongPlace(_NO_THREAD)


async def load_discussion(
    interaction: Interaction, span: Span | None = None, *, is_private: bool
) -> Reply:
    """The summary of what was said where it is asked for; of all of it, or of a span.

    Raises:
        BotMissingPermissions, MissingPermissions: somebody may not read there.
        MessagesUnreadable: Discord does not show what people write, or not in time.
        WrongPlace: there are no messages here, or none that may be read.
    """
    made = await _summarise(interaction, span or Span())
    can_be_posted = is_private and interaction.guild_id is not None
    return render_discussion(made.summary, made.source, can_be_posted=can_be_posted)


async def post_discussion(interaction: Interaction, span: Span) -> Reply:
    """Post the span's summary for everyone, as it is now; where it stands then.

    Raises:
        As `load_discussion`.
    """
    channel = _get_channel(interaction)
    made = await _summarise(interaction, span)
    if not has_something(made.summary):
        return render_discussion(made.summary, made.source)
    reply = render_discussion(made.summary, made.source, asked_by=interaction.user.display_name)
    # A second press, or a second try after a lost response, is the same message to Discord.
    nonce = str(interaction.message.id if interaction.message else interaction.id)
    try:
        message = await channel.send(nonce=nonce, **message_parts(reply).given())
    except _LOST_RESPONSE:
        message = await channel.send(nonce=nonce, **message_parts(reply).given())
    return render_posted(message.jump_url)


def check_posting(interaction: Interaction) -> None:
    """Whether a summary may be posted where it is asked for.

    Raises:
        BotMissingPermissions, MissingPermissions: somebody may not write there.
    """
    is_thread = isinstance(interaction.channel, discord.Thread)
    writing = "send_messages_in_threads" if is_thread else "send_messages"
    check_members_permissions(interaction, writing)
    check_own_permissions(interaction, "view_channel", writing, "embed_links", "attach_files")


async def _summarise(interaction: Interaction, span: Span) -> _Summarised:
    channel = _get_channel(interaction)
    check_members_permissions(interaction, "read_message_history")
    check_own_permissions(interaction, "view_channel", "read_message_history")
    client = interaction.client
    history = await read_history(
        channel,
        span,
        own_id=own_user(client).id,
        limit_count=MESSAGES_LIMIT_COUNT,
        seconds=READING_SECONDS,
    )
    if are_withheld(history.heard):
        raise MessagesUnreadable(_WITHHELD)
    people = {heard.author_id for heard in history.heard}
    people |= {each.replied_author_id for each in history.heard if each.replied_author_id}
    left_out_ids = await client.desk.community.run(find_left_out_members, people)
    others = [each for each in history.heard if each.author_id not in left_out_ids]
    names = await find_names(interaction.guild, others)
    summary = await client.desk.reader.run(_summarise_others, history.heard, left_out_ids, names)
    subject_id = await _find_subject(interaction)
    related = tuple(each for each in summary.related if each.paper.paper_id != subject_id)
    source = _describe(channel, span, history, left_out_ids)
    return _Summarised(replace(summary, related=related), source)


def _summarise_others(
    library: Library,
    heard: Sequence[HeardMessage],
    left_out_ids: Collection[int],
    names: Mapping[int, str],
) -> DiscussionSummary:
    """Leave out who wants to be left out, and sum up the rest: in the worker, as it takes a while.

    5,000 messages would hold up everybody else's answers for 20 ms.
    """
    messages, left_out_count = leave_out(heard, left_out_ids, names)
    return summarise_discussion(library, messages, left_out_count=left_out_count)


async def _find_subject(interaction: Interaction) -> int | None:
    """The paper that the thread was opened to discuss: nobody there has to mention it."""
    return await interaction.client.desk.community.run(
        find_discussed_paper,
        application_id=interaction.application_id,
        thread_id=interaction.channel_id or 0,
    )


def _describe(
    channel: discord.abc.Messageable, span: Span, history: History, left_out_ids: Collection[int]
) -> DiscussionSource:
    heard = history.heard
    others = (each.message for each in heard if each.author_id not in left_out_ids)
    first = next((message for message in others if not message.is_from_bot), None)
    return DiscussionSource(
        thread_name=channel.name if isinstance(channel, discord.Thread) else None,
        is_from_message=bool(span.first_id),
        since_at=None if first is None else first.sent_at,
        urls={each.message.message_id: each.url for each in heard},
        read_count=len(heard),
        is_whole=history.is_whole,
        took_too_long=history.took_too_long,
        span=(span.first_id, span.last_id or _last_id(history)),
    )


def _last_id(history: History) -> int:
    """The newest message that was read: what is posted later is about no other ones."""
    return max((int(each.message.message_id) for each in history.heard), default=0)


def _get_channel(interaction: Interaction) -> discord.abc.Messageable:
    """Where it was asked.

    Raises:
        WrongPlace: it is no place with messages.
    """
    channel = interaction.channel
    if isinstance(channel, discord.abc.Messageable):
        return channel
    raise WrongPlace("There are no messages here that I could summarise.")
