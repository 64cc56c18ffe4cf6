"""What a tldr is chosen by: plain features of the sentences of an abstract.

A candidate is a sentence as it would be shown, trimmed at either end. Its features are numbers,
most of them between 0 and 1, and cue words; `bot.summarising.tldr_weights` says what each is worth.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import sqrt
from typing import Final, NamedTuple

from bot.text.trimming import find_end, find_starts
from bot.text.words import STOP_WORDS, split_parts, stem

# Those that are quickly told of a whole sentence come first: they are its sketch.
NAMES: Final = (
    "first sentence",
    "last sentence",
    "place",  # 0 for the first sentence, 1 for the last
    "announces",  # "we propose", "this paper shows"
    "announces first",  # no earlier sentence does
    "announced before",  # how many do, in thirds
    "after a contrast",  # the sentence before begins with "However"
    "words",  # in tens
    "words below 12",  # likewise
    "words above 20",
    "words above 30",
    "title shared",  # the share of the title's stems that the candidate has
    "title density",  # the share of the candidate's stems that the title has
    "centrality",  # the mean share of the other sentences that have the candidate's stems
    "centrality beside title",  # likewise, of stems that the title has not
    "likeness",  # cosine to how many sentences have each stem
    "words of its own",  # the share of stems that stand in no other sentence
    "title where announced",  # "title shared" if it announces, else 0; and so on
    "likeness where announced",
    "words where announced",
    "title where first announced",
    # Up to here the sketch.
    "begins with we",
    "begins with this paper",
    "results",  # "experiments", "outperforms"
    "percent",
    "brackets",
    "colon",
    "commas",  # in thirds
    "title pairs",  # the share of the title's pairs of neighbours
    "title letters",  # the share of the title's words of which the candidate has the beginning
    "names itself",  # by the short name before the title's colon
    "opens with its name",
    "function words",  # their share
    "trimmed",
    "title in lead",  # the share of the title's stems that are left off with the lead
)
_NAMES_ITSELF: Final = NAMES.index("names itself")
_OF_ITS_PAPER: Final = re.compile(
    r"^(?:we|our)\b|, we\b|\b(?:this|the|our) (?:paper|work|article|report|study|survey|review)\b",
    re.IGNORECASE,
)
_OWN_NAME_CHARS: Final = range(2, 25)
_WORDS_OF_ITS_PAPER: Final = frozenset(
    "we our paper work article report study survey review".split()
)
_CONTRASTS: Final = ("However", "But ", "Yet ", "Unfortunately", "Nevertheless")
_PAPER_WORDS: Final = frozenset({"paper", "work", "article", "report", "study", "survey"})
_RESULT_WORDS: Final = frozenset(
    """
    experiments results outperforms outperform outperforming achieves achieving improves surpasses
    evaluations experimental empirical state
    """.split()
)
_ADVERBS: Final = frozenset("also then further first thus therefore have here".split())
_BEGINNING_CHARS: Final = 4
_NO_ROOT: Final = ""
_MOST_ROOTS: Final = 2**16  # kept in memory


class Candidate(NamedTuple):
    """A sentence, or what trimming leaves of it, and what speaks for and against it.

    A tuple, because making eight of them for each paper must take no time.
    """

    sentence_index: int  # from 0
    start: int  # how many characters of the sentence are left off
    text: str
    is_end_trimmed: bool
    features: tuple[float, ...]  # in the order of `NAMES`
    opening: str  # the first word of the whole sentence; like all words in lower case
    verb: str  # what "we" do, or "this paper" does; "" where neither is said
    words: frozenset[str]

    @property
    def is_of_its_paper(self) -> bool:
        """Whether it speaks of the paper, not of the paper's field."""
        return self.features[_NAMES_ITSELF] > 0 or (
            not _WORDS_OF_ITS_PAPER.isdisjoint(self.words)
            and _OF_ITS_PAPER.search(self.text) is not None
        )


