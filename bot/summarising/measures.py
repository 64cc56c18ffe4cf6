"""Measures: what a quantity in a sentence is a quantity of, and what it is compared with.

Both are parts of the sentence, verbatim. What the words beside the figure do not show stays
unknown; a guess would be worse than nothing.
"""

import re
from typing import Final

from bot.models import NumberKind
from bot.summarising.quantities import Quantity

MEASURE_WORDS: Final = 9
BASELINE_WORDS: Final = 9
METRIC_CHARS: Final = 40

# A clause ends here; a point inside "9.13" and a comma inside "1,000" do not end one.
_CLAUSE_END: Final = re.compile(
    r"[;:!?—()\[\]]|–(?=\s|and\b|or\b|but\b)|[,.](?<!vs\.)(?=\s|$)|\s–\s|\s(?:while|whereas|but|which|who|that(?!\sof)|without|and|or"
    r"|when|where|although|though|because|since|if|so|yet|including|enabling|making|using|by|via"
    r"|despite|respectively|through|from|thereby|is|are|was|were|has|have|had|can|could|requires?"
    r"|demonstrat\w+|shows?|spanning|ranging|covering|achiev\w+|reach\w*|outperform\w*"
    r"|surpass\w*|establish\w+|compared|relative(?=\sto\s)|under|with|as)(?=\s)"
)
_COMPARISON: Final = re.compile(
    r"(?:^|\s)(?:(?:when |as )?compared (?:to|with)|relative to|in comparison (?:to|with)"
    r"|with respect to|vs\.?|versus|against|over|than|that of)\s+(?:that of\s+)?"
)
# Behind these words stands what was measured on or in.
_PLACES: Final = frozenset({"on", "in", "of", "for", "across", "at", "per", "among"})
_DROPPED_PLACES: Final = frozenset({"in", "of", "for"})
_EDGES: Final = frozenset(
    """
    a an the of in on for at by to with its their our this these those and or as up from per about
    over around nearly almost only just than more average be into both respectively e.g i.e across
    additional further overall all that it they we even also under without while when among during
    between versus vs such each ranging using during establishing spanning
    """.split()
)
# These may begin a measure: "overall accuracy".
_KINDS_OF_MEAN: Final = frozenset({"average", "overall", "additional", "further", "more"})
# Before a figure: what leads to it from what is measured, perhaps with words about how exact.
_LEADS: Final = re.compile(
    r"(?:\s+(?:by|to|of|from|at|is|are|was|were|under|below|above)(?=\s)|\s*[≈=:])"
    r"(?:\s*(?:\b(?:approximately|about|around|roughly|nearly|almost|over|up|as much as|as high as"
    r"|as low as|more than|less than|at least|at most|only|just|average|an|a|an? average of"
    r"|additional|another|further|between|relative|absolute|impressive|remarkable|significant"
    r"|substantial|total|mean|maximum|to|of)(?=\s)|[~≈<>≤≥∼+]))*\s*$",
    re.IGNORECASE,
)
_GAINS: Final = re.compile(
    r"^(?:improv|reduc|increas|decreas|lower|boost|accelerat|speed|cut|rais|sav|shrink|compress"
    r"|degrad|drop|enhanc|gain|minimi[sz]|maximi[sz]|shorten|rise|fall|grow|trim|lift|push)"
)
_BEATS: Final = re.compile(r"^(?:outperform|surpass|exceed|beat|better$|betters$)")
_HAS: Final = re.compile(
    r"^(?:achiev|attain|obtain|reach|yield|deliver|show|provid|bring|offer|retain|maintain|preserv"
    r"|requir|us(?:e|es|ing)$|reports?$|records?$|run(?:s|ning)?$|observ|demonstrat|contain"
    r"|compris|includ|span|cover|introduc|present|with$|to$|takes?$|generat|support"
    r"|enabl|realiz|establish|releas|construct|collect|curat|exhibit|advanc)"
)
_IN_BRACKETS: Final = re.compile(r"((?:[\w@.&+/-]+ ){0,2}[\w@.&+/-]+)\s\([+−~≈-]?\s?$")
_SMALL_WORDS: Final = re.compile(
    r"^.*\b(?:on|in|at|and|of|the|to|for|with|as|a|an|by|achieves?|both|than|over|from|like)\s"
)
_NOUN_ENDINGS: Final = ("ment", "ments", "tion", "tions", "gain", "gains", "ups", "up")
_SAYS_NOTHING_YET: Final = re.compile(r"\s(?:up|rang(?:e|es|ing|ed))$")
# What is told of a figure is no other figure.
_FIGURE: Final = re.compile(r"\d\s?(?:%|×|x\b)|^[\d.,]+(?:\s|$)|^\d\S*$|^[^A-Za-z]*$")
_AMOUNTS: Final = frozenset({NumberKind.TIME, NumberKind.SIZE, NumberKind.MONEY})
_NEXT_FIGURE: Final = re.compile(r"\s[+−-]?\d[\d.,]*\s?(?:%|×|x\b)")
_WORD: Final = re.compile(r"\S+")
# What begins or ends so is part of another clause, and no measure.
_CLAUSE_BEGINNINGS: Final = frozenset(
    "against where when while than because if need needs is are was were has have".split()
)
_LOOSE_ENDS: Final = frozenset("it they we them he she you i place".split())  # in place of …
_LETTER: Final = re.compile(r"[^\W\d_]")


