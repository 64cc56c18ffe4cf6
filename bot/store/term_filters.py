"""What term indexes filter and sort papers by, as numbers and names.

A column is one number that orders the papers: the higher, the earlier they come. It holds the
value (a day, or a count) and, below it, the paper's number turned round, so that equals come in
the order of their numbers; a value that is unknown comes last.
"""

from datetime import date
from typing import Final

from bot.models import Organization, Paper, SearchRequest, SortOrder
from bot.text.white_space import replace_surrogates

_ID_BITS: Final = 32
_LARGEST_ID: Final = (1 << _ID_BITS) - 1
# More than any day's number, and than a count that anything can have.
_LARGEST_VALUE: Final = (1 << 30) - 1

Limits = tuple[int | None, int | None]  # at least, at most; None for no limit


def column_values(paper: Paper) -> dict[SortOrder, int]:
    """The paper's number in each column, below 2**63."""
    values = {
        SortOrder.NEWEST: _day_number(paper.published_on),
        SortOrder.COMMENTS: paper.comment_count,
        SortOrder.UPVOTES: paper.upvotes,
    }
    turned = _LARGEST_ID - paper.paper_id
    return {order: _first_number(value) + turned for order, value in values.items()}


def column_limits(request: SearchRequest) -> dict[SortOrder, Limits]:
    """The limits that the request's filters set in each column; columns without are left out.

    A limit in either direction leaves out papers whose value is unknown.
    """
    since = _day_number(request.since)
    until = _day_number(request.until)
    limits = {
        SortOrder.NEWEST: (since, until),
        SortOrder.COMMENTS: (request.min_comments, None),
        SortOrder.UPVOTES: (request.min_upvotes, None),
    }
    return {
        order: (_first_number(least or 0), None if most is None else _first_number(most + 1) - 1)
        for order, (least, most) in limits.items()
        if (least, most) != (None, None)
    }


def organization_names(organization: Organization | None) -> list[str]:
    """What the organisation may be called, as names are compared."""
    if organization is None:
        return []
    return list(dict.fromkeys(name.casefold() for name in (organization.slug, organization.name)))


def wanted_organization(request: SearchRequest) -> str | None:
    """What somebody typed, without case, or white space at its ends; None for any."""
    name = request.organization
    return None if name is None else replace_surrogates(name).strip().casefold()


def _day_number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _first_number(value: int | None) -> int:
    """The lowest number of those with that value in a column."""
    return 0 if value is None else (min(value, _LARGEST_VALUE) + 1) << _ID_BITS
