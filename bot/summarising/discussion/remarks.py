"""Remarks: the messages of people, read once, with what all else is told from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.models import DiscussionPoint, ThreadMessage
from bot.summarising.discussion.markup import clean_message, find_quotes
from bot.summarising.discussion.small_talk import is_small_talk
from bot.text.sentences import iter_sentence_spans
from bot.text.shortening import ELLIPSIS, shorten
from bot.text.white_space import squeeze
from bot.text.words import STOP_WORDS, iter_words, stem

# A longer quotation is not read.
LONGEST_QUOTATION_CHARS: Final = 320
# Words that people put into any sentence, whatever it is about.
_TALK: Final = frozenset(
    """
    actually also anyone anybody anything basically btw bit case course does doesn don else
    etc even everyone everybody get gets getting go goes going gonna good got great guess hey hi
    however i'd i'll i'm i've imo it's its kind know let let's like likely look lot make makes
    many maybe mean means might much must need needs nice oh ok okay one ones people perhaps
    please pretty probably question quite rather really right said say says see seems shall since
    somebody someone something sort still stuff sure take thanks that's there's they're thing
    things think though today tomorrow try us want way we'll we're we've well wonder yeah yes yet
    you're
    """.split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a message, verbatim in the cleaned message."""

    text: str
    stems: frozenset[str]  # of the words that tell what it is about
    word_count: int


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """What one person said in one message."""

    place: int  # among the remarks, from 0
    message: ThreadMessage
    text: str  # the cleaned message; "" where nothing is left
    sentences: tuple[Sentence, ...]
    is_small_talk: bool  # thanks, greetings, agreement, signs: nothing that could be a point
    stems: frozenset[str] = field(default_factory=frozenset)

    @property
    def author(self) -> str:
        """Who said it."""
        return self.message.author

    def quote(self, text: str) -> DiscussionPoint:
        """The remark, or a part of it, as it is shown."""
        return DiscussionPoint(
            text=shorten(squeeze(text), LONGEST_QUOTATION_CHARS),
            author=self.message.author,
            message_id=self.message.message_id,
        )


@dataclass(frozen=True, slots=True)
class Conversation:
    """The remarks in their order, and which of them answers which."""

    remarks: tuple[Remark, ...]
    replied_to: dict[int, int]  # place of a reply → place of the remark that it is marked to answer
    replies: dict[int, tuple[int, ...]]  # the other way round, in their order
    authors: frozenset[str]


def read_conversation(messages: Sequence[ThreadMessage]) -> Conversation:
    """Read the messages of people; what bots say is nobody's remark.

    A message that quotes a line of an earlier one answers it, as one that is marked as a reply.
    """
    remarks: list[Remark] = []
    replied_to: dict[int, int] = {}
    places: dict[str, int] = {}
    lines: dict[str, int] = {}
    for message in messages:
        if message.is_from_bot or not message.text:
            continue
        remark = read_remark(len(remarks), message)
        answered = places.get(message.reply_to_id or "")
        if answered is None:
            quotes = find_quotes(message.text)
            answered = next((lines[quote] for quote in quotes if quote in lines), None)
        if answered is not None:
            replied_to[remark.place] = answered
        remarks.append(remark)
        places[message.message_id] = remark.place
        for line in remark.text.splitlines():
            lines[line] = remark.place
    replies: dict[int, list[int]] = {}
    for reply, answered in replied_to.items():
        replies.setdefault(answered, []).append(reply)
    return Conversation(
        tuple(remarks),
        replied_to,
        {place: tuple(those) for place, those in replies.items()},
        frozenset(remark.author for remark in remarks),
    )


def read_remark(place: int, message: ThreadMessage) -> Remark:
    """Clean a message and take it apart."""
    text = clean_message(message.text)
    sentences = tuple(
        read_sentence(line[start:end])
        for line in text.splitlines()
        for start, end in iter_sentence_spans(line)
    )
    stems = frozenset().union(*(sentence.stems for sentence in sentences))
    return Remark(place, message, text, sentences, is_small_talk(text), stems)


def read_sentence(text: str) -> Sentence:
    """A sentence with the stems of its telling words."""
    words = list(iter_words(text))
    return Sentence(text, frozenset(stem(word) for word in words if is_telling(word)), len(words))


def is_telling(word: str) -> bool:
    """Whether a word in lower case says something of what is talked about."""
    return (
        word not in STOP_WORDS
        and word not in _TALK
        and (len(word) > 1 or not word.isalpha())
        and "http" not in word
    )


def join_parts(remark: Remark, chosen: Sequence[int]) -> str:
    """Sentences of a remark in their order, with … where some between them are left out."""
    parts: list[str] = []
    for last, number in zip([None, *chosen], chosen, strict=False):
        if last is not None and number != last + 1:
            parts.append(ELLIPSIS)
        parts.append(remark.sentences[number].text)
    return " ".join(parts)
