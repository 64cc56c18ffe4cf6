"""Title mentions: which papers a discussion is about, told from how people write their titles.

Coined names (HySparse, FlashAttention-4) are told by themselves, however they are cased, joined
or misspelt. Names of ordinary words (Spectra, Just-in-Time) may mean something else: they count
where they are written as a name, called a paper, quoted, or said beside what the paper is about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.models import KnownTitle
from bot.searching.described_papers import Descriptions
from bot.searching.spoken_words import SpokenWords, Token
from bot.searching.title_names import TitleNames, is_coined
from bot.searching.written_names import (
    begins_other_name,
    find_acronyms,
    find_runs,
    is_called,
    is_capitalised,
)
from bot.text.words import STOP_WORDS, stem

# Evidence beside a name of ordinary words: what a text shares with title and abstract.
EVIDENCE_FROM: Final = 2.0
_RARE_WEIGHT, _TITLE_WEIGHT, _ABSTRACT_WEIGHT = 2.0, 1.0, 0.5
_CAPITALS_WEIGHT: Final = 0.5  # a single ordinary word, written as a name
# A run of a title's words stands for it from this length on.
_RUN_WORDS, _SURE_RUN_WORDS, _RUN_CONTENT_WORDS = 4, 5, 3
# From this share on it is most of a title.
_MOST_SHARE: Final = 0.7
_MOST_CONTENT_WORDS: Final = 4
# Words that more texts have than these lead nowhere.
_MANY: Final = 40
# What so many titles have at most is rare; in a large index, this share of them.
_RARE_COUNT, _RARE_SHARE = 2, 0.002
# Lower-case names shorter than this may be any word or abbreviation.
_SURE_NAME_CHARS: Final = 6
_ORDINARY_CHARS: Final = 4
_LONG_NAME_CHARS: Final = 8


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A paper that is mentioned, or may be."""

    paper_id: int
    title: str
    place: int  # the first text that mentions it
    is_sure: bool  # False: only with evidence from the abstract
    evidence: float  # what the title alone brought


def find_title_mentions(
    spoken: SpokenWords,
    titles: Iterable[KnownTitle],
    title_words: Mapping[str, int],
    paper_counts: Mapping[str, int],
) -> list[TitleMention]:
    """The papers whose titles or names the texts mention, one entry for each paper.

    Args:
        spoken: what is said.
        titles: all titles of the index.
        title_words: every word of a title, with the number of titles that have it.
        paper_counts: every word of the index, with the number of papers that have it.
    """
    finder = _Finder(spoken, title_words, paper_counts, find_acronyms(spoken))
    described = Descriptions(spoken)
    found: dict[int, TitleMention] = {}
    for known in titles:
        names = TitleNames(known.paper_id, known.title)
        described.meet(names)
        mention = finder.find(names)
        if mention is not None:
            found[known.paper_id] = mention
    for names, place in described.unambiguous():
        mention = TitleMention(names.paper_id, names.title, place, is_sure=True, evidence=0.0)
        if mention.paper_id not in found or not found[mention.paper_id].is_sure:
            found[mention.paper_id] = mention
    return list(found.values())


def rate_abstract(text_stems: set[str], names: TitleNames, abstract_stems: set[str]) -> float:
    """What a text shares with an abstract, the words of the title apart, as evidence."""
    own = {stem(word) for word in names.words}
    return _ABSTRACT_WEIGHT * len(text_stems & (abstract_stems - own))


