"""arXiv identifiers, in the two styles that arXiv has used: 2401.00010 and hep-th/9901001."""

import re
from collections.abc import Iterator

from bot.errors import WrongUse

# https://info.arxiv.org/help/arxiv_identifier.html and .../arxiv_identifier_for_services.html
_ARCHIVES = """
    acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas
    cond-mat cs dg-ga econ eess funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th
    nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio q-fin quant-ph solv-int stat
    supr-con
""".split()

_REFERENCE = re.compile(
    rf"""
    (?: (?:https?://)? (?:[a-z-]+\.)? (?:arxiv\.org|huggingface\.co|hf\.co|alphaxiv\.org) / )?
    (?: (?:abs|pdf|html|format|papers|overview|audio) / )?
    (?: (?:(?:https?://)? (?:dx\.)? doi\.org/)? 10\.48550/arxiv\. | arxiv: \s? )?
    (?:
        (?P<month>[0-9]{{4}}) \. (?P<number>[0-9]{{4,5}})
      | (?P<archive>{"|".join(_ARCHIVES)}) (?:\.[a-z]{{2}})? / (?P<old>[0-9]{{7}})
    )
    (?:v[0-9]{{1,3}})? (?:\.pdf)? /? (?:[?\#]\S*)? (?:\s?\[[a-z.-]+\])?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# The new style began in April 2007; numbers have five digits since January 2015.
_FIRST_MONTH = "0704"
_FIRST_MONTH_OF_FIVE_DIGITS = "1501"
# An id within a text: not the end of a longer number, nor the beginning of one.
_WITHIN = re.compile(
    rf"""
    (?<![\d$€£]) (?<!\d\.) (?<!(?<!\d{{4}})\d,) (?P<month>[0-9]{{4}}\.[0-9]{{4,5}})
    (?:v[0-9]{{1,3}})? (?![\w%]|\.[0-9]|,[0-9]{{1,3}}\b|-\d)
  | (?<![\w.-]) (?P<old>(?:{"|".join(_ARCHIVES)})(?:\.[a-z]{{2}})?/[0-9]{{7}}) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_PLACES = (
    "arxiv",
    "alphaxiv",
    "huggingface.co/papers/",
    "hf.co/papers/",
    "papers.cool/",
    "10.48550/",
)
_LONG_NUMBER_CHARS = len("2401.00010")
# So far before an id "arXiv" says that it is one.
_NAMED_WITHIN_CHARS = 16


def parse_arxiv_id(text: str) -> str:
    """Read an arXiv id from an id or a link, and drop version and subject class.

    Taken are bare ids, `arXiv:…`, DOIs, and links to arxiv.org, huggingface.co/papers and
    alphaxiv.org. The whole text must be the reference.

    >>> parse_arxiv_id("abs/2401.00010v2")
    '2401.00010'
    >>> parse_arxiv_id("https://arxiv.org/pdf/math.GT/0309136")
    'math/0309136'

    Raises:
        WrongUse: the text is no arXiv id. A number with four digits from 2015 on is none either:
            it lost a zero on its way through a program that took it for a decimal fraction.
    """
    arxiv_id = find_arxiv_id(text)
    if arxiv_id is None:
        raise WrongUse(
            f"{text[:80]!r} is no arXiv id. Expected one such as 2401.00010, hep-th/9901001, or a "
            "link to the paper on arxiv.org or huggingface.co."
        )
    return arxiv_id


def find_arxiv_id(text: str) -> str | None:
    """Do as `parse_arxiv_id`, but answer None where the text is no arXiv id.

    >>> find_arxiv_id("2413.00010") is None  # there is no month 13
    True
    """
    match = _REFERENCE.fullmatch(text.strip().removeprefix("<").removesuffix(">"))
    if match is None:
        return None
    if (old := match["old"]) is not None:
        return f"{match['archive'].lower()}/{old}" if _is_month(old[:4]) else None
    month, number = match["month"], match["number"]
    digits = 5 if month >= _FIRST_MONTH_OF_FIVE_DIGITS else 4
    if not _is_month(month) or month < _FIRST_MONTH or len(number) != digits:
        return None
    return f"{month}.{number}"


def iter_arxiv_ids(text: str) -> Iterator[str]:
    """The arXiv ids that stand in a text, bare or in links, in their order, without version.

    A number of the old length, such as 1412.6980, may be any number: it is taken for an id only
    where arXiv is named before it. In links to other places no number is an id.

    >>> list(iter_arxiv_ids("As in https://alphaxiv.org/abs/2401.00010v2, not at 2,401.00010 m"))
    ['2401.00010']
    """
    for found in _WITHIN.finditer(text):
        arxiv_id = find_arxiv_id(found["month"] or found["old"])
        if arxiv_id is None:
            continue
        before = text[max(0, found.start() - 120) : found.start()].lower()
        word = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
        if "/" in word and ("://" in word or "." in word):
            is_meant = any(place in word for place in _PLACES)
        elif found["month"] and len(arxiv_id) < _LONG_NUMBER_CHARS:
            is_meant = "arxiv" in before[-_NAMED_WITHIN_CHARS:]
        else:
            is_meant = not word[-1:].isalnum()
        if is_meant:
            yield arxiv_id


def _is_month(year_and_month: str) -> bool:
    return "01" <= year_and_month[2:] <= "12"
