"""Topic themes: papers of one topic that belong together, each group behind what it is called.

The name comes first: a phrase that several papers have in their titles or keywords. Of all such
phrases those are taken whose papers are many, and more alike than the topic's papers usually are.
So a theme has a name that is true of it, which clusters that are named afterwards often lack. What
is left joins a theme that it is very like, or makes clusters without a name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.models import Paper
from bot.searching.common_phrases import ANY_THEME
from bot.searching.sharing import Terms, known_terms, read_name, read_paper
from bot.searching.telling import Rarity
from bot.text.words import STOP_WORDS, stem

if TYPE_CHECKING:
    from bot.searching.mutual_likeness import Matrix

# In a topic of more papers than this, some share a phrase by chance.
_FEW_PAPERS: Final = 32
# How many papers a theme has at least; in large topics large themes come first.
_ROUNDS: Final = (2,)
_ROUNDS_OF_LARGE: Final = (3, 2)
# Papers without a common phrase belong together from this many standard deviations on.
LINKED_FROM: Final = 1.0
# Below this many papers a phrase that most of them have may still divide them.
_FEWEST_DIVIDED: Final = 6
_COMMON_COUNT: Final = 3
_COMMON_IN_INDEX_COUNT: Final = 5
_SHORTEST_WORD_CHARS: Final = 4
_PAIR: Final = 2
# A phrase that more than this share of a topic's papers have does not divide it.
_COMMON_SHARE: Final = 0.45
# What more than this share of the index has names no theme.
_COMMON_IN_INDEX_SHARE: Final = 0.2
# A paper that only mentions the phrase in its abstract counts so much for it.
_MENTION: Final = 0.4
_RARITY_LIMIT: Final = 3.0
# From this many standard deviations above the usual on, a paper joins a theme without its phrase.
JOINS_FROM: Final = 1.1
# Themes whose papers are less alike than this are held together by a word only.
_ALIKE_FROM: Final = 0.1

_JOINED: Final = re.compile(r"[-‐–/][^-‐–/]*$")
# Words at a phrase's end that describe and do not name.
_ADJECTIVE: Final = re.compile(
    r"(?:ive|(?<!v)al|(?<!us)ic|ous|[ai]ble|ful|less|ary|ised|ized|ated|ed|aware|wise|based|driven"
    r"|guided|specific|free|only|long|short|large|small|high|low|open|real|multi|cross)$",
    re.IGNORECASE,
)
# What a single word leaves open; in a phrase with others they may well name something.
_VAGUE: Final = frozenset(
    stem(word)
    for word in """
    accuracy action activation adaptation algorithm anchor answer architecture behavior
    behaviour budget collaboration condition content context control decoder decoding design
    detection distribution document domain editing encoder environment error estimation
    exploration feature feedback function generation guidance human image improvement inference
    information input instruction interaction knowledge latency layer loop management memory
    metric modality monocular motion object optimization output parameter perception pipeline
    planning policy pose prediction process progress prompt quality question real
    representation response reward robust rollout sampling scalable scaling scenario scene
    score search sequence signal skill software space spoken stage step structure supervision
    test thinking time token tool toward towards trajectory transformer understanding user
    video vision visual web word world
    """.split()
)
# What titles do with a thing is no part of its name.
_DOING: Final = frozenset(
    stem(word)
    for word in "bridging enabling mitigating rethinking revisiting taming toward unlocking".split()
)
# A single word names something where it looks like a noun: kernels, simulation.
_NOUN: Final = re.compile(r"(?:[tsx]ion|ment|ity|ology|(?<![sui])s)$")
_NOUNS_ALL_THE_SAME: Final = frozenset(
    """
    signal proposal potential manual music logic traffic topic metric fabric rubric arithmetic
    heuristic diagnostic critic objective perspective primitive narrative archive alternative
    table variable dictionary vocabulary library boundary summary speed seed need feed embed
    """.split()
)


@dataclass(frozen=True, slots=True)
class TopicTheme:
    """Some of a topic's papers."""

    name: str  # as the papers write it, with a capital; "" where they share no phrase
    places: tuple[int, ...]  # of its papers among the topic's, in their order
    is_rest: bool = False  # True for the papers that have nothing in common