def list_candidates(title: str, sentences: Sequence[str]) -> list[Candidate]:
    """Every sentence of one abstract, from each place where it can begin."""
    abstract = Abstract(title, sentences)
    return [
        candidate
        for sentence in abstract.sentences
        for candidate in abstract.iter_candidates(sentence)
    ]


class Sentence:
    """A sentence taken apart, once for all its candidates."""

    __slots__ = (
        "announced_before",
        "distinct",
        "index",
        "roots",
        "shared",
        "sketch",
        "text",
        "verb",
        "words",
    )
    # Known once the abstract is: the stems that the title has, too; and what is quickly told of
    # the whole sentence, the first of `NAMES`.
    shared: set[str]
    sketch: tuple[float, ...]

    def __init__(self, index: int, text: str, announced_before: int) -> None:
        self.index = index
        self.text = text
        self.announced_before = announced_before
        self.words = split_parts(text.lower())
        self.roots = list(map(_find_root, self.words))
        self.distinct = _distinct_roots(self.roots)
        self.verb = _find_verb(self.words)

    @property
    def opening(self) -> str:
        """The first word, lead phrases included."""
        return self.words[0] if self.words else ""


class Abstract:
    """An abstract taken apart, with what its sentences are compared with."""

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        self.sentences: list[Sentence] = []
        distinct: list[str] = []
        announced = 0
        for index, text in enumerate(sentences):
            sentence = Sentence(index, text, announced)
            announced += sentence.verb != ""
            self.sentences.append(sentence)
            distinct += sentence.distinct
        self._in_how_many = Counter(distinct)
        self._others = max(1, len(sentences) - 1)
        self._length = sqrt(sum([count * count for count in self._in_how_many.values()])) or 1.0
        words = split_parts(title.lower())
        roots = [root for root in map(_find_root, words) if root]
        self._title_roots = frozenset(roots)
        self._title_pairs = frozenset(pairwise(roots))
        self._title_beginnings = {
            f" {word[:_BEGINNING_CHARS]}" for word in words if len(word) >= _BEGINNING_CHARS
        }
        self._name = _find_own_name(title).lower()
        for sentence in self.sentences:
            sentence.shared = sentence.distinct & self._title_roots
            sentence.sketch = self._sketch(
                sentence, len(sentence.words), sentence.distinct, sentence.shared
            )

    def iter_candidates(self, sentence: Sentence) -> Iterator[Candidate]:
        """The sentence from each place where it can begin."""
        for start in find_starts(sentence.text):
            yield self._describe(sentence, start)

    def _sketch(
        self, sentence: Sentence, count: int, distinct: set[str], shared: set[str]
    ) -> tuple[float, ...]:
        announces = sentence.verb != ""
        announces_first = announces and not sentence.announced_before
        title_shared = _share(len(shared), len(self._title_roots))
        likeness = self._compare_with_abstract(distinct, shared)
        return (
            sentence.index == 0,
            sentence.index == len(self.sentences) - 1,
            sentence.index / self._others,
            announces,
            announces_first,
            min(sentence.announced_before, 3) / 3,
            sentence.index > 0 and self._is_contrast(sentence.index - 1),
            count / 10,
            max(0, 12 - count) / 10,
            max(0, count - 20) / 10,
            max(0, count - 30) / 10,
            title_shared,
            _share(len(shared), len(distinct)),
            *likeness,
            announces * title_shared,
            announces * likeness[2],
            announces * count / 10,
            announces_first * title_shared,
        )

    def _describe(self, sentence: Sentence, start: int) -> Candidate:
        """One candidate: the sentence from that character on."""
        text, words, roots = sentence.text, sentence.words, sentence.roots
        sketch, shared = sentence.sketch, sentence.shared
        end = find_end(text, start)
        in_lead: Sequence[str] = ()
        if start or end < len(text):
            text = text[start:end]
            dropped = len(split_parts(sentence.text[:start]))
            kept = slice(dropped, dropped + len(split_parts(text)))
            in_lead, words, roots = roots[:dropped], words[kept], roots[kept]
            distinct = _distinct_roots(roots)
            shared = distinct & self._title_roots
            sketch = self._sketch(sentence, len(words), distinct, shared)
        features = (
            *sketch,
            *_tell_form(text, words),
            *self._compare_with_title(text, words, roots, shared),
            roots.count(_NO_ROOT) / max(1, len(roots)),
            start > 0,
            self._share_of_title(in_lead),
        )
        return Candidate(
            sentence_index=sentence.index,
            start=start,
            text=text,
            is_end_trimmed=end < len(sentence.text),
            features=features,
            opening=sentence.opening,
            verb=sentence.verb,
            words=frozenset(words),
        )

    def _is_contrast(self, index: int) -> bool:
        return self.sentences[index].text.startswith(_CONTRASTS)

    def _compare_with_abstract(self, distinct: set[str], shared: set[str]) -> tuple[float, ...]:
        if not distinct:
            return (0.0, 0.0, 0.0, 0.0)
        find_count = self._in_how_many.__getitem__
        size = len(distinct)
        counts = list(map(find_count, distinct))
        total = sum(counts)
        total_beside = total - sum(map(find_count, shared))
        return (
            (total - size) / (size * self._others),
            (total_beside - (size - len(shared))) / (size * self._others),
            total / (sqrt(size) * self._length),
            counts.count(1) / size,
        )

    def _compare_with_title(
        self, text: str, words: Sequence[str], roots: Sequence[str], shared: set[str]
    ) -> tuple[float, ...]:
        # Hardly any pair has both of its stems in the candidate: so neighbours are looked at late.
        pairs = [pair for pair in self._title_pairs if pair[0] in shared and pair[1] in shared]
        if pairs:
            neighbours = set(pairwise([root for root in roots if root]))
            pairs = [pair for pair in pairs if pair in neighbours]
        spaced = f" {' '.join(words)}"
        beginning_count = sum([beginning in spaced for beginning in self._title_beginnings])
        lowered = text.lower() if self._name else ""
        return (
            _share(len(pairs), len(self._title_pairs)),
            _share(beginning_count, len(self._title_beginnings)),
            bool(self._name) and self._name in lowered,
            bool(self._name) and lowered.startswith(self._name),
        )

    def _share_of_title(self, roots: Sequence[str]) -> float:
        if not roots:
            return 0.0
        return _share(len(self._title_roots.intersection(roots)), len(self._title_roots))