def find_measure(sentence: str, quantity: Quantity) -> str:
    """What the quantity measures, a part of the sentence; "" where the words do not show it.

    >>> from bot.summarising.quantities import iter_quantities
    >>> text = "It reaches 85.1% accuracy on SWE-bench, and cuts memory by up to 40%."
    >>> [find_measure(text, each) for each in iter_quantities(text)]
    ['accuracy on SWE-bench', 'cuts memory']
    """
    measure = _find_any_measure(sentence, quantity)
    words = measure.lower().split()
    is_clause = bool(words) and (words[0] in _CLAUSE_BEGINNINGS or words[-1] in _LOOSE_ENDS)
    return "" if is_clause or not _LETTER.search(measure) else measure


def _find_any_measure(sentence: str, quantity: Quantity) -> str:
    if quantity.kind is NumberKind.COUNT:
        return sentence[quantity.end : quantity.reach].strip(" -+")
    behind = _clause_behind(sentence, quantity.end)
    comparison = _COMPARISON.search(behind)
    after = _trim_end(behind if comparison is None else behind[: comparison.start()], MEASURE_WORDS)
    if quantity.kind is NumberKind.SCORE and quantity.unit:
        return _name_metric(sentence, quantity) or after
    return _measure_beside(sentence, quantity, after)


def find_baseline(sentence: str, quantity: Quantity) -> str:
    """What the quantity is compared with, a part of the sentence; "" where it is with nothing.

    >>> from bot.summarising.quantities import iter_quantities
    >>> text = "It is 1.3× faster than cuDNN 9.13 on B200, with no loss."
    >>> [find_baseline(text, each) for each in iter_quantities(text)]
    ['cuDNN 9.13 on B200']
    """
    behind = _clause_behind(sentence, quantity.end, may_compare=True)
    comparison = _COMPARISON.search(behind)
    if comparison is not None:
        return _trim_end(behind[comparison.end() :], BASELINE_WORDS)
    before, is_rival = _before(sentence, quantity)
    return before if is_rival else ""


def _measure_beside(sentence: str, quantity: Quantity, after: str) -> str:
    """What is said of it right behind it, else right before it, else where it was measured."""
    first = after.split(" ", maxsplit=1)[0].lower()
    rest = _trim_start(after)
    if first == "per":
        return after
    if first == "of" and quantity.kind in _AMOUNTS and rest:
        return rest
    is_idle = first in _PLACES or (first in _EDGES and first not in _KINDS_OF_MEAN)
    if after and not is_idle:
        return after
    before, is_rival = _before(sentence, quantity)
    if before and not is_rival:
        return before
    # "by 19.3% in Dynamic Degree" says what was measured, "92.2% on MMBench" only where.
    if first in _PLACES and rest:
        return rest if first in _DROPPED_PLACES else after
    return ""


def _clause_behind(sentence: str, start: int, *, may_compare: bool = False) -> str:
    """What stands behind, up to the clause's end or to the next figure with a unit.

    A comparison ends the clause, unless it is what is looked for.
    """
    end = _CLAUSE_END.search(sentence, start)
    while may_compare and end and end.group().strip() in {"compared", "relative"}:
        end = _CLAUSE_END.search(sentence, end.end())
    clause = sentence[start : end.start() if end else len(sentence)]
    following = _NEXT_FIGURE.search(clause)
    return clause[: following.start()] if following else clause


def _trim_end(text: str, word_limit: int) -> str:
    """The first words, without what cannot stand at the end; a part of the text."""
    words = list(_WORD.finditer(text))[:word_limit]
    while words and words[-1].group().strip(",.").lower() in _EDGES:
        words.pop()
    if not words:
        return ""
    return text[words[0].start() : words[-1].end()].strip(" ,.;:-")


def _trim_start(text: str) -> str:
    """Without what cannot stand at the beginning."""
    words = list(_WORD.finditer(text))
    while words and words[0].group().lower() in _EDGES:
        words.pop(0)
    return text[words[0].start() :] if words else ""


def _before(sentence: str, quantity: Quantity) -> tuple[str, bool]:
    """The words that lead to the figure, and whether they name a rival that was surpassed."""
    text = sentence[: quantity.start]
    if bracket := _IN_BRACKETS.search(text):
        said = _SMALL_WORDS.sub("", bracket[1])
        return ("" if _FIGURE.search(said) else said), False
    lead = _LEADS.search(text)
    if quantity.value.startswith("from "):
        text = text.rstrip()
    elif lead is None:
        return "", False
    else:
        text = text[: lead.start()]
    if _SAYS_NOTHING_YET.search(text):  # "solves up to 40%", "gains range from 10%"
        return "", False
    ends = list(_CLAUSE_END.finditer(f"{text} "))
    words = list(_WORD.finditer(text, ends[-1].end() if ends else 0))
    is_rival = bool(ends) and _BEATS.match(ends[-1].group().strip()) is not None
    for place in range(len(words) - 1, max(-1, len(words) - 9), -1):
        word = words[place].group().lower()
        if _HAS.match(word) or _BEATS.match(word):
            is_rival = _BEATS.match(word) is not None
            words = words[place + 1 :]
            break
        if _GAINS.match(word) and place < len(words) - 1 and not word.endswith(_NOUN_ENDINGS):
            words = words[place:]
            break
    if not words:
        return "", False
    said = _trim_start(text[words[-MEASURE_WORDS:][0].start() : words[-1].end()].strip(" ,.;:-"))
    return ("", False) if _FIGURE.search(said) else (said, is_rival)


def _name_metric(sentence: str, quantity: Quantity) -> str:
    """The metric as it is written before the figure; "" where it stands behind."""
    place = sentence.rfind(quantity.unit, 0, quantity.start)
    is_near = place >= 0 and quantity.start - place < METRIC_CHARS
    return quantity.unit if is_near else ""
