"""Discussions from files: JSON Lines of messages in, the points made out."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from bot.cli.json_forms import print_json
from bot.cli.line_files import iter_lines
from bot.cli.text_forms import print_wrapped
from bot.errors import UnreadableSource, WrongUse
from bot.exporting.paper_forms import Json
from bot.models import DiscussionPoint, DiscussionSummary, ThreadMessage
from bot.services.library import Library
from bot.services.thread_summaries import summarise_discussion
from bot.text.counting import count_of
from bot.text.white_space import replace_surrogates

_EXPECTED: Final = '{"message_id": …, "author": …, "text": …}'
_AUTHOR_KEYS: Final = ("author", "speaker", "name", "username", "user")
_NAME_KEYS: Final = ("global_name", "display_name", "nick", "name", "username")

discussion_option = click.option(
    "--discussion",
    "discussion_path",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Instead of a topic: a discussion as JSON Lines of messages; - is standard input.",
)


def check_choice(words: Sequence[str], discussion_path: Path | None) -> None:
    """Refuse both a topic and a discussion, or neither.

    Raises:
        WrongUse: says what is expected.
    """
    if bool(words) == (discussion_path is not None):
        raise WrongUse("Name either a topic, or a file of messages with --discussion FILE.")


def print_discussion(library: Library, path: Path, *, as_json: bool) -> None:
    """Summarise the discussion in a file.

    Raises:
        UnreadableSource: the file cannot be read, or no line of it is a message.
        IndexUnusable: the index cannot be read.
    """
    summary = summarise_discussion(library, load_messages(path))
    if as_json:
        print_json(discussion_form(summary))
    else:
        _print_summary(summary)


def load_messages(path: Path) -> list[ThreadMessage]:
    """The messages of a file, a JSON object on each line; - is standard input.

    A line that is no message is left out, with a word on standard error.

    Raises:
        UnreadableSource: the file cannot be read, or holds lines but no message.
    """
    messages: list[ThreadMessage] = []
    skipped = 0
    for number, line in iter_lines(path):
        try:
            messages.append(read_message(json.loads(line), number))
        except (ValueError, RecursionError) as error:
            skipped += 1
            reason = (
                "no JSON" if isinstance(error, (json.JSONDecodeError, RecursionError)) else error
            )
            click.echo(f"skipped: {path}, line {number}: {reason}; expected {_EXPECTED}", err=True)
    if skipped and not messages:
        raise UnreadableSource(f"{path} holds no message; expected lines of {_EXPECTED}.")
    return messages


def read_message(value: object, number: int) -> ThreadMessage:
    """One message from its JSON form; keys that are not known are left alone.

    Raises:
        ValueError: says what is missing or is not what it should be.
    """
    if not isinstance(value, Mapping):
        raise ValueError("no object")  # noqa: TRY004 - the value is wrong, not the program
    text = _first(value, "text", "content", "message", "body")
    if not isinstance(text, str):
        raise ValueError("no text")  # noqa: TRY004 - likewise
    author = next((name for key in _AUTHOR_KEYS if (name := _name_of(value.get(key)))), None)
    message_id = _first(value, "message_id", "id")
    is_bot = _first(value, "is_bot", "is_from_bot", "bot")
    if is_bot is None and isinstance(value.get("author"), Mapping):
        is_bot = value["author"].get("bot")
    return ThreadMessage(
        message_id=str(number) if message_id is None else str(message_id),
        author=author or "unknown",
        text=replace_surrogates(text),
        sent_at=_read_instant(_first(value, "sent_at", "timestamp")),
        reply_to_id=_read_reply(value),
        is_from_bot=bool(is_bot),
    )


def discussion_form(summary: DiscussionSummary) -> Json:
    """A discussion for scripts."""
    return {
        "points": [_point_form(point) for point in summary.points],
        "open_questions": [_point_form(point) for point in summary.open_questions],
        "decisions": [_point_form(point) for point in summary.decisions],
        "papers_mentioned": [paper.paper_id for paper in summary.papers_mentioned],
        "related": [related.paper.paper_id for related in summary.related],
    }


def _point_form(point: DiscussionPoint) -> Json:
    return {"text": point.text, "author": point.author, "message_id": point.message_id}


def _first(value: Mapping[str, Any], *keys: str) -> Any:
    return next((value[key] for key in keys if value.get(key) is not None), None)


def _name_of(author: object) -> str | None:
    """A person's name, given itself or among other facts."""
    if isinstance(author, Mapping):
        return next((name for key in _NAME_KEYS if (name := _name_of(author.get(key)))), None)
    if isinstance(author, str | int) and not isinstance(author, bool):
        return replace_surrogates(str(author)).strip() or None
    return None


def _read_reply(value: Mapping[str, Any]) -> str | None:
    """Whatever says which message is answered; Discord's own form says it in an object."""
    reply = _first(value, "reply_to_id", "reply_to", "message_reference", "reference")
    if isinstance(reply, Mapping):
        reply = _first(reply, "message_id", "id")
    return str(reply) if isinstance(reply, str | int) else None


def _read_instant(value: object) -> datetime | None:
    """None where there is none, or it cannot be read: the order of the lines counts anyway."""
    try:
        instant_at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return instant_at if instant_at.tzinfo is not None else None


def _print_summary(summary: DiscussionSummary) -> None:
    messages = count_of(summary.message_count, "message")
    people = count_of(summary.author_count, "person", "people")
    click.secho(f"{messages} by {people}", bold=True)
    shown = {point.text for point in (*summary.open_questions, *summary.decisions)}
    _print_points("Points", [point for point in summary.points if point.text not in shown])
    _print_points("Open questions", summary.open_questions)
    _print_points("Decisions and to-dos", summary.decisions)
    mentioned = [f"#{paper.paper_id} {paper.title}" for paper in summary.papers_mentioned]
    mentioned += [f"{arxiv_id} (not in the index)" for arxiv_id in summary.unknown_papers]
    _print_lines("Papers mentioned", mentioned)
    related = [f"#{each.paper.paper_id} {each.paper.title}" for each in summary.related]
    _print_lines("On the same matter, and mentioned by nobody", related)


def _print_points(heading: str, points: Sequence[DiscussionPoint]) -> None:
    _print_lines(heading, [f"{each.author}: “{each.text}” [{each.message_id}]" for each in points])


def _print_lines(heading: str, lines: Sequence[str]) -> None:
    if lines:
        click.secho(f"\n{heading}", bold=True)
    for line in lines:
        print_wrapped(line, indent=2)
