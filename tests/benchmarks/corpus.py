"""Papers and questions in any number, for measuring speeds: drawn by chance from real digests.

An abstract is six to nine sentences, each drawn from all the abstracts of every second API day in
../shared; in a third of them a word gives way to an invented one. A title is the beginning of one
real title and the end of another, often behind an invented name and a colon.

The invented words make the vocabulary grow as real text's does: where one is wanted, it is a new
one with a fixed chance, else a repetition of any earlier use (Simon's process), so that a few are
common and half of all words stand in one paper only. That gives 18,300 distinct words in 20,000
papers and 104,000 in 200,000, of 193 words each. They have the shape of names, and are none.

A question is a run of words that stand together in a real abstract, without those that say
nothing, in a frame of question words: its words are common, as those of people's questions are.

Everything follows from the seed: equal arguments give equal papers, and more papers begin with
the same ones.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice

from bot.models import Digest, DigestEntry, Organization
from bot.text.words import STOP_WORDS
from tests.builders import make_digest, make_entry
from tests.shared_files import SHARED

FIRST_DAY = date(2024, 5, 1)
LAST_DAY = date(2026, 8, 31)
DIGEST_SIZE = 500
QUESTION_WORDS = range(6, 13)

_SENTENCE_CHARS = range(40, 400)
_SENTENCES = (6, 9)
_INVENTED_IN_SENTENCE = 0.35
_INVENTED_BEFORE_TITLE = 0.6
_NEW_INVENTED = 0.147  # sets how fast the vocabulary grows
_CODE, _ORGANIZATION = 0.45, 0.4

_SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvxz" for vowel in "aeiou"]
_ENDINGS = ("", "net", "former", "bench", "flow", "n", "lix", "r")
_WORD_COUNT = len(_ENDINGS) * len(_SYLLABLES) ** 3
# Shares no factor with the number of words, so each number has a word of its own, and numbers
# that follow each other have unlike ones.
_SCATTER = 1_640_531

_QUESTIONS = (
    "how do {} help {}",
    "what is known about {} for {}",
    "which papers use {} to improve {}",
    "does {} work better than {}",
    "how can we make {} with {}",
    "why does {} fail without {}",
)


@dataclass(frozen=True, slots=True)
class _Source:
    """What is drawn from."""

    titles: tuple[tuple[str, ...], ...]  # as words
    sentences: tuple[tuple[str, ...], ...]  # likewise
    abstracts: tuple[tuple[str, ...], ...]  # likewise
    organizations: tuple[Organization, ...]  # each as often as it has papers


class _Coinage:
    """Invented words, the commoner the earlier they came."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._uses: list[int] = [0]
        self._count = 1

    def draw(self) -> str:
        """A new word, or one used before."""
        if self._rng.random() < _NEW_INVENTED:
            number = self._count
            self._count += 1
        else:
            number = self._rng.choice(self._uses)
        self._uses.append(number)
        return coin_word(number)


def coin_word(number: int) -> str:
    """The invented word with that number; different ones below four million."""
    number, ending = divmod((number + 1) * _SCATTER % _WORD_COUNT, len(_ENDINGS))
    stem = ""
    for _ in range(3):
        number, syllable = divmod(number, len(_SYLLABLES))
        stem += _SYLLABLES[syllable]
    return stem + _ENDINGS[ending]