@dataclass(slots=True)
class _Candidate:
    """A phrase, and the papers that are about it."""

    named: set[int] = field(default_factory=set)  # it stands in their titles or keywords
    mentioned: set[int] = field(default_factory=set)  # in the abstract only
    written: Counter[str] = field(default_factory=Counter)

    def name(self) -> str:
        """The commonest way to write it; small letters rather than capitals."""
        text = max(self.written, key=lambda way: (self.written[way], way))
        first = text.split(" ")[0]
        # vLLM and mRNA stay as they are.
        return text if first[1:] != first[1:].lower() else text[0].upper() + text[1:]


class TopicPhrases:
    """Reads a topic's papers, and finds the themes among them."""

    def __init__(self, papers: Sequence[Paper], topic_terms: Iterable[str]) -> None:
        """Read the papers.

        Args:
            papers: all on the topic, best first.
            topic_terms: the terms of the topic's own words, which name no theme by themselves.
        """
        self._count = len(papers)
        self._idle = ANY_THEME | frozenset(topic_terms)
        self._candidates: dict[Terms, _Candidate] = {}
        for place, paper in enumerate(papers):
            for phrase in read_name(paper).chosen:
                if self._is_telling(phrase):
                    self._candidates.setdefault(phrase, _Candidate()).named.add(place)
        self._candidates = {
            phrase: each for phrase, each in self._candidates.items() if len(each.named) > 1
        }
        for place, paper in enumerate(papers):
            phrases = read_paper(paper, known=self._candidates)
            for phrase in phrases.counts:
                candidate = self._candidates[phrase]
                candidate.written.update(phrases.written[phrase])
                if place not in candidate.named:
                    candidate.mentioned.add(place)
        self._candidates = {
            phrase: each for phrase, each in self._candidates.items() if self._names(each, phrase)
        }

    def terms(self) -> set[str]:
        """What to ask an index about, to know how rare the phrases are."""
        return {term for phrase in self._candidates for term in known_terms(phrase)}

    def find_themes(self, likeness: "Matrix", rarity: Rarity, *, limit: int) -> list[TopicTheme]:
        """Up to `limit` themes, the largest first, and behind them what belongs to none.

        Args:
            likeness: of every two papers; 0 is usual.
            rarity: of the terms that `terms` names.
            limit: how many themes at most, besides what is left.
        """
        choice = _Choice(
            likeness, rarity, free=set(range(self._count)), is_large=self._count > _FEW_PAPERS
        )
        left = self._candidates
        for fewest in _ROUNDS_OF_LARGE if choice.is_large else _ROUNDS:
            while len(choice.themes) < limit:
                best = choice.find_best(left, fewest)
                if best is None:
                    break
                choice.take(left[best])
                left = {
                    phrase: each
                    for phrase, each in left.items()
                    if not self._are_alike(phrase, best)
                }
        choice.let_join()
        choice.link_rest(limit)
        choice.themes.sort(key=lambda theme: (-len(theme[1]), theme[1]))
        found = [TopicTheme(name, tuple(sorted(places))) for name, places in choice.themes]
        rest = TopicTheme("", tuple(sorted(choice.free)), is_rest=True)
        return [*found, rest] if rest.places else found

    def _is_telling(self, phrase: Terms) -> bool:
        words = self._telling_words(phrase)
        if len(phrase) > 1:
            return bool(words)
        return (
            bool(words - _VAGUE) and len(phrase[0]) >= _SHORTEST_WORD_CHARS and phrase[0].isalpha()
        )

    def _telling_words(self, phrase: Terms) -> frozenset[str]:
        return frozenset(phrase) - self._idle

    def _are_alike(self, phrase: Terms, other: Terms) -> bool:
        """Whether both name one thing."""
        words, others = self._telling_words(phrase), self._telling_words(other)
        return (
            words <= others
            or others <= words
            or _abbreviates(phrase, other)
            or _abbreviates(other, phrase)
        )

    def _names(self, candidate: _Candidate, phrase: Terms) -> bool:
        """Whether it names a thing, and not all of the papers have it."""
        papers = len(candidate.named) + len(candidate.mentioned)
        if self._count >= _FEWEST_DIVIDED and papers > max(
            _COMMON_COUNT, _COMMON_SHARE * self._count
        ):
            return False
        name = candidate.name()
        last = name.rpartition(" ")[2]
        if phrase[0] in _DOING or (len(phrase) == 1 and not _NOUN.search(name)):
            return False
        if last.lower() in STOP_WORDS or (_JOINED.search(name) and len(phrase) == _PAIR):
            return False
        return not _ADJECTIVE.search(last) or last.lower() in _NOUNS_ALL_THE_SAME


