"""Discord's messages as a discussion's: who said what, in reply to what; pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import discord

from bot.models import ThreadMessage

_SPOKEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
# Discord's markup for what people see as :smile: or /search.
_EMOJI: Final = re.compile(r"<a?(:\w+:)\d+>")
_COMMAND: Final = re.compile(r"<(/[^:<>\n]+):\d+>")
_MENTION_BREAK: Final = "@\u200b"  # discord.py puts a space without width into @everyone
_QUOTED_LINE: Final = re.compile(r"^>(?:>> [\s\S]*| .*)$\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardMessage:
    """A message of a discussion, with what is needed until it is summarised."""

    message: ThreadMessage
    author_id: int
    replied_author_id: int | None  # whom it answers, where Discord says it; perhaps before the span
    user_name: str  # unlike the name that is shown, nobody else has it
    url: str
    is_withheld: bool  # there is something in it, and Discord does not say what
    is_evidence: bool  # that Discord says what people write, even where it need not


def hear_message(message: discord.Message, own_id: int) -> HeardMessage:
    """What the message says; at the head of a thread, what the message says that it began from.

    Args:
        message: as Discord has it now.
        own_id: the bot's own user.
    """
    message, url = _find_beginning(message)
    author = message.author
    is_spoken = message.type in _SPOKEN
    is_from_bot = author.bot or message.webhook_id is not None or not is_spoken
    is_withholdable = not is_from_bot and message.guild is not None
    is_for_us = any(user.id == own_id for user in message.mentions)
    return HeardMessage(
        message=ThreadMessage(
            message_id=str(message.id),
            author=author.display_name,
            text=read_text(message) if is_spoken else "",
            sent_at=message.created_at,
            reply_to_id=_find_reply_target(message),
            is_from_bot=is_from_bot,
        ),
        author_id=author.id,
        replied_author_id=_find_replied_author(message),
        user_name=author.name,
        url=url,
        is_withheld=is_withholdable and _is_empty(message),
        is_evidence=is_withholdable and not is_for_us and not _is_empty(message),
    )


def read_text(message: discord.Message) -> str:
    """The message's own words as people read them: with names instead of numbers."""
    text = message.clean_content.replace(_MENTION_BREAK, "@")
    return _COMMAND.sub(r"\1", _EMOJI.sub(r"\1", text))


def are_withheld(heard: Iterable[HeardMessage]) -> bool:
    """Whether Discord keeps from us what people write there."""
    has_withheld = False
    for each in heard:
        if each.is_evidence:
            return False
        has_withheld = has_withheld or each.is_withheld
    return has_withheld


def leave_out(
    heard: Sequence[HeardMessage], member_ids: Collection[int], names: Mapping[int, str]
) -> tuple[list[ThreadMessage], int]:
    """What the others said, without what they quote of these members.

    Args:
        heard: what was said, oldest first.
        member_ids: who wants to be left out.
        names: what people are called in the server, where that is known.

    Returns:
        The messages in their order, two authors of one name told apart; and how many of the
        members' messages were left out.
    """
    left_out_ids = {each.message.message_id for each in heard if each.author_id in member_ids}
    unwanted = [each.message.text for each in heard if each.message.message_id in left_out_ids]
    heard = [_rename(each, names.get(each.author_id)) for each in heard]
    shared_names = _find_shared_names(heard)
    kept = []
    for each in heard:
        message = each.message
        if message.message_id in left_out_ids:
            continue
        if message.reply_to_id in left_out_ids or each.replied_author_id in member_ids:
            message = replace(message, text=drop_quotations(message.text))
        elif ">" in message.text:
            message = replace(message, text=drop_quotations(message.text, of=unwanted))
        if message.author in shared_names and message.author != each.user_name:
            message = replace(message, author=f"{message.author} ({each.user_name})")
        kept.append(message)
    return kept, len(left_out_ids)


def drop_quotations(text: str, *, of: Sequence[str] | None = None) -> str:
    r"""The text without what it quotes in Discord's way; of these texts, or of any.

    >>> drop_quotations("> It is slow.\nIs it?\n>>> Yes.\nVery.")
    'Is it?\n'
    """

    def drop(quotation: re.Match[str]) -> str:
        lines = (line.strip() for line in quotation[0].lstrip("> ").splitlines())
        is_of_them = of is None or any(line in each for line in lines if line for each in of)
        return "" if is_of_them else quotation[0]

    return _QUOTED_LINE.sub(drop, text)


def _rename(heard: HeardMessage, name: str | None) -> HeardMessage:
    if name is None or name == heard.message.author:
        return heard
    return replace(heard, message=replace(heard.message, author=name))


def _find_beginning(message: discord.Message) -> tuple[discord.Message, str]:
    """The message that a thread began from stands in the channel; the thread points to it.

    discord.py takes it for one of the thread's, so its address is put together here.
    """
    reference = message.reference
    if (
        message.type is discord.MessageType.thread_starter_message
        and message.guild is not None
        and reference is not None
        and isinstance(reference.resolved, discord.Message)
    ):
        place = f"{message.guild.id}/{reference.channel_id}"
        beginning = reference.resolved
        return beginning, f"https://discord.com/channels/{place}/{beginning.id}"
    return message, message.jump_url


def _find_reply_target(message: discord.Message) -> str | None:
    reference = message.reference
    if message.type is not discord.MessageType.reply or reference is None:
        return None
    return None if reference.message_id is None else str(reference.message_id)


def _find_replied_author(message: discord.Message) -> int | None:
    replied = None if message.reference is None else message.reference.resolved
    return replied.author.id if isinstance(replied, discord.Message) else None


def _is_empty(message: discord.Message) -> bool:
    """Whether nothing at all can be seen of it, which nobody can send."""
    return not (
        message.content
        or message.attachments
        or message.embeds
        or message.stickers
        or message.components
        or message.poll
        or message.message_snapshots
    )


def _find_shared_names(heard: Iterable[HeardMessage]) -> set[str]:
    """Names that are shown for more than one person."""
    people = defaultdict(set)
    for each in heard:
        if not each.message.is_from_bot:
            people[each.message.author].add(each.author_id)
    return {name for name, ids in people.items() if len(ids) > 1}
