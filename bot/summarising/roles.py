"""Roles: whether a sentence of an abstract tells the problem, the approach or the result.

A sentence is judged by the phrases that authors use for each, and by its place: abstracts begin
with what is wrong, go on with what was done, and end with what came out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.models import SentenceRole


def _phrases(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cue:
    pattern: re.Pattern[str]
    weight: float


_CUES: Final[Mapping[SentenceRole, tuple[_Cue, ...]]] = {
    SentenceRole.PROBLEM: (
        _Cue(
            _phrases(
                r"challeng\w+|bottlenecks?|limitations?|limited|lack(?:s|ing)?|suffers?|struggles?"
                r"|fails?|failures?|difficult|costly|expensive|prohibitive\w*|hard to|inefficien\w+"
                r"|insufficien\w*|unclear|unexplored|underexplored|poorly|degrad\w+|vulnerab\w+"
                r"|overlook\w*|neglect\w*|ignor\w+|gap|trade-?offs?|open (?:question|problem)"
                r"|remains?|hinder\w*|restrict\w*|impede\w*|hampers?|infeasible|impractical"
                r"|at the cost of|scarc\w+|little is known|often|typically|existing"
            ),
            0.7,
        ),
        _Cue(
            _phrases(
                r"(?:existing|current|prior|previous|conventional|traditional) "
                r"(?:\w+ ){0,3}(?:approaches|methods|works?|models|systems|benchmarks|techniques)"
            ),
            0.6,
        ),
    ),
    SentenceRole.APPROACH: (
        _Cue(
            _phrases(
                r"we (?:\w+ )?(?:propose|present|introduce|develop|design|build|train|study"
                r"|construct|investigate|formulate|use|adopt|apply|employ|extend|create|curate|leverage)"
            ),
            1.2,
        ),
        _Cue(
            _phrases(
                r"this (?:paper|work|report|article|study|survey) "
                r"(?:\w+ )?(?:proposes|presents|introduces|develops|describes|studies|investigates"
                r"|explores|reviews|surveys)"
            ),
            1.2,
        ),
        _Cue(
            _phrases(
                r"an? (?:\w+[- ]){0,4}(?:framework|method|approach|system|benchmark|dataset"
                r"|algorithm|pipeline|architecture|model|technique|strategy|library|toolkit)"
                r" (?:that|for|to|which|designed|built|based)"
            ),
            0.5,
        ),
        _Cue(
            _phrases(
                r"consists? of|is based on|builds? on|combin\w+|integrat\w+|leverag\w+|via|uses"
            ),
            0.3,
        ),
    ),
    SentenceRole.RESULT: (
        _Cue(
            _phrases(
                r"(?:results|experiments|evaluations?|analys[ie]s|benchmarks) (?:\w+ ){0,8}"
                r"(?:show|shows|demonstrate|demonstrates|reveal|reveals|indicate|confirm|suggest)"
                r"|we (?:\w+ )?(?:find|show|demonstrate|observe|achieve|prove|report|obtain)"
            ),
            1.0,
        ),
        _Cue(
            _phrases(
                r"outperform\w*|achiev(?:es|ed|ing)|surpass\w*|improv(?:es|ed|ing|ements?)"
                r"|reduc(?:es|ed|ing)|state-of-the-art|gains?|speed-?ups?|faster|on par with"
                r"|competitive|comparable|exceed\w*|attains?|yields?|up to"
            ),
            0.7,
        ),
        _Cue(re.compile(r"\d\s?(?:%|×|x\b|points?\b|times\b)"), 0.6),
    ),
}
# What the place adds: at the beginning of an abstract and at its end, in between linearly.
_BY_PLACE: Final[Mapping[SentenceRole, tuple[float, float]]] = {
    SentenceRole.PROBLEM: (0.8, -0.8),
    SentenceRole.APPROACH: (0.0, 0.0),
    SentenceRole.RESULT: (-0.6, 0.6),
}
# What the authors did or found themselves is hardly the problem.
_OWN: Final = _phrases(r"we|our|ours|this (?:paper|work|report|article|study)")


def find_role(sentence: str, place: float) -> tuple[SentenceRole, float]:
    """What a sentence most likely tells, and how clearly: from about 0 to 3.

    Args:
        sentence: of an abstract.
        place: 0 for the first of the abstract, 1 for the last.

    >>> find_role("Existing methods suffer from slow decoding.", 0.0)[0].value
    'problem'
    >>> find_role("We propose Fold, a framework that folds caches.", 0.4)[0].value
    'approach'
    >>> find_role("It outperforms all others by 12% on six tasks.", 1.0)[0].value
    'result'
    """
    scores = {role: start + (end - start) * place for role, (start, end) in _BY_PLACE.items()}
    for role, cues in _CUES.items():
        scores[role] += sum(cue.weight for cue in cues if cue.pattern.search(sentence))
    if _OWN.search(sentence):
        scores[SentenceRole.PROBLEM] -= 1.0
    best = max(scores, key=scores.__getitem__)
    return best, max(scores[best], 0.0)
