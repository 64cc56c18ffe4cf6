r"""Quantities: how figures with a unit are written in abstracts, as one grammar of patterns.

A figure without a unit is none: years, sections, versions, names (GPT-4, 8x22B, Qwen2.5-7B) and
sizes (256x256) never become quantities. Each pattern is tried at its sign only (`%`, `×`, …), so
that sentences without one cost nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.models import NumberKind

_PLAIN: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_POWER: Final = r"\s?[×x]\s?10(?:\^\{?[-−]?\d+\}?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
_NUMBER: Final = rf"[+−-]?(?:{_PLAIN})(?:{_POWER})?(?:\s?(?:±|\+/-)\s?(?:{_PLAIN}))?"
_WORD_NUMBER: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred)"
)
_DASH: Final = r"\s?(?:[-–—~∼]|--|to)\s?"
_SCALE: Final = r"(?:\s?(?:[kKMBT]\b|thousand|million|billion|trillion)|[kKMBT](?=\+|-|\b))"
# Nothing of a name, an expression or another number stands right before.
_BEFORE: Final = r"(?<![\w.,/×^$€£@#=_*])(?<![\w)\]][-–−+])(?<![×x*]\s)"
_BOUND: Final = re.compile(
    r"(?:\b(?:up to|as much as|as high as|as low as|at most|at least|more than|less than|fewer than"
    r"|over|under|above|below|about|around|approximately|roughly|nearly|almost|only|just|average)"
    r"|[~∼≈<>≤≥])(?: an?(?: (?:additional|average|further))?)?\s?$",
    re.IGNORECASE,
)
# "over" before a figure says "more than"; behind one it names what it is compared with.
_SAID_OF_BOUND: Final = frozenset({"only", "just", "average"})

_METRIC: Final = (
    r"(?:FID|gFID|rFID|FVD|FAD|PSNR|SSIM|LPIPS|AUROC|AUC|AUPRC|F1|mAP|mIoU|IoU|BLEU|ROUGE|WER|CER"
    r"|MOS|perplexity|PPL|RMSE|MAE|MSE|Elo|R²|MRR|NDCG(?:@\d+)?|nDCG(?:@\d+)?|Dice|pass@\d+(?!\d)"
    r"|Pass@\d+(?!\d)|Recall@\d+(?!\d)|accuracy|accuracies|correlation|kappa|scores?"
    r"|Inception Score)"
)
_COUNTED: Final = (
    r"(?:tokens?|parameters?|params|images?|videos?|clips?|samples?|examples?|tasks?|questions?"
    r"|queries|prompts?|instances?|pairs?|trajectories|annotations?|documents?|sentences|words"
    r"|frames?|steps|episodes?|demonstrations?|conversations|dialogues|problems|papers|utterances"
    r"|speakers|languages|molecules|structures|scenes|objects|environments|repositories|issues"
    r"|functions|users|rollouts|pages|entries|records|triplets|captions|edits|atoms|nodes|edges"
    r"|context(?: window| length)?|points|Gaussians|categories|actions|interactions|iterations)"
)
_TIME: Final = (
    r"(?:[GTC]PU[- ](?:hours?|days?)|milliseconds?|microseconds?|nanoseconds?|seconds?|minutes?"
    r"|hours?|days?|ms|µs|μs|ns|sec|secs|min|mins)"
)
_RATE: Final = (
    r"(?:fps|FPS|frames per second|(?:tokens?|tok|images|samples|queries|requests|frames)"
    r"\s?(?:/s|/sec|per second|/second)|QPS|[KMGT]?B/s|[GTP]FLOPS|[GTP]FLOP/s|[GTP]FLOPs|TOPS"
    r"|[kMG]?Hz)"
)
_SIZE: Final = r"(?:[KMGT]i?B|bits? per \w+|bpw|bpp|bits/\w+)"
_NOT_A_GAIN: Final = (
    r"(?:A100|H100|H200|H800|B200|V100|L40|RTX|NVIDIA|GPU|TPU|super-?resolution|upscal|upsampl"
    r"|downsampl)"
)
_COMPARED: Final = (
    r"(?:faster|slower|more|less|fewer|larger|smaller|higher|lower|better|worse|cheaper|longer"
    r"|shorter|greater|bigger|as|speed-?ups?|improvement|reduction|increase|acceleration|the|its"
    r"|over|compared|compression|lighter|that of|gains?|throughput|boost)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit, where it stands in a text."""

    value: str  # as it stands there; but × for "x" and "times", and no space before % or ×
    kind: NumberKind
    unit: str
    start: int
    end: int
    bound: str = ""  # what stands before it and limits it, as written: "up to"
    reach: int = 0  # how far what belongs to it goes on: the noun that is counted


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a quantity."""

    signs: tuple[str, ...]  # one of which stands in every text that has it
    pattern: re.Pattern[str]  # group "value", perhaps "unit"
    kind: NumberKind
    unit: str = ""  # where the pattern has no group "unit"


def _form(kind: NumberKind, signs: str, pattern: str, unit: str = "") -> _Form:
    return _Form(tuple(signs.split("|")), re.compile(pattern, re.VERBOSE), kind, unit)


def _spaced(pattern: str) -> str:
    """A part of a verbose pattern in which spaces count."""
    return pattern.replace(" ", r"\ ").replace("#", r"\#")


_N, _B, _D, _S = _spaced(_NUMBER), _spaced(_BEFORE), _spaced(_DASH), _spaced(_SCALE)
_W, _NG, _C = _WORD_NUMBER, _spaced(_NOT_A_GAIN), _spaced(_COMPARED)
# The noun that is counted, up to three words further on.
_REACH: Final = (
    r"(?=(?P<reach>(?:[-\ ](?!(?:to|and|or|of|with|in|on|for|than)\ )[^\W\d][\w’'/–-]*){0,3}?"
    rf"[-\ ](?P<unit>{_spaced(_COUNTED)}))(?![\w-]))"
)
# A form whose match overlaps that of an earlier one does not count.
_FORMS: Final = (
    _form(
        NumberKind.POINTS,
        "point|pp",
        rf"""{_B}(?P<value>(?:{_N})(?:{_D}(?:{_N}))?\s?(?:
              %?[ -](?:(?:absolute|percentage|accuracy|F1|BLEU|ROUGE|mAP|AUC|IoU|score|average
                |success|rate|Elo)[ -]){{1,2}}points?
            | %\s?points? | p\.?p\.? (?![\w]) ))""".replace("[ -]", r"[\ -]"),
        "points",
    ),
    _form(
        NumberKind.POINTS,
        "point",
        rf"""(?:(?<=by\ )|(?<=of\ )|(?<=to\ )|(?<=than\ )|(?<=with\ )|(?<=about\ )
            |(?<=over\ )|(?<=a\ )|(?<=\+)|(?=[+]?\d+\.\d))
            {_B}(?P<value>(?:{_N})(?:{_D}(?:{_N}))?[\ -]points?)
            (?!\ (?:cloud|per|in|of\ (?:view|data)))\b""",
        "points",
    ),
    _form(
        NumberKind.PERCENT,
        "%|percent|per cent",
        rf"""{_B}(?P<value>(?:from\ (?=[^%]{{1,12}}%\ to\ [\d+.−-]+\s?%))?
              (?:{_N})\s?(?:%|\ percent)?
              (?:(?:{_D})(?:{_N}))?\s?(?:%|percent\b|per\ cent\b))
            (?![\w%]|[-\ ](?:confidence|CI\b|credible|significance|level))""",
        "%",
    ),
    _form(
        NumberKind.FACTOR,
        "×|x|X",
        rf"""{_B}(?P<value>(?:{_N})\s?[×xX]?(?:{_D}(?:{_N}))?\s?[×xX])
            (?![\w×]|\s?[\d×.^]|\s[A-Z]\^|\s?{_NG})""",
        "×",
    ),
    _form(
        NumberKind.FACTOR,
        "times",
        rf"""{_B}(?P<value>(?:(?:{_N}|{_W})(?:{_D}(?:{_N}|{_W}))?)[\ -]?times)
            (?=[\ -]{_C}\b|(?<=by\ .{{3}}times)[,.;]|(?<=by\ .{{4}}times)[,.;])""",
        "×",
    ),
    _form(
        NumberKind.FACTOR,
        "fold",
        # "Our contributions are threefold" tells how many parts follow.
        rf"""{_B}(?P<value>(?:{_N}|(?<!\bis\ )(?<!\bare\ ){_W})(?:{_D}(?:{_N}|{_W}))?[\ -]?fold)
            (?!\w|[\ -]cross)""",
        "×",
    ),
    _form(
        NumberKind.FACTOR,
        "magnitude",
        rf"""{_B}(?P<value>(?:{_N}|{_W}|an|one|several)(?:{_D}(?:{_N}|{_W}))?
            \ orders?[\ -]of[\ -]magnitude)""",
        "orders of magnitude",
    ),
    _form(
        NumberKind.FACTOR, "1/", rf"{_B}(?P<value>1/\d+(?:th)?)(?=\ (?:of|the|as)\b)", "fraction"
    ),
    _form(
        NumberKind.MONEY,
        "$|€|£|USD|dollar|cents",
        rf"""(?<![\w$])(?P<value>(?:US)?[$€£]\s?(?:{_PLAIN})(?:{_D}[$€£]?(?:{_PLAIN}))?(?:{_S})?
            | (?<!\S)(?:{_PLAIN})(?:{_S})?\s?(?:USD|US\ dollars|dollars|euros|cents))
            (?![\w$^{{}}\\_=]|\.\d)""",
        "money",
    ),
    _form(
        NumberKind.RATE,
        "fps|FPS|per second|/s|QPS|FLOP|TOPS|Hz",
        rf"""{_B}(?P<value>(?:{_N})(?:{_D}(?:{_N}))?(?:{_S})?[\ -]?(?P<unit>{_spaced(_RATE)}))
            (?![\w/])""",
    ),
    _form(
        NumberKind.SIZE,
        "B|bit|bp",
        rf"""{_B}(?P<value>(?:{_N})(?:{_D}(?:{_N}))?[\ -]?(?P<unit>{_spaced(_SIZE)}))
            (?![\w/]|\s?{_NG})""",
    ),
    _form(
        NumberKind.TIME,
        "hour|day|second|minute|ms|µs|μs|ns|sec|min",
        rf"""{_B}(?P<value>(?:{_N})(?:{_D}(?:{_N}))?(?:{_S})?[\ -]?(?P<unit>{_spaced(_TIME)}))
            (?![\w/]|\sper\ second)""",
    ),
    _form(
        NumberKind.TIME, " s|s", rf"{_B}(?P<value>\d+\.\d+\s?s|\d+\ s)(?=[\s,.;)]|$)(?!\.\w)", "s"
    ),
    _form(
        NumberKind.COUNT,
        "k|K|M|B|T|,|illion|thousand|000",
        rf"""{_B}(?P<value>(?:(?:{_N})(?:{_S})?{_D})?(?:{_N})(?:{_S}))\+?
            {_REACH}""",
    ),
    _form(
        NumberKind.COUNT,
        "0|1|2|3|4|5|6|7|8|9",
        rf"""{_B}(?P<value>\d{{1,3}}(?:,\d{{3}})+(?:{_D}\d{{1,3}}(?:,\d{{3}})+)?|\d{{4,}}(?<!19\d\d)
            (?<!20\d\d))\+?
            {_REACH}""",
    ),
    _form(
        NumberKind.COUNT,
        "10",
        rf"""{_B}(?P<value>(?:{_PLAIN}){_spaced(_POWER)})
            {_REACH}""",
    ),
    _form(NumberKind.SCORE, "dB", rf"{_B}(?P<value>(?:{_N})(?:{_D}(?:{_N}))?[\ -]?dB)(?!\w)", "dB"),
    _form(
        NumberKind.SCORE,
        "from ",
        rf"""\b(?P<value>from\ (?=\S*\.\d|\S+\ to\ \d*\.\d)(?:{_N})\ to\ (?:{_N}))
            (?![\w%×]|[-.]\w|\s?(?:%|×|x\b|to\b|[a-z]*illion)
            |\ (?:parameters|tokens|hours?|seconds?|minutes|years|months|frames|layers|bits?
            |languages|models|tasks|samples|steps))""",
    ),
    _form(
        NumberKind.SCORE,
        "F|P|S|L|A|m|I|B|R|W|C|M|p|E|a|c|k|s|N|n|D",
        rf"""\b(?P<unit>{_spaced(_METRIC)})(?:-[L12])?(?:\ (?:score|scores|gain|loss|value|values))?
            (?:\ \([\w@&\ -]{{1,12}}\))?
            (?=[\ =:≈])\ ?(?:of|=|:|is|was|at|reaching|to|≈|by)?\ ?
            (?:about\ |around\ |only\ )?
            (?P<value>[+−-]?(?:\d+\.\d+|\d{{2,4}})(?:\s?±\s?(?:{_PLAIN}))?)
            (?![\w%×]|[-,.]\w|\s?(?:%|×|x\b|[-/@×]\s?\d|points?\b|percent)
            |\s(?:and\ \d|\w+s\b(?<!vs)))""",
    ),
    _form(
        NumberKind.SCORE,
        "acc|F1|mAP|AU|FID|IoU|BLEU|J&F|SNR|score",
        rf"""{_B}(?P<value>\d+\.\d+(?:\s?±\s?(?:{_PLAIN}))?(?:\ (?:vs\.?|versus)\ \d+\.\d+)?)
            \ (?P<unit>accuracy|F1|mAP|AUC|AUROC|FID|mIoU|IoU|BLEU|J&F|PSNR|SSIM)(?![\w-])""",
    ),
    _form(
        NumberKind.SCORE,
        "scor|achiev|record|reach|obtain|attain|e.g.|gets",
        r"""\b(?:scor(?:es?|ing)|achiev(?:es?|ing|ed)|records|reach(?:es|ing)|obtain(?:s|ing)
            |attain(?:s|ing)|e\.g\.,?)\ (?:a\ |an\ )?
            (?P<value>\d+\.\d+)(?=\ (?:on|in|at)\ [A-Z0-9])""",
    ),
)
_DIGIT_OR_WORD: Final = re.compile(rf"\d|\b(?:{_WORD_NUMBER}|orders? of magnitude)\b")
_FACTOR_SIGN: Final = re.compile(r"\s?(?:(?<=\d)[- ]?times\b|(?<=[\d\s])[xX×](?![a-z]))")


def iter_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a sentence, in their order; none overlaps another.

    >>> [each.value for each in iter_quantities("2.7x faster than 8x22B, at 40 % of 1.5B tokens")]
    ['2.7×', '40%', '1.5B']
    """
    if _DIGIT_OR_WORD.search(text) is None:
        return
    found: list[Quantity] = []
    for form in _FORMS:
        if not any(sign in text for sign in form.signs):
            continue
        for match in form.pattern.finditer(text):
            start, end = match.span("value")
            if all(end <= other.start or start >= other.end for other in found):
                found.append(_read(text, form, match))
    yield from sorted(found, key=lambda each: each.start)


def _read(text: str, form: _Form, match: re.Match[str]) -> Quantity:
    groups = match.groupdict()
    start, end = match.span("value")
    value = match["value"]
    if form.kind is NumberKind.FACTOR and form.unit == "×":
        value = _FACTOR_SIGN.sub("×", value)
    elif form.kind is NumberKind.PERCENT:
        value = value.replace(" %", "%")
    bound = _BOUND.search(text, max(0, start - 30), start)
    said = "" if bound is None else bound.group().strip()
    if said.split(" ")[0].lower() in _SAID_OF_BOUND:
        said = ""
    reach = match.end("reach") if groups.get("reach") else end
    return Quantity(value, form.kind, groups.get("unit") or form.unit, start, end, said, reach)
