"""Themes: papers of one topic that belong together, and a name from their own terms."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log

from bot.models import Paper
from bot.summarising.salience import stems_of
from bot.text.similarity import WordWeights, cosine, weigh_words
from bot.text.words import STOP_WORDS, iter_word_parts, iter_written_words, stem

# Papers at least this alike (cosine of tf-idf over the topic's papers) belong together.
SAME_THEME_FROM = 0.16
_NAME_WORDS = range(2, 4)
# A phrase that tells less than this, such as "large models" shared by two of five, is no name.
_TELLING_FROM = 5.0


def group_by_theme(papers: Sequence[Paper], topic: str, *, limit: int) -> list[list[Paper]]:
    """Up to `limit` groups, each led by its best paper; the order of the papers is kept.

    A paper joins the group whose leader it is most like, or leads a new one where it is like
    none; once there are `limit` groups it joins the nearest in any case.
    """
    topic_stems = set(stems_of(topic))
    weights = [
        {word: weight for word, weight in words.items() if word not in topic_stems}
        for words in weigh_words([f"{p.title}. {p.title}. {p.abstract}" for p in papers])
    ]
    leaders: list[WordWeights] = []
    groups: list[list[Paper]] = []
    for paper, words in zip(papers, weights, strict=True):
        likeness = [cosine(words, leader) for leader in leaders]
        nearest = max(range(len(leaders)), key=likeness.__getitem__, default=None)
        if nearest is None or (likeness[nearest] < SAME_THEME_FROM and len(groups) < limit):
            leaders.append(words)
            groups.append([paper])
        else:
            groups[nearest].append(paper)
    return groups


def name_theme(
    group: Sequence[Paper],
    *,
    others: Sequence[Paper],
    topic: str,
    paper_counts: Mapping[str, int],
) -> str:
    """The phrase that the group's titles and keywords share, and that tells it from the others.

    A single word is seldom a theme, nor is what less than half of the papers share. A group whose
    papers share no telling phrase is named after its best paper, and says that there are others.

    Args:
        group: the theme's papers, best first.
        others: all papers of the topic, the group's among them.
        topic: its words alone name no theme.
        paper_counts: for each indexed word the number of papers that have it; a phrase of words
            that stand everywhere tells nothing.
    """
    known = {stem(part) for part in iter_word_parts(topic)}
    inside, outside = _count_phrases(group), _count_phrases(others)
    telling = {
        phrase: count**2 / outside[phrase] * _rarity(phrase, paper_counts)
        for phrase, count in inside.items()
        if count > 1
        and 2 * count >= len(group)
        and not {stem(part) for part in iter_word_parts(phrase)} <= known
    }
    best = max(telling, key=lambda phrase: (telling[phrase], phrase), default="")
    if not best or telling[best] < _TELLING_FROM:
        lead = _short_title(group[0].title)
        return lead if len(group) == 1 else f"{lead} and related work"
    written = next(w for paper in group for p, w in _iter_phrases(paper) if p == best)
    return written[0].upper() + written[1:]


def _count_phrases(papers: Sequence[Paper]) -> Counter[str]:
    """In how many of the papers' titles and keywords each phrase stands."""
    return Counter(
        phrase for paper in papers for phrase in {phrase for phrase, _ in _iter_phrases(paper)}
    )


def _rarity(phrase: str, paper_counts: Mapping[str, int]) -> float:
    """The sum of the words' rarities: 0 for a word in every paper; longer phrases tell more."""
    most = max(paper_counts.values(), default=1)
    return sum(log(most / max(1, paper_counts.get(word, 1))) for word in iter_word_parts(phrase))


def _iter_phrases(paper: Paper) -> Iterator[tuple[str, str]]:
    """Runs of two or three words without stop words at the ends: in lower case, and as written."""
    for text in (paper.title, *paper.keywords):
        words = list(iter_written_words(text))
        for size in _NAME_WORDS:
            for first in range(len(words) - size + 1):
                written = " ".join(words[first : first + size])
                run = written.casefold().split(" ")
                if not {run[0], run[-1]} & STOP_WORDS and len(run[0]) > 1:
                    yield " ".join(run), written


def _short_title(title: str) -> str:
    """What stands before the colon, where authors put the name of their thing."""
    name, colon, rest = title.partition(":")
    return rest.strip() if colon and len(rest.split()) <= len(name.split()) else name.strip()
