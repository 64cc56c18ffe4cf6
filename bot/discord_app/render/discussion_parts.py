"""The parts of a discussion's summary: what was said, the papers, and what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.discord_app.render.clean import squeeze
from bot.discord_app.render.limits import length
from bot.discord_app.render.markdown import NOTHING, Markdown, escape, link, stack
from bot.discord_app.render.phrases import say_count, small
from bot.discord_app.render.related_page import say_shared
from bot.models import DiscussionPoint, DiscussionSummary, MarkedText, Paper

# With fewer there is nothing to sum up: one reads them as quickly as what could be said of them.
LEAST_MESSAGES_COUNT: Final = 3
NAME_LIMIT_CHARS: Final = 150
AUTHOR_LINK_LIMIT_CHARS: Final = 170  # an address on Discord takes up to 95 of it
PAPER_LINK_LIMIT_CHARS: Final = 260
SHARED_LIMIT_CHARS: Final = 200
ARXIV_URL: Final = "https://arxiv.org/abs/"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionSource:
    """What a summary was drawn from."""

    thread_name: str | None  # None: it is no thread
    is_from_message: bool = False  # it begins with a message that somebody chose
    since_at: datetime | None = None  # when its first message was written
    urls: Mapping[str, str]  # where each message stands, by its id
    read_count: int = 0  # messages that were looked at, those of bots among them
    is_whole: bool = True  # False: what was read are the newest only
    took_too_long: bool = False  # that is why
    span: tuple[int, int] = (0, 0)  # the first message that was meant, or 0; and the last


@dataclass(frozen=True, slots=True)
class Part:
    """A list with a heading."""

    heading: str
    noun: str
    lines: tuple[Markdown, ...]

    def render(self, limit_chars: int) -> tuple[Markdown, int]:
        """As much of it as fits, and how many lines were left out, which it says itself.

        Nothing where there is nothing in it.
        """
        if not self.lines:
            return NOTHING, 0
        heading = f"**{self.heading}**\n"
        room = limit_chars - length(heading)
        stacked, left_out = stack(self.lines, room)
        if left_out:
            room -= length(self._say_rest(len(self.lines))) + 1
            stacked, left_out = stack(self.lines, room)
            rest = self._say_rest(left_out)
            stacked = Markdown(f"{stacked}\n{rest}" if stacked else rest)
        return Markdown(heading + stacked), left_out

    def _say_rest(self, count: int) -> Markdown:
        return small(f"and {say_count(count, f'more {self.noun}')} in the file")


def is_too_little(summary: DiscussionSummary) -> bool:
    """Whether so little was said that there is nothing to sum up."""
    return summary.message_count < LEAST_MESSAGES_COUNT


def list_said(
    summary: DiscussionSummary, source: DiscussionSource, quote_limit_chars: int
) -> list[Part]:
    """What people said, the points first."""

    def quote(points: Sequence[DiscussionPoint]) -> tuple[Markdown, ...]:
        return tuple(_quote(point, source, quote_limit_chars) for point in points)

    return [
        Part("Points", "point", quote(summary.points)),
        Part("Open questions", "question", quote(summary.open_questions)),
        Part("Decisions and to-dos", "decision", quote(summary.decisions)),
    ]


def list_papers(summary: DiscussionSummary) -> list[Part]:
    """The papers, numbered through: those mentioned, and those on the same matter."""
    mentioned = summary.papers_mentioned
    unknown = [
        Markdown(f"- {link(MarkedText(each), ARXIV_URL + each, PAPER_LINK_LIMIT_CHARS)}")
        for each in summary.unknown_papers
    ]
    related = [
        Markdown(f"{_link_paper(each.paper, number)}\n{_small_within(say_shared(each.shared))}")
        for number, each in enumerate(summary.related, len(mentioned) + 1)
    ]
    numbered = [_link_paper(paper, number) for number, paper in enumerate(mentioned, 1)]
    return [
        Part("Papers mentioned", "paper", tuple(numbered)),
        Part("Mentioned, but not in the index", "paper", tuple(unknown)),
        Part("On the same matter, mentioned by nobody", "paper", tuple(related)),
    ]


def say_heading(source: DiscussionSource) -> str:
    """What was summarised; not escaped yet."""
    if source.is_from_message:
        return "What was said from this message on"
    name = squeeze(source.thread_name or "")
    return f"What was said in “{name}”" if name else "What was said here"


def say_basis(summary: DiscussionSummary, source: DiscussionSource, since: str) -> str:
    """How much was said, by how many, since when."""
    people = "1 person" if summary.author_count == 1 else f"{summary.author_count:,} people"
    basis = f"{say_count(summary.message_count, 'message')} by {people}"
    return basis if source.since_at is None else f"{basis}, since {since}"


def say_reservations(summary: DiscussionSummary, source: DiscussionSource) -> list[str]:
    """What is not in the summary, and why."""
    said = []
    if count := summary.left_out_count:
        whose = "its author wishes" if count == 1 else "their authors wish"
        were = "was" if count == 1 else "were"
        said.append(f"{say_count(count, 'message')} {were} left out, as {whose}.")
    if not source.is_whole:
        newest = f"only the newest {say_count(source.read_count, 'message')} were read."
        why = "Discord was slow to show more: " if source.took_too_long else "There are more: "
        said.append(why + newest)
    return said


def _quote(point: DiscussionPoint, source: DiscussionSource, limit_chars: int) -> Markdown:
    said = escape(point.text, limit_chars)
    author = squeeze(point.author) or "somebody"
    url = source.urls.get(point.message_id)
    if url is None:
        return Markdown(f"- “{said}” – {escape(author, NAME_LIMIT_CHARS)}")
    linked = link(MarkedText(author), url, AUTHOR_LINK_LIMIT_CHARS)
    # Discord knows its own addresses of direct messages with a plain @ only.
    return Markdown(f"- “{said}” – {linked.replace('/channels/%40me/', '/channels/@me/')}")


def _link_paper(paper: Paper, number: int) -> Markdown:
    title = link(MarkedText(paper.title), paper.url, PAPER_LINK_LIMIT_CHARS)
    return Markdown(f"**{number:,}.** {title}")


def _small_within(text: Markdown) -> Markdown:
    return small(text) if length(text) <= SHARED_LIMIT_CHARS else small("close in meaning")