@dataclass(slots=True)
class _Choice:
    """The themes that were chosen so far."""

    likeness: "Matrix"
    rarity: Rarity
    free: set[int]  # the papers that belong to none of them
    is_large: bool  # whether there are so many papers that chance brings some together
    themes: list[tuple[str, list[int]]] = field(default_factory=list)

    def find_best(self, left: Mapping[Terms, _Candidate], fewest: int) -> Terms | None:
        """The phrase that holds the most papers together, and best; None where none does."""
        if len(self.free) < fewest:
            return None
        rated = {
            phrase: rating
            for phrase, each in left.items()
            if len(each.named & self.free) >= fewest and (rating := self._rate(phrase, each)) > 0
        }
        return max(rated, key=lambda phrase: (rated[phrase], phrase), default=None)

    def take(self, candidate: _Candidate) -> None:
        """Make a theme of it."""
        members = sorted(candidate.named & self.free)
        self.themes.append((candidate.name(), members))
        self.free -= set(members)

    def let_join(self) -> None:
        """Let each free paper join the theme whose papers it is most like, if very like them."""
        cores = [list(places) for _, places in self.themes]
        for place in sorted(self.free):
            alike = [float(self.likeness[place, core].mean()) for core in cores]
            best = max(range(len(cores)), key=alike.__getitem__, default=None)
            if best is not None and alike[best] >= JOINS_FROM:
                self.themes[best][1].append(place)
                self.free.discard(place)

    def link_rest(self, limit: int) -> None:
        """Make nameless themes of free papers that are alike, the largest first."""
        # numpy takes a tenth of a second to import: only where it is needed.
        from bot.searching.mutual_likeness import link  # noqa: PLC0415

        groups = link(self.likeness, sorted(self.free), LINKED_FROM)
        for group in sorted(groups, key=lambda group: (-len(group), group)):
            if len(self.themes) < limit and len(group) > 1:
                self.themes.append(("", group))
                self.free -= set(group)

    def _rate(self, phrase: Terms, candidate: _Candidate) -> float:
        """By how many papers it holds together, how well, and how rare it is; 0: not at all."""
        members = sorted(candidate.named & self.free)
        counts = self.rarity.paper_counts
        count = min(counts.get(term, 0) for term in known_terms(phrase))
        if count > max(_COMMON_IN_INDEX_COUNT, _COMMON_IN_INDEX_SHARE * self.rarity.paper_count):
            return 0.0
        pairs = len(members) * (len(members) - 1)
        alike = float(self.likeness[members][:, members].sum()) / pairs
        if alike < _ALIKE_FROM and self.is_large:
            return 0.0
        rare = min(_RARITY_LIMIT, max(map(self.rarity.of, known_terms(phrase))))
        size = len(members) + _MENTION * len(candidate.mentioned & self.free)
        length = 1.0 if len(phrase) > 1 else 0.5
        return float(size**0.8 * max(rare, 0.1) * length * (0.5 + min(max(alike, 0.0), 2.0)))


def _abbreviates(phrase: Terms, other: Terms) -> bool:
    """Whether a word of the one stands for the other: VLA for vision-language-action models."""
    initials = "".join(term[0] for term in other)
    return any(len(term) > 1 and initials.startswith(term) for term in phrase)