class _Finder:
    def __init__(
        self,
        spoken: SpokenWords,
        title_words: Mapping[str, int],
        paper_counts: Mapping[str, int],
        acronyms: Mapping[str, list[int]],
    ) -> None:
        self._spoken = spoken
        self._title_words = title_words
        self._paper_counts = paper_counts
        self._acronyms = acronyms
        self._rare_count = max(_RARE_COUNT, int(_RARE_SHARE * sum(title_words.values()) / 9))
        self._stems: dict[int, set[str]] = {}

    def find(self, names: TitleNames) -> TitleMention | None:
        """The surest mention of a title, the earliest of equals."""
        best: TitleMention | None = None
        for place, is_sure, evidence in self._iter_mentions(names):
            mention = TitleMention(names.paper_id, names.title, place, is_sure, evidence)
            if (
                best is None
                or (is_sure, place < best.place) > (best.is_sure, False)
                or (is_sure == best.is_sure and not is_sure and evidence > best.evidence)
            ):
                best = mention
        return best

    def _iter_mentions(self, names: TitleNames) -> Iterator[tuple[int, bool, float]]:
        if self._may_be_said(names.name_words):
            yield from self._iter_named(names, names.name_words)
        run = self._longest_run(names.words)
        if run:
            yield from self._iter_runs(names, run)
        yield from self._iter_most(names)
        if self._may_be_said(names.method_words) and self._is_rare(names.method_words):
            yield from self._iter_methods(names)
        own = [word for word in names.name_words if word in self._spoken and self._is_own(word)]
        for word in own and names.coined_words:
            if word in own:
                yield from self._iter_coined(names, word)
        if self._acronyms:
            for initials in names.initials & self._acronyms.keys():
                for place in self._acronyms[initials]:
                    yield self._weigh(names, place)

    def _may_be_said(self, words: Sequence[str]) -> bool:
        if not words:
            return False
        spoken = self._spoken
        return all(word in spoken for word in words) or (
            len(words) > 1 and "".join(words) in spoken
        )

    def _iter_named(
        self, names: TitleNames, words: Sequence[str]
    ) -> Iterator[tuple[int, bool, float]]:
        wanted = "".join(words)
        for place in self._places(words):
            for run in find_runs(self._spoken.tokens(place), wanted):
                text = self._spoken.text(place)
                start, end = run[0].start, run[-1].end
                if begins_other_name(text, start, end):
                    continue
                writing = self._rate_writing(names, run, text)
                yield self._weigh(names, place, writing)

    def _rate_writing(self, names: TitleNames, run: Sequence[Token], text: str) -> float:
        """How much the way in which a name is written says that the paper is meant."""
        start, end = run[0].start, run[-1].end
        written = text[start:end]
        words = names.name_words
        content = [word for word in words if word not in STOP_WORDS]
        says_paper = is_called(text, start, end)
        if len(words) == 1 and self._is_common(words[0]):
            return 0.0
        has_capitals = is_capitalised(written, text[:start], len(content))
        if not self._is_rare(words):
            is_long = len(words) >= 3 and has_capitals and len(content) > 1  # noqa: PLR2004
            return EVIDENCE_FROM if (says_paper and len(content) > 1) or is_long else 0.0
        if says_paper or (len(words) >= _SURE_RUN_WORDS and len(content) >= _RUN_CONTENT_WORDS):
            return EVIDENCE_FROM
        is_single = len(run) == 1
        is_slip = is_single and run[0].is_corrected and len(words[0]) < _LONG_NAME_CHARS
        if names.is_coined and not is_slip:
            return self._rate_coined(names, run, written)
        weight = _CAPITALS_WEIGHT if is_single else EVIDENCE_FROM
        return weight if has_capitals else 0.0

    def _rate_coined(self, names: TitleNames, run: Sequence[Token], written: str) -> float:
        word = "".join(names.name_words)
        is_single = len(run) == 1
        if any(map(is_coined, written.split())):
            # Capitals alone may shout an ordinary word, or be short for something else.
            is_shouted = is_single and written.isalpha() and written.isupper()
            is_only_its = len(word) >= _ORDINARY_CHARS and self._paper_counts.get(word, 0) <= 1
            return EVIDENCE_FROM if is_only_its or not is_shouted else _CAPITALS_WEIGHT
        is_apart = len(run) > len(names.name_words) and all(map(self._may_be_ordinary, run))
        is_acronym = is_single and names.name.isupper() and names.name.isalpha()
        is_long = len(word) >= _SURE_NAME_CHARS
        return EVIDENCE_FROM if is_long and not (is_apart or is_acronym) else 0.0

    def _may_be_ordinary(self, token: Token) -> bool:
        """Whether it may be a word of the language, not just a part of a name: "policy"."""
        word = token.word
        is_known = word in self._title_words or word in self._paper_counts
        return word.isalpha() and (is_known or len(word) >= _ORDINARY_CHARS)

    def _longest_run(self, words: Sequence[str]) -> list[str]:
        """The longest run of a title's words of which all neighbours are said; [] where short."""
        best: list[str] = []
        run: list[str] = []
        neighbours = self._spoken.neighbours
        for pair in pairwise(words):
            run = [*(run or pair[:1]), pair[1]] if pair in neighbours else []
            if len(run) > len(best):
                best = run
        fewest = min(_RUN_WORDS, len(words))
        return best if len(best) >= max(fewest, 2) else []

    def _iter_runs(self, names: TitleNames, run: list[str]) -> Iterator[tuple[int, bool, float]]:
        """Where the run, or most of it, is said in one text."""
        content = [word for word in run if word not in STOP_WORDS]
        is_whole = len(run) == len(names.words)
        if len(content) < (2 if is_whole else _RUN_CONTENT_WORDS):
            return
        is_most = len(run) >= _SURE_RUN_WORDS and len(run) >= _MOST_SHARE * len(names.words)
        if not (is_most or (is_whole and len(run) >= _RUN_WORDS) or self._is_rare(content)):
            return
        for place in self._places(run):
            for found in find_runs(self._spoken.tokens(place), "".join(run)):
                text, start, end = self._spoken.text(place), found[0].start, found[-1].end
                is_sure = len(run) >= _SURE_RUN_WORDS or is_called(text, start, end)
                yield self._weigh(names, place, EVIDENCE_FROM * is_sure)

    def _iter_most(self, names: TitleNames) -> Iterator[tuple[int, bool, float]]:
        """Where most words of a title are said in one text, in whatever order."""
        content = {word for word in names.words if word not in STOP_WORDS and len(word) > 1}
        fewest = max(_MOST_CONTENT_WORDS, _MOST_SHARE * len(content))
        said = [self._spoken.places[word] for word in content if word in self._spoken]
        if len(said) < fewest:
            return
        # Whatever texts lack the few that may be missing, they have one of the rarest others.
        said.sort(key=len)
        rarest = said[: len(said) - int(fewest) + 1]
        for place in sorted(set().union(*rarest)) if len(rarest[-1]) < _MANY else ():
            words = {token.word for token in self._spoken.tokens(place)}
            if len(content & words) >= fewest and self._is_rare(content & words):
                yield place, True, EVIDENCE_FROM

    def _iter_methods(self, names: TitleNames) -> Iterator[tuple[int, bool, float]]:
        words = names.method_words
        own = {stem(word) for word in words}
        for place in self._places(words):
            for found in find_runs(self._spoken.tokens(place), "".join(words)):
                text, start, end = self._spoken.text(place), found[0].start, found[-1].end
                is_sure = is_called(text, start, end) or is_capitalised(
                    text[start:end], text[:start], len(words)
                )
                yield self._weigh(names, place, EVIDENCE_FROM * is_sure, own)

    def _iter_coined(self, names: TitleNames, word: str) -> Iterator[tuple[int, bool, float]]:
        for place in self._places([word]):
            text = self._spoken.text(place)
            for token in self._spoken.tokens(place):
                if token.word != word:
                    continue
                written = text[token.start : token.end]
                if begins_other_name(text, token.start, token.end):
                    continue
                is_sure = is_coined(written) or len(word) > _SURE_NAME_CHARS
                yield self._weigh(names, place, EVIDENCE_FROM * is_sure)

    def _weigh(
        self,
        names: TitleNames,
        place: int,
        writing: float = 0.0,
        own: frozenset[str] | set[str] = frozenset(),
    ) -> tuple[int, bool, float]:
        """With what is said there of the rest of the title as evidence.

        What is written as a name may have its evidence in the texts round it.
        """
        evidence = writing
        if evidence < EVIDENCE_FROM:
            nearby = range(place - 1, place + 2) if writing else (place,)
            said = set[str]().union(
                *(self.stems(each) for each in nearby if 0 <= each < len(self._spoken))
            )
            shared = (names.other_stems - own) & said
            for word in set(names.words):
                if stem(word) in shared:
                    is_rare = self._title_words.get(word, 0) <= self._rare_count
                    evidence += _RARE_WEIGHT if is_rare else _TITLE_WEIGHT
        return place, evidence >= EVIDENCE_FROM, evidence

    def stems(self, place: int) -> set[str]:
        """The stems of a text's words, small words apart."""
        stems = self._stems.get(place)
        if stems is None:
            words = (token.word for token in self._spoken.tokens(place))
            stems = self._stems[place] = {stem(word) for word in words if word not in STOP_WORDS}
        return stems

    def _places(self, words: Sequence[str]) -> list[int]:
        """The texts with the rarest of the words, or with all of them joined."""
        spoken = self._spoken.places
        said = [spoken[word] for word in words if word in spoken]
        joined = spoken.get("".join(words), []) if len(words) > 1 else []
        rarest = min(said, key=len) if len(said) == len(words) else []
        return sorted({*rarest, *joined})

    def _is_rare(self, words: Iterable[str]) -> bool:
        """Whether one of the words stands in hardly any title."""
        return any(
            word not in STOP_WORDS and self._title_words.get(word, 0) <= self._rare_count
            for word in words
        )

    def _is_own(self, word: str) -> bool:
        return self._title_words.get(word, 0) == 1 and not self._is_common(word)

    def _is_common(self, word: str) -> bool:
        """Whether other papers, too, speak of it."""
        return self._paper_counts.get(word, 0) > max(3, 2 * self._rare_count)
