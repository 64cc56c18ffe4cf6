"""The query language: words, "phrases", -exclusions and filters such as org:nvidia, in one line.

A filter in the query and the option of the same name are one thing. Where both are given, the
query's own counts: an option says what holds for queries that do not say it themselves, be it
for a whole file of them. What only looks like a filter stays words: a filter is one of the names
below with a value right behind the colon.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.errors import EmptyQuery, MalformedQuery, WrongUse
from bot.models import SearchRequest, SortOrder
from bot.searching.query import QUERY_WORD_LIMIT
from bot.text.periods import first_day, last_day
from bot.text.white_space import replace_surrogates
from bot.text.words import STOP_WORDS, fold_text, iter_words

# Telephones turn straight quotes into curly ones, each after the habit of its country.
_QUOTES: Final = '"“”„'
_PUNCTUATION: Final = ".,;:!?)"
_TOKEN: Final = re.compile(
    rf"""
    (?<!\S) (?:
        (?P<minus>-?) [{_QUOTES}] (?P<phrase>[^{_QUOTES}]*) [{_QUOTES}]
      | (?P<name>-?[A-Za-z]+) :
        (?: [{_QUOTES}] (?P<quoted>[^{_QUOTES}]*) [{_QUOTES}] | (?P<bare>\S+) )
      | - (?P<excluded>[^\W_]\S*)
    )
    | \S+
    """,
    re.VERBOSE,
)
# Beside more telling words than these a phrase in quotes counts, but need not stand there.
QUOTED_BESIDE_LIMIT: Final = 6
# Nine digits: more than any paper will have, and less than what a database can count to.
_LEAST: Final = re.compile(r"(>=|≥|>)?([0-9]{1,9})\+?")


@dataclass(frozen=True, slots=True)
class _Filter:
    """A filter of the language."""

    field: str  # of SearchRequest
    parse: Callable[[str], object]  # raises WrongUse or ValueError
    forms: str  # how it is written, for people


def parse_request(request: SearchRequest, *, may_leave_out_only: bool = False) -> SearchRequest:
    """The request with everything that its query says inline taken out and made filters.

    In a pasted sentence quotes are only quotes. `comments:3` means three or more, as
    `comments:>=3` does. Filters alone are a search too: the newest first, since there are no
    words to rank by.

    Args:
        request: the request; its query is as a person typed it.
        may_leave_out_only: whether it may say nothing but what to leave out.

    Raises:
        MalformedQuery: a filter has a value that it cannot have, or two.
        EmptyQuery: there is no word, phrase or filter.
        WrongUse: the period ends before it begins.

    >>> parsed = parse_request(SearchRequest(query='kv "paged attention" -survey has:code'))
    >>> parsed.query, parsed.phrases, parsed.excluded, parsed.has_code
    ('kv', ('paged attention',), ('survey',), True)
    """
    words: list[str] = []
    phrases: list[str] = []
    typed: list[str] = []
    excluded: list[str] = []
    filters: dict[str, Any] = {}
    for token in _TOKEN.finditer(replace_surrogates(request.query)):
        if known := _FILTERS.get((token["name"] or "").removeprefix("-").lower()):
            _add_filter(filters, known, token)
        elif left_out := token["excluded"] or (token["minus"] and _phrase(token)):
            excluded.append(left_out.rstrip(_PUNCTUATION))
        elif phrase := _phrase(token):
            phrases.append(phrase)
            typed.append(phrase)
        else:
            words.append(token.group())
            typed.append(token.group())
    if _is_sentence(words):
        words, phrases = typed, []
    parsed = replace(
        request,
        query=" ".join(words),
        phrases=(*request.phrases, *phrases)[:QUERY_WORD_LIMIT],
        typed_order=" ".join(typed) if phrases and words else "",
        excluded=(*request.excluded, *excluded)[:QUERY_WORD_LIMIT],
        **filters,
    )
    _check_period(parsed)
    if may_leave_out_only and parsed.excluded and not typed:
        return parsed
    return _without_idle_words(parsed)


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether so much stands beside the quotes that they are those of a pasted sentence."""
    telling = [word for word in iter_words(" ".join(words)) if word not in STOP_WORDS]
    return len(telling) > QUOTED_BESIDE_LIMIT


def _check_period(request: SearchRequest) -> None:
    if request.since and request.until and request.since > request.until:
        raise WrongUse(
            f"Nothing is published both since {request.since} and until {request.until}; "
            "swap the two."
        )


def _without_idle_words(request: SearchRequest) -> SearchRequest:
    """Stop words are words only where nothing else says what is wanted."""
    # Folded as what is indexed: ™ is a word there, and a mark that voices a letter is none.
    said = list(iter_words(fold_text(request.query)))
    if all(word in STOP_WORDS for word in said) and (request.phrases or request.has_filters):
        is_unranked = not request.phrases and request.sort is SortOrder.RELEVANCE
        sort = SortOrder.NEWEST if is_unranked else request.sort
        return replace(request, query="", typed_order="", sort=sort)
    if said:
        return request
    if request.excluded:
        raise EmptyQuery(
            "There is nothing to search for but only what to leave out; "
            "add a word, a phrase or a filter, such as: kv cache -survey"
        )
    raise EmptyQuery("There is no word to search for; type a few, such as: kv cache")


def _phrase(token: re.Match[str]) -> str:
    """The words of a quoted token as typed; "" where there are none."""
    text = " ".join((token["phrase"] or "").split())
    return text if any(iter_words(fold_text(text))) else ""


def _add_filter(filters: dict[str, Any], known: _Filter, token: re.Match[str]) -> None:
    typed = token.group()
    if typed.startswith("-"):
        raise MalformedQuery(
            f"“{typed}” is not understood; only words and phrases can be left out: -survey"
        )
    value = (token["bare"] or token["quoted"] or "").strip(f" ,;{_QUOTES}")
    try:
        meant = known.parse(value)
    except (WrongUse, ValueError) as error:
        raise MalformedQuery(f"“{typed}” is not understood; write {known.forms}.") from error
    if filters.setdefault(known.field, meant) != meant:
        raise MalformedQuery(f"“{typed}” is the second filter of its kind; keep one of them.")


def _parse_least(text: str) -> int:
    match = _LEAST.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[2]) + (match[1] == ">")


def _parse_name(text: str) -> str:
    if not any(iter_words(text)):
        raise ValueError(text)
    return " ".join(text.split())


def _parse_code(text: str) -> bool:
    if text.casefold() != "code":
        raise ValueError(text)
    return True


def _parse_order(text: str) -> SortOrder:
    return SortOrder(text.casefold())


_ORGANIZATION: Final = _Filter(
    "organization", _parse_name, 'the name behind the colon: org:nvidia or org:"UC Berkeley"'
)
_FILTERS: Final[Mapping[str, _Filter]] = {
    "org": _ORGANIZATION,
    "organization": _ORGANIZATION,
    "since": _Filter("since", first_day, "since:2026, since:2026-03 or since:2026-03-31"),
    "until": _Filter("until", last_day, "until:2026, until:2026-03 or until:2026-03-31"),
    "comments": _Filter("min_comments", _parse_least, "comments:>=3 for three or more"),
    "upvotes": _Filter("min_upvotes", _parse_least, "upvotes:>=10 for ten or more"),
    "has": _Filter("has_code", _parse_code, "has:code, the one thing to ask for"),
    "sort": _Filter("sort", _parse_order, f"sort: with {', '.join(SortOrder)}"),
}
