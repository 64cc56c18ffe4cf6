"""The query: words that a person typed, and as an expression that FTS5 understands."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import EmptyQuery
from bot.models import SearchRequest
from bot.text.words import STOP_WORDS, iter_words

# Beyond this many different words a query is a pasted text: the first ones say what it is about,
# and an index of any size answers quickly.
QUERY_WORD_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: distinct words in order, compounds whole, without stop words."""

    words: tuple[str, ...]


def parse_query(text: str) -> Query:
    """The words of a query; stop words count only where there is nothing else.

    Raises:
        EmptyQuery: there is no letter or digit in it.

    >>> parse_query("What is the kv-cache?").words
    ('kv-cache',)
    >>> parse_query("to be or not to be").words
    ('to', 'be', 'or', 'not')
    """
    words = tuple(dict.fromkeys(iter_words(text)))
    if not words:
        raise EmptyQuery("There is no word to search for; type a few, such as: kv cache")
    telling = tuple(word for word in words if word not in STOP_WORDS)
    return Query((telling or words)[:QUERY_WORD_LIMIT])


def match_expression(query: Query) -> str:
    """The query for FTS5: each word quoted, any of them enough, the ranking decides.

    Quoting makes user text harmless: inside quotes FTS5 knows no operators.

    >>> match_expression(parse_query("C++ AND kv-cache?"))
    '"c++" OR "kv" OR "cache"'
    """
    return _any_of(query_terms(query))


def request_expression(request: SearchRequest, variants: Iterable[str] = ()) -> str | None:
    """What a hit must hold, for FTS5: one of the words or their variants, and every phrase.

    Returns:
        None where the request has neither words nor phrases.

    >>> request_expression(SearchRequest(query="kv", phrases=("paged attention",)))
    '("kv") AND ("paged attention")'
    """
    wanted: list[Iterable[str]] = []
    if request.query:
        wanted.append(dict.fromkeys((*query_terms(parse_query(request.query)), *variants)))
    wanted += [[phrase] for phrase in request.phrases]
    return " AND ".join(f"({_any_of(terms)})" for terms in wanted) or None


def excluded_expression(request: SearchRequest) -> str | None:
    """What a hit may not hold, for FTS5; None where nothing is excluded."""
    return _any_of(request.excluded) or None


def query_terms(query: Query) -> tuple[str, ...]:
    """What to look for, distinct and in order.

    A compound is looked for by its parts: as a third term it would count one thing three times.
    A name with digits is looked for whole as well, and never by a bare number.

    >>> query_terms(parse_query("vision-language GPT-5"))
    ('vision', 'language', 'gpt-5', 'gpt')
    """
    terms: dict[str, None] = {}
    for word in query.words:
        parts = [part for part in word.split("-") if part and part not in STOP_WORDS]
        if len(parts) <= 1 or _has_digit(word):
            terms[word] = None
        if len(parts) > 1:
            terms.update((part, None) for part in parts if not _is_number(part))
    return tuple(terms)


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _is_number(word: str) -> bool:
    return word.replace(".", "").isdigit()


def _any_of(terms: Iterable[str]) -> str:
    """The terms as FTS5 phrases; what is no word in them, such as a quote, is left out."""
    return " OR ".join(f'"{" ".join(iter_words(term))}"' for term in terms)
