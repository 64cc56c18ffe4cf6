"""The query: what a person typed, as words, and as an expression that FTS5 understands."""

from dataclasses import dataclass

from bot.errors import EmptyQuery
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

    Quoting makes user text harmless: inside quotes FTS5 knows no operators. A compound such as
    "kv-cache" matches as a phrase, and its parts match alone as well.

    >>> match_expression(parse_query("C++ AND kv-cache?"))
    '"c++" OR "kv-cache" OR "kv" OR "cache"'
    """
    return " OR ".join(f'"{term}"' for term in query_terms(query))


def query_terms(query: Query) -> tuple[str, ...]:
    """The words and, for compounds, their parts, distinct and in order."""
    terms: dict[str, None] = {}
    for word in query.words:
        terms[word] = None
        parts = word.split("-")
        if len(parts) > 1:
            terms.update((part, None) for part in parts if part and part not in STOP_WORDS)
    return tuple(terms)
