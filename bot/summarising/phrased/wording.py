"""Word lists that the checks of phrased sentences go by; each was grown on development sets.

Words are compared by their stems, so that one form stands for all.
"""

from collections.abc import Iterable
from typing import Final

from bot.text.words import stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


# Forms that no stemmer brings together, in the fields that papers are about.
IRREGULAR: Final = {
    form: forms.split()[0]
    for forms in (
        "beat beaten",
        "begin began begun",
        "build built",
        "choose chose chosen",
        "draw drew drawn",
        "drive drove driven",
        "fall fell fallen",
        "feed fed",
        "find found",
        "forget forgotten",
        "give gave given",
        "grow grew grown",
        "hide hidden",
        "hold held",
        "keep kept",
        "know known",
        "lead led",
        "learn learnt",
        "leave left",
        "lose lost",
        "make made",
        "mean meant",
        "rise rose risen",
        "run ran",
        "send sent",
        "show shown",
        "shrink shrank shrunk",
        "speed sped",
        "spend spent",
        "take took taken",
        "teach taught",
        "think thought",
        "understand understood",
        "win won",
        "write wrote written",
        "bring brought",
        "catch caught",
        "deal dealt",
        "hear heard",
        "see saw seen",
        "sell sold",
    )
    for form in forms.split()
}
# What one says about papers without saying anything: need not stand in the cited sentence.
NEUTRAL: Final = _stems(
    """
    paper papers study studies work works article author authors researcher researchers report
    reports reported show shows showed shown find finds found finding findings describe describes
    present presents propose proposes proposed introduce introduces according mention note state
    states explain method methods approach approaches technique system result results
    also another additionally further furthermore moreover however meanwhile whereas although
    while instead namely thus therefore hence respectively compared relative involve include
    includes including make makes made one ones well within among across via through along
    way ways there's example instance achieve achieves achieved provide provides
    """
)
# They turn a sentence into its opposite, or say that it holds only so far.
NEGATIONS: Final = frozenset(
    """
    no not never none neither nor without cannot can't don't doesn't didn't isn't aren't wasn't
    weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't fail fails failed lack lacks
    lacking unable hardly rarely seldom barely unless except only despite
    """.split()
)
# Behind these a negation no longer reaches.
CLAUSE_ENDS: Final = frozenset(
    "and but or while whereas although though however because so yet if when since".split()
)
# Words that make the very next verb less than certain.
DOUBTS: Final = frozenset("may might could perhaps possibly potentially probably likely".split())
# Words that say a thing is less than certain.
HEDGES: Final = _stems(
    """
    may might could perhaps possibly possible potential potentially probably likely unlikely
    suggest suggests hypothesise hypothesize hypothesis conjecture speculate believe hope aim aims
    would should appear appears seem seems expected preliminary tend tends sometimes often
    """
)
# Judgements and sweeping words: only a cited sentence may have brought them in.
WEIGHTY: Final = _stems(
    """
    best worst first novel superior inferior perfect perfectly optimal always every all any most
    each entirely completely fully guarantee guarantees prove proves proven impossible must
    revolutionary breakthrough sota unprecedented dangerous safe unsafe correct incorrect wrong
    right true false recommend significant significantly substantially dramatically drastically
    massive huge excellent great greatest leading ideal essential crucial necessary sufficient
    cause causes caused causal prevent prevents cure cures because therefore due
    """
)
# Directions: a word of one kind needs one of the same kind in a cited sentence.
_DIRECTIONS: Final = tuple(
    _stems(words)
    for words in (
        """reduce reduction decrease decreased shrink shrinks lower less fewer cut cuts drop drops
        smaller decline declines fall falls save saves compress minimise minimize diminish
        downregulated suppress inhibit""",
        """increase increased raise raises grow grows growth higher more larger rise rises boost
        gain gains expand enlarge elevated promote upregulated enhance""",
        """improve improves improvement better outperform outperforms surpass surpasses exceed
        beat beats superior best enhance stronger advantage benefit""",
        """degrade degrades degradation worse worst worsen underperform inferior harm harms hurt
        hurts suffer suffers weak weaker loss lose loses""",
        "faster speed speedup speeds accelerate quick quicker quickly rapid fast speedups",
        "slower slow slows slowdown",
        "before earlier prior precede", "after later following follow",
        "protect protects", "positive positively", "negative negatively",
        "activate activates activation", "inactivate deactivate block blocks",
        "support supports", "contradict contradicts reject refute",
    )
)  # fmt: skip
# Between what is compared: who stands on which side matters.
PIVOTS: Final = _stems(
    "than over outperform outperforms surpass surpasses exceed exceeds beat beats versus vs"
)
# A model that speaks of itself, to the reader, or in the authors' place.
PERSONAL: Final = frozenset(
    "i i'm me my we us our ours you your yours please sorry click visit subscribe".split()
)
# Praise of a paper as a whole is nothing that one reports.
PRAISE: Final = _stems(
    "best greatest finest excellent outstanding superior perfect recommend great"
)
WHOLE_WORKS: Final = _stems("paper study work article author research")


def find_new_direction(own: Iterable[str], cited: frozenset[str]) -> str | None:
    """A word that says in which direction something goes, where no cited word says the same."""
    for word in own:
        kinds = [kind for kind in _DIRECTIONS if word in kind]
        if kinds and word not in cited and not any(kind & cited for kind in kinds):
            return word
    return None
