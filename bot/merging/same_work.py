"""Same work: whether two papers of an index are one work that came under two names.

Digests are merged by identifiers and titles; a title that was changed between versions, or a page
without identifiers, leaves two papers of one work.
"""

from typing import Final

from bot.merging.near_titles import Nearness
from bot.models import Paper
from bot.text.title_key import title_key
from bot.text.words import content_words, iter_words, stem

# How alike (Dice's coefficient over distinct stems, stop words apart) the texts of one work are at
# least. Of 1.15 million pairs of papers in real digests the abstracts of the likest, which are two
# works, came to 0.57, and the next to 0.49.
SAME_ABSTRACT_FROM: Final = 0.7
# An abstract that was written anew counts where the titles say the same.
SAME_TITLE_FROM: Final = 0.8
KINDRED_ABSTRACT_FROM: Final = 0.5
# So much of a piece of an abstract, which was cut off, stands in the whole.
PIECE_FROM: Final = 0.9
# Abstracts of two works share less than that of the shorter one's words. Of 1,203 abstracts with a
# summary that somebody else wrote of them, in words of their own, the farthest share 0.43; of two
# works by chance 99 % share less than 0.28, and none of 300,000 pairs shares 0.46.
TWO_WORKS_BELOW: Final = 0.3
# Shorter abstracts say too little to be known by.
_LEAST_WORD_COUNT: Final = 20
# So long ones say enough: of 689 real abstracts, cut off there, all but four do.
_TELLING_CHARS: Final = 300
# A translation shares no words with the original: only texts in English are told apart.
_ENGLISH: Final = frozenset("the of and with for that this".split())
_LEAST_ENGLISH_COUNT: Final = 3


def is_same_work(one: Paper, other: Paper) -> bool:
    """Whether both are one work: by arXiv id, by title, or by what they say."""
    if one.arxiv_id is not None and one.arxiv_id == other.arxiv_id:
        return True
    if title_key(one.title) == title_key(other.title):
        return not tell_of_two_works(one.abstract, other.abstract)
    title_alikeness = _rate_alikeness(_stems(one.title), _stems(other.title))
    abstracts = _stems(one.abstract), _stems(other.abstract)
    if not all(abstracts):
        return title_alikeness == 1.0
    if min(map(len, abstracts)) < _LEAST_WORD_COUNT:
        return False
    alikeness = _rate_alikeness(*abstracts)
    return alikeness >= SAME_ABSTRACT_FROM or (
        title_alikeness >= SAME_TITLE_FROM and alikeness >= KINDRED_ABSTRACT_FROM
    )


def is_telling(abstract: str) -> bool:
    """Whether an abstract is so long that it says enough for `say_the_same`, without a look."""
    return len(abstract) >= _TELLING_CHARS


def say_the_same(one: str, other: str, nearness: Nearness) -> bool:
    """Whether two abstracts are of one work, under titles that are so near to each other.

    Where the titles are near, they share half of their words (`KINDRED_ABSTRACT_FROM`), or one is
    a piece of the other: pages cut abstracts off. Where a digit tells the titles apart, they are
    the same word for word. False where one says too little.

    Of the 1,487 titles of real pages and API lists, no two works are nearer to each other than
    three typing errors ("Qwen3-ASR Technical Report", "Qwen3-TTS Technical Report"), and of these
    titles with a typing error by chance, 99.9 % are told to be what they were. Without abstracts a
    near title proves nothing, however long it is: authors name their works alike on purpose.
    """
    if nearness is Nearness.FAR:
        return False
    stems = _stems(one), _stems(other)
    fewest = min(map(len, stems))
    if fewest < _LEAST_WORD_COUNT:
        return False
    if nearness is Nearness.DIGIT_LOST:
        return title_key(one) == title_key(other)
    is_piece = len(stems[0] & stems[1]) >= PIECE_FROM * fewest
    return is_piece or _rate_alikeness(*stems) >= KINDRED_ABSTRACT_FROM


def tell_of_two_works(one: str, other: str) -> bool:
    """Whether two abstracts under one title say too different things to be of one work.

    Titles such as "Small World Models" are chosen twice. False in doubt: where one of them says
    too little, or is not in English.
    """
    if one == other or not (_is_english(one) and _is_english(other)):
        return False
    stems = _stems(one), _stems(other)
    fewest = min(map(len, stems))
    shared = len(stems[0] & stems[1])
    return fewest >= _LEAST_WORD_COUNT and shared < TWO_WORKS_BELOW * fewest


def _is_english(text: str) -> bool:
    return len(_ENGLISH.intersection(iter_words(text))) >= _LEAST_ENGLISH_COUNT


def _stems(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)}


def _rate_alikeness(one: set[str], other: set[str]) -> float:
    """From 0, nothing shared, to 1, the same words; 0 where there are none."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