def generate_papers(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield title and abstract of so many papers; no two have the same title."""
    rng = random.Random(seed)
    coinage = _Coinage(rng)
    source = _load_source()
    titles = set[str]()
    for _ in range(count):
        title = _make_title(rng, source, coinage)
        while title in titles:
            title = _make_title(rng, source, coinage)
        titles.add(title)
        yield title, _make_abstract(rng, source, coinage)


def generate_questions(count: int, seed: int = 2) -> Iterator[str]:
    """Yield so many questions in plain language, of 6 to 12 words each."""
    rng = random.Random(seed)
    source = _load_source()
    while count:
        question = _make_question(rng, rng.choice(source.abstracts))
        if len(question.split()) in QUESTION_WORDS:
            yield question
            count -= 1


def generate_digests(
    count: int,
    seed: int = 1,
    *,
    first_number: int = 0,
    since: date = FIRST_DAY,
    digest_size: int = DIGEST_SIZE,
) -> Iterator[Digest]:
    """Yield so many papers as digests, in the order of their days.

    Args:
        count: how many papers.
        seed: the papers are those that `generate_papers` yields for it.
        first_number: where the arXiv ids begin to count; further papers for the same index begin
            with the number that it holds.
        since: the first paper's day; the last one's is `LAST_DAY`.
        digest_size: entries in a digest.
    """
    rng = random.Random(f"facts {seed}")
    papers = iter(enumerate(generate_papers(count, seed)))
    day_count = (LAST_DAY - since).days + 1
    while batch := list(islice(papers, digest_size)):
        entries = [
            _make_entry(
                rng, paper, first_number + place, since + timedelta(day_count * place // count)
            )
            for place, paper in batch
        ]
        day = entries[-1].published_on
        yield make_digest(*entries, issued_on=day, source=f"{day}-{first_number + batch[0][0]}")


@cache
def _load_source() -> _Source:
    files = sorted((SHARED / "digests" / "daily_api").glob("*.json"))
    if not files:
        raise SystemExit("The real digests (../shared) are not on this machine.")
    # Half of the days: their 9,000 words leave room for the growth that the docstring tells of.
    papers = [
        item["paper"]
        for file in files[::2]
        for item in json.loads(file.read_text(encoding="utf-8"))
    ]
    abstracts = [" ".join(paper["summary"].split()) for paper in papers]
    return _Source(
        titles=tuple(tuple(paper["title"].split()) for paper in papers),
        sentences=tuple(
            tuple(sentence.split())
            for abstract in abstracts
            for sentence in re.split(r"(?<=[.!?]) ", abstract)
            if len(sentence) in _SENTENCE_CHARS
        ),
        abstracts=tuple(tuple(abstract.split()) for abstract in abstracts),
        organizations=tuple(
            Organization(named["name"], named.get("fullname") or named["name"])
            for paper in papers
            if (named := paper.get("organization"))
        ),
    )


def _make_title(rng: random.Random, source: _Source, coinage: _Coinage) -> str:
    first, second = rng.choice(source.titles), rng.choice(source.titles)
    words = [*first[: max(3, len(first) // 2)], *second[len(second) // 2 :]]
    if rng.random() < _INVENTED_BEFORE_TITLE:
        words[: words[0].endswith(":")] = [f"{coinage.draw().capitalize()}:"]
    return " ".join(words)


def _make_abstract(rng: random.Random, source: _Source, coinage: _Coinage) -> str:
    sentences = []
    for sentence in rng.choices(source.sentences, k=rng.randint(*_SENTENCES)):
        words = list(sentence)
        if rng.random() < _INVENTED_IN_SENTENCE:
            words[rng.randrange(len(words))] = coinage.draw()
        sentences.append(" ".join(words))
    return " ".join(sentences)


def _make_question(rng: random.Random, abstract: tuple[str, ...]) -> str:
    """A question of any length, "" where the words do not suffice."""
    start = rng.randrange(max(1, len(abstract) - 12))
    plain = [word.strip(".,;:()").casefold() for word in abstract[start : start + 12]]
    telling = [word for word in plain if word.isalpha() and word not in STOP_WORDS]
    split = rng.randint(1, 5)
    if len(telling) <= split:
        return ""
    return rng.choice(_QUESTIONS).format(
        " ".join(telling[:split]), " ".join(telling[split : split + rng.randint(1, 2)])
    )


def _make_entry(rng: random.Random, paper: tuple[str, str], number: int, day: date) -> DigestEntry:
    title, abstract = paper
    return make_entry(
        title,
        abstract,
        arxiv_id=f"{day:%y%m}.{number % 100_000:05d}",
        published_on=day,
        author_count=rng.randint(1, 20),
        organization=(
            rng.choice(_load_source().organizations) if rng.random() < _ORGANIZATION else None
        ),
        comment_count=int(rng.expovariate(0.7)),
        upvotes=int(rng.lognormvariate(2.5, 1.2)),
        code_url=f"https://github.com/example/{number}" if rng.random() < _CODE else None,
    )