def _tell_form(text: str, words: Sequence[str]) -> tuple[float, ...]:
    first = words[0] if words else ""
    return (
        first == "we",
        first == "this" and len(words) > 1 and words[1] in _PAPER_WORDS,
        not _RESULT_WORDS.isdisjoint(words),
        "%" in text,
        "(" in text,
        ": " in text,
        text.count(",") / 3,
    )


def _find_own_name(title: str) -> str:
    """The short name before the title's colon; "" where there is none."""
    name, colon, _ = title.partition(": ")
    is_name = colon and len(name) in _OWN_NAME_CHARS and ":" not in name and name.split() == [name]
    return name if is_name else ""


def _find_verb(words: Sequence[str]) -> str:
    """What "we" do, or "this paper" does, where it is first said; "" where it is not."""
    place = words.index("we") + 1 if "we" in words else 0
    if not place and "this" in words:
        after = words.index("this") + 1
        if after < len(words) and words[after] in _PAPER_WORDS:
            place = after + 1
    if place:
        for word in words[place : place + 2]:
            if word not in _ADVERBS and not word.endswith("ly"):
                return word
    return ""


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _distinct_roots(roots: Iterable[str]) -> set[str]:
    distinct = set(roots)
    distinct.discard(_NO_ROOT)
    return distinct


class _Roots(dict[str, str]):
    """The stem of each word; "" for function words and single letters.

    Every word of every abstract is looked up here: a dictionary that completes itself takes half
    the time of a cached function.
    """

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_ROOTS:
            self.clear()
        root = _NO_ROOT if word in STOP_WORDS or len(word) == 1 else stem(word)
        self[word] = root
        return root


_find_root: Final = _Roots().__getitem__
