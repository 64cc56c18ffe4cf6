"""Questions: which sentences ask something, and which of them nobody has answered."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Final

from bot.models import DiscussionPoint
from bot.summarising.discussion.reactions import (
    is_agreement,
    is_gratitude,
    is_no_answer,
    is_settled_by,
    opens_as_answer,
)
from bot.summarising.discussion.remarks import Conversation, Remark, Sentence, join_parts

Asking = Mapping[int, Sequence[int]]
# An answer that is not marked as one is looked for among so many remarks.
ANSWER_WINDOW: Final = 12
# From this share of the question's words on, by how telling they are, a remark is on the same.
# What comes at once needs to share less.
SAME_MATTER_FROM: Final = 0.34
NEXT_ON_MATTER_FROM: Final = 0.3
# "Solved!" may come late; thanks come soon.
_SETTLED_WINDOW, _THANKS_WINDOW = 40, 6


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_TAIL: Final = r"""[\s"'”’)\]*_!.…\U0001F000-\U0001FAFF☀-➿️:;)(^]*$"""
_MARKED: Final = re.compile(r"\?" + _TAIL)
_UNMARKED: Final = _phrase(
    r"""\b(?:does|do|did|has|have|can|could|would|is|are|was)\s(?:any|some)(?:one|body)\b
    (?!.{0,40}\bwho\b)
    | \b(?:any|some)(?:one|body)\s(?:know[s]?|knows|tried|remember[s]?|got|have|has|had)\b
        .{0,30}\b(?:if|whether|how|why|what|which|where|when|who)\b
    | \b(?:i|we)(?:'m|\sam|\sare|'re|\swas)?\s(?:\w+\s)?wonder(?:ing|ed)?\s(?:about\s)?
        (?:if|whether|how|why|what|which|where|when|who)\b
    | \bcurious\s(?:about\s)?(?:if|whether|how|why|what|which|where|when|who)\b
    | \b(?:i|we)(?:'d|\swould)\s(?:\w+\s)?(?:like|love)\sto\s(?:know|understand|hear)\b
    | \b(?:it'?s|is|still)\s(?:\w+\s)?(?:not\sclear|unclear)\s(?:to\s(?:me|us)\s)?
        (?:if|whether|how|why|what|which|where|when|who)\b
    | ^\W*(?:(?:and|but|so|ok|okay|hey|also|btw|wait|hm+)[,\s]\s?)*
      (?: (?:what|which|who|why|how|when|where)(?:'s|\s(?:is|are|was|were|do|does|did|can|could
            |would|should|will|has|have))\s(?!(?:i|we)\s(?:mean|like|love|think)\b)
            (?!(?:new|interesting|nice|great|important|more|worse|missing)\b)
        | how\s(?:many|much|long|often|far|big|large|fast|come)\b
        | (?:is|are|does|did|can|could|would|should|will|has|have)\s
            (?:it|this|that|there|they|we|you|i|the|any|these|those)\b
        | do\s(?:you|we|they|i|these|those)\b | any\s(?:idea|ideas|thoughts|news|tips|advice)\b)"""
)
# Asked out of politeness, to be agreed with, or to nobody.
# One of these stands in every question without a mark, or it begins with one of the words.
_HINTS: Final = (
    "wonder",
    "curious",
    "body",
    "one ",
    "some",
    "d like to",
    "d love to",
    "clear",
    "any ",
)
_OPENING_WORDS: Final = frozenset(
    """
    and but so ok okay hey also btw wait hm what which who why how when where is are does did can
    could would should will has have do
    """.split()
)
_RHETORICAL: Final = _phrase(
    r"""[,\s](?:right|no|eh|huh|ok|okay|yes|correct|isn'?t\s(?:it|that|this)|aren'?t\sthey|doesn'?t\sit
        |don'?t\s(?:you|they|we)|wasn'?t\sit|won'?t\s(?:it|they)|you\sknow|or\swhat|agreed)\s*\?
    | ^\W*(?:right|really|seriously|huh|what|wait|no|ok|sorry|anyone|anybody|guys|hello|see
        |you\sknow)\s*\?
    | \bhow\s(?:are\s(?:you|things|y'?all)|do\syou\sdo|is\severy(?:one|body)|have\syou\sbeen
        |was\syour)\b
    | \bhow'?s\s(?:it\sgoing|life|everyone)\b | \bwhat'?s\s(?:up|new)\b
    | \bany(?:one|body)\s(?:here|there|around|awake|up\sfor|hungry)\b
    | \bwho\s(?:doesn'?t|wouldn'?t|isn'?t|cares|knew|would\shave\sthought|needs)\b
    | \bwhy\snot\s*\?+ | \bwhat\scould\s(?:possibly\s)?go\swrong\b | \bwhat\selse\sis\snew\b
    | \b(?:isn'?t|aren'?t)\s(?:it|that|this|they)\s(?:great|nice|funny|obvious|crazy|amazing
        |wild|weird)\b
    | \bcan\syou\s(?:believe|imagine)\b | \bguess\swh(?:at|o)\b | \byou\sknow\swhat\b
    | \bwho\sam\si\skidding\b | \bhow\scool\sis\b | \bremember\swhen\b"""
)
_ASKING: Final = _phrase(r"\b(?:what|which|who|whose|why|how|when|where)\b")
_ADDRESSED: Final = _phrase(r"\b(?:you|your|(?:any|some)(?:one|body))\b")
_LINKS: Final = re.compile(r"https?://\S+")
_FEWEST_WORDS: Final = 3


def is_question(sentence: Sentence) -> bool:
    """Whether a sentence asks for something that others could tell.

    A question mark is not needed: "does anyone know whether it works" asks, too. Questions out
    of politeness, or to be agreed with, do not.
    """
    text = _LINKS.sub("", sentence.text) if "http" in sentence.text else sentence.text
    is_marked = "?" in text and _MARKED.search(text) is not None
    if not (is_marked or (_may_ask(text) and _UNMARKED.search(text))):
        return False
    if not sentence.stems or _RHETORICAL.search(text):
        return False
    return sentence.word_count >= _FEWEST_WORDS or _ASKING.search(text) is not None


def _may_ask(text: str) -> bool:
    """Whether it is worth looking closer: most sentences ask nothing."""
    lowered = text.lower()
    first = lowered.split(None, 1)[0].strip("\"'“(,.:;") if lowered else ""
    return first.partition("'")[0] in _OPENING_WORDS or any(hint in lowered for hint in _HINTS)


def find_questions(remark: Remark) -> list[int]:
    """The numbers, from 0, of those of a remark's sentences that ask something."""
    if remark.is_small_talk:
        return []
    return [number for number, each in enumerate(remark.sentences) if is_question(each)]


def list_asking(conversation: Conversation) -> Asking:
    """The places of the remarks that ask, in order, with the numbers of the sentences that do."""
    return {
        remark.place: numbers
        for remark in conversation.remarks
        if (numbers := find_questions(remark))
    }


def find_open_questions(conversation: Conversation, asking: Asking) -> list[DiscussionPoint]:
    """The questions that nobody has answered, one for each remark that asks, in their order."""
    answers = _Answers(conversation, asking)
    return [
        conversation.remarks[place].quote(join_parts(conversation.remarks[place], numbers))
        for place, numbers in asking.items()
        if not answers.has_answer(place)
    ]


class _Answers:
    """Tells whether a question was answered."""

    def __init__(self, conversation: Conversation, asking: Asking) -> None:
        self._conversation = conversation
        self._asking = asking
        counts = Counter(word for remark in conversation.remarks for word in remark.stems)
        total = len(conversation.remarks)
        self._weights = {word: log(1 + total / count) for word, count in counts.items()}
        self._answering: dict[int, bool] = {}  # what was told of a remark is told once

    def has_answer(self, place: int) -> bool:
        return self._is_replied_to(place) or self._is_met_later(place) or self._is_settled(place)

    def _is_replied_to(self, place: int) -> bool:
        """Somebody else replies with an answer, to the question or to what its asker adds."""
        asker = self._conversation.remarks[place].author
        waiting, seen = [place], {place}
        while waiting:
            for reply in self._conversation.replies.get(waiting.pop(), ()):
                if reply in seen:
                    continue
                seen.add(reply)
                remark = self._conversation.remarks[reply]
                is_own = remark.author == asker
                if is_own and is_settled_by(remark):
                    return True
                if not is_own and self._could_answer(remark):
                    return True
                if is_own or self._only_asks(remark):
                    waiting.append(reply)
        return False

    def _is_met_later(self, place: int) -> bool:
        """One of the next remarks, which is no reply to another, is on the same and answers."""
        question = self._conversation.remarks[place]
        sentences = [question.sentences[number] for number in self._asking[place]]
        wanted = frozenset().union(*(sentence.stems for sentence in sentences))
        is_next = True
        for remark in self._following(place, ANSWER_WINDOW):
            if remark.author == question.author:
                continue
            if self._is_addressed_elsewhere(remark, question):
                continue
            if self._could_answer(remark):
                share = 0.0 if remark.is_small_talk else self._share(wanted, remark)
                if share >= (NEXT_ON_MATTER_FROM if is_next else SAME_MATTER_FROM):
                    return True
                if is_next and remark.place not in self._asking:
                    text = " ".join(sentence.text for sentence in sentences)
                    is_account = _ADDRESSED.search(text) is not None
                    if is_agreement(remark) or opens_as_answer(remark, asks_for_account=is_account):
                        return True
            is_next = False
        return False

    def _is_settled(self, place: int) -> bool:
        """The asker says so, or thanks after somebody has said something."""
        question = self._conversation.remarks[place]
        last: Remark | None = None  # what somebody else said just before
        for remark in self._following(place, _SETTLED_WINDOW):
            if remark.author != question.author:
                is_for_asker = not self._is_addressed_elsewhere(remark, question)
                last = remark if is_for_asker and self._could_answer(remark) else None
                continue
            answered = self._conversation.replied_to.get(remark.place, place)
            is_on_this = answered == place or answered not in self._asking
            if (
                is_on_this
                and is_settled_by(remark)
                and not self._is_addressed_elsewhere(remark, question)
            ):
                return True
            is_soon = remark.place - place <= _THANKS_WINDOW
            if is_soon and last is not None and not last.is_small_talk and is_gratitude(remark):
                return True
        return False

    def _following(self, place: int, count: int) -> Sequence[Remark]:
        return self._conversation.remarks[place + 1 : place + 1 + count]

    def _is_addressed_elsewhere(self, remark: Remark, question: Remark) -> bool:
        """Whether a remark is marked as a reply to something that its asker did not say."""
        answered = self._conversation.replied_to.get(remark.place)
        if answered is None:
            return False
        return self._conversation.remarks[answered].author != question.author or (
            answered < question.place
        )

    def _could_answer(self, remark: Remark) -> bool:
        could = self._answering.get(remark.place)
        if could is None:
            could = not (self._only_asks(remark) or is_no_answer(remark))
            self._answering[remark.place] = could
        return could

    def _only_asks(self, remark: Remark) -> bool:
        return len(self._asking.get(remark.place, ())) == len(remark.sentences) > 0

    def _share(self, wanted: frozenset[str], remark: Remark) -> float:
        """How much of the question, by how telling its words are, the remark takes up; 0 to 1."""
        total = sum(self._weights[word] for word in wanted)
        met = sum(self._weights[word] for word in wanted & remark.stems)
        return met / total if total else 0.0
