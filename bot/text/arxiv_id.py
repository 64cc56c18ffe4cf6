"""arXiv identifiers, in the two styles that arXiv has used: 2401.00010 and hep-th/9901001."""

import re

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


def _is_month(year_and_month: str) -> bool:
    return "01" <= year_and_month[2:] <= "12"
