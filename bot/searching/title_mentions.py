"""Title mentions: which papers a discussion is about, told from how people write their titles.

Coined names (HySparse, FlashAttention-4) are told by themselves, however they are cased, joined
or misspelt. Names of ordinary words (Spectra, Just-in-Time) may mean something else: they count
where they are written as a name, called a paper, quoted, or said beside what the paper is about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.models import KnownTitle
from bot.searching.spoken_words import SpokenWords, Token
from bot.searching.title_names import TitleNames, is_coined
from bot.text.words import STOP_WORDS, fold_word_parts, stem

# Evidence beside a name of ordinary words: what a text shares with title and abstract.
EVIDENCE_FROM: Final = 2.0
_RARE_WEIGHT, _TITLE_WEIGHT, _ABSTRACT_WEIGHT = 2.0, 1.0, 0.5
# A run of a title's words stands for it from this length on.
_RUN_WORDS, _SURE_RUN_WORDS, _RUN_CONTENT_WORDS = 4, 5, 3
# What so many titles have at most is rare; in a large index, this share of them.
_RARE_COUNT, _RARE_SHARE = 2, 0.002
# Lower-case names shorter than this may be any word or abbreviation.
_SURE_NAME_CHARS: Final = 6
_ORDINARY_CHARS: Final = 4
_CUE_BEHIND: Final = re.compile(
    r"^['’\"”»*_)\]]*(?:['’]s)?\s+"
    r"(?:paper|preprint|article|study|authors|et al|report|benchmark paper)\b",
    re.IGNORECASE,
)
_CUE_BEFORE: Final = re.compile(
    r"\b(?:paper|preprint|article|authors of|read|reading|called|titled|named|introduced in|cite)"
    r"(?:\s(?:on|about|of|is|by))?[\s:'‘\"“«*_(\[]*$",
    re.IGNORECASE,
)
_OPENING_QUOTE, _CLOSING_QUOTE = re.compile("[\"“«„”*_']\\s*$"), re.compile("^[?!.,]?[\"”»“*_']")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\n>)•-]\s*)[\"“'*_(]*$")
# What may be put behind a name with a hyphen; any other addition makes another name of it.
_SUFFIX: Final = re.compile(r"^-(?:based|style|like|type|inspired|paper|s|ish|level|trained)\b")
_ADDITION: Final = re.compile(r"^(?:-?\w|\s\d+(?![\w%.,]*[%\w]))")
_DESCRIBED: Final = re.compile(
    r"\b(?:the|this|that|their|your|our|last|from)\s+((?:[\w-]+\s+){1,5}?)(?:paper|preprint|article|study)\b",
    re.IGNORECASE,
)
_ACRONYM: Final = re.compile(r"\b(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Za-z]{3,6}\b")
# Words that tell none of several papers.
_POINTING: Final = frozenset(
    """
    new recent latest same other first second third last previous next whole original linked good
    nice great short long related survey interesting cited main old actual full current arxiv
    research deep model models learning ai llm llms language large great today two three best
    """.split()
)


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
    finder = _Finder(spoken, title_words, paper_counts, _find_acronyms(spoken))
    described = _Descriptions(spoken)
    found: dict[int, TitleMention] = {}
    for known in titles:
        names = TitleNames(known.paper_id, known.title)
        described.meet(names)
        mention = finder.find(names)
        if mention is not None:
            found[known.paper_id] = mention
    for mention in described.unambiguous():
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
        if self._may_be_said(names.method_words) and self._is_rare(names.method_words):
            yield from self._iter_methods(names)
        own = [word for word in names.name_words if word in self._spoken and self._is_own(word)]
        for word in own and names.coined_words:
            if word in own:
                yield from self._iter_coined(names, word)
        if self._acronyms:
            for initials in names.initials & self._acronyms.keys():
                for place in self._acronyms[initials]:
                    yield self._weigh(names, place, is_sure=False)

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
            for run in _find_runs(self._spoken.tokens(place), wanted):
                text = self._spoken.text(place)
                start, end = run[0].start, run[-1].end
                if _ADDITION.match(text[end:]) and not _SUFFIX.match(text[end:]):
                    continue
                if text[:start].endswith("-") and text[: start - 1][-1:].isalnum():
                    continue
                is_sure = self._is_meant(names, run, text)
                yield self._weigh(names, place, is_sure=is_sure)

    def _is_meant(self, names: TitleNames, run: Sequence[Token], text: str) -> bool:
        """Whether the way in which a name is written leaves no doubt."""
        start, end = run[0].start, run[-1].end
        written = text[start:end]
        words = names.name_words
        content = [word for word in words if word not in STOP_WORDS]
        is_called = _is_called(text, start, end)
        if len(words) == 1 and self._is_common(words[0]):
            return False
        if not self._is_rare(words):
            return is_called and len(content) > 1
        if is_called or (len(words) >= _SURE_RUN_WORDS and len(content) >= _RUN_CONTENT_WORDS):
            return True
        if names.is_coined:
            if any(map(is_coined, written.split())):
                return True
            is_apart = len(run) > len(words) and all(map(self._may_be_ordinary, run))
            return len("".join(words)) >= _SURE_NAME_CHARS and not is_apart
        return _is_capitalised(written, text[:start], len(content))

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
        if len(content) < (1 if is_whole else _RUN_CONTENT_WORDS) or not self._is_rare(content):
            return
        for place in self._places(run):
            for found in _find_runs(self._spoken.tokens(place), "".join(run)):
                text, start, end = self._spoken.text(place), found[0].start, found[-1].end
                is_sure = len(run) >= _SURE_RUN_WORDS or _is_called(text, start, end)
                yield self._weigh(names, place, is_sure=is_sure)

    def _iter_methods(self, names: TitleNames) -> Iterator[tuple[int, bool, float]]:
        words = names.method_words
        own = {stem(word) for word in words}
        for place in self._places(words):
            for found in _find_runs(self._spoken.tokens(place), "".join(words)):
                text, start, end = self._spoken.text(place), found[0].start, found[-1].end
                is_sure = _is_called(text, start, end) or _is_capitalised(
                    text[start:end], text[:start], len(words)
                )
                yield self._weigh(names, place, is_sure=is_sure, own=own)

    def _iter_coined(self, names: TitleNames, word: str) -> Iterator[tuple[int, bool, float]]:
        for place in self._places([word]):
            text = self._spoken.text(place)
            for token in self._spoken.tokens(place):
                if token.word != word:
                    continue
                written = text[token.start : token.end]
                if _ADDITION.match(text[token.end :]) and not _SUFFIX.match(text[token.end :]):
                    continue
                is_sure = is_coined(written) or len(word) > _SURE_NAME_CHARS
                yield self._weigh(names, place, is_sure=is_sure)

    def _weigh(
        self, names: TitleNames, place: int, *, is_sure: bool, own: set[str] | None = None
    ) -> tuple[int, bool, float]:
        """With what the text shares with the rest of the title as evidence."""
        if is_sure:
            return place, True, 0.0
        evidence = 0.0
        shared = (names.other_stems - (own or set())) & self.stems(place)
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


class _Descriptions:
    """Papers called by what they are about: "the diagonal distillation paper"."""

    def __init__(self, spoken: SpokenWords) -> None:
        self._by_word: dict[str, list[int]] = {}
        self._wanted: list[tuple[set[str], int]] = []
        self._met: dict[int, list[TitleNames]] = {}
        texts = {
            place
            for word in ("paper", "preprint", "article", "study")
            for place in spoken.places.get(word, ())
        }
        for place in sorted(texts):
            for found in _DESCRIBED.finditer(spoken.text(place)):
                folded = [spoken.corrections.get(w, w) for w in fold_word_parts(found[1])]
                words = {w for w in folded if w not in STOP_WORDS and w not in _POINTING}
                if words and any(len(word) > _SURE_NAME_CHARS for word in words):
                    for word in words:
                        self._by_word.setdefault(word, []).append(len(self._wanted))
                    self._wanted.append((words, place))

    def meet(self, names: TitleNames) -> None:
        """Note what a title could be called."""
        if not self._by_word:
            return
        for number in {n for word in names.words for n in self._by_word.get(word, ())}:
            if self._wanted[number][0].issubset(names.words):
                self._met.setdefault(number, []).append(names)

    def unambiguous(self) -> Iterator[TitleMention]:
        """The descriptions that fit one title only."""
        for number, titles in self._met.items():
            if len(titles) == 1:
                [names] = titles
                yield TitleMention(
                    names.paper_id, names.title, self._wanted[number][1], is_sure=True, evidence=0.0
                )


def _find_acronyms(spoken: SpokenWords) -> dict[str, list[int]]:
    """Words of three to six letters that somebody writes with capitals, in lower case: jit."""
    acronyms: dict[str, list[int]] = {}
    for place in range(len(spoken)):
        for written in _ACRONYM.findall(spoken.text(place)):
            places = acronyms.setdefault(written.lower(), [])
            if not places or places[-1] != place:
                places.append(place)
    return acronyms


def _find_runs(tokens: Sequence[Token], wanted: str) -> Iterator[list[Token]]:
    """The runs of whole tokens that read as wanted."""
    for start, first in enumerate(tokens):
        if not wanted.startswith(first.word):
            continue
        run = ""
        for end in range(start, len(tokens)):
            run += tokens[end].word
            if run == wanted:
                yield list(tokens[start : end + 1])
                break
            if not wanted.startswith(run):
                break


def _is_called(text: str, start: int, end: int) -> bool:
    """Whether it stands in quotes, or beside a word that says that it is a paper."""
    before, behind = text[max(0, start - 40) : start], text[end : end + 24]
    return bool(
        _CUE_BEHIND.match(behind)
        or _CUE_BEFORE.search(before)
        or (_OPENING_QUOTE.search(before) and _CLOSING_QUOTE.match(behind))
    )


def _is_capitalised(written: str, before: str, content_count: int) -> bool:
    """Whether a name of ordinary words is written as a name."""
    words = [word for word in re.findall(r"[^\W_]+", written) if word.lower() not in STOP_WORDS]
    if not words or not all(word[0].isupper() for word in words):
        return False
    return content_count > 1 or not _SENTENCE_START.search(before[-12:])
