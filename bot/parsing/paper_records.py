"""Which JSON objects are papers: issues, videos, tasks and books have an id and a title, too."""

from collections.abc import Mapping
from typing import Any, Final

from bot.parsing.fields import find_line
from bot.parsing.html_markup import find_linked_arxiv_id
from bot.parsing.plain_papers import name_facts, plain_name
from bot.text.arxiv_id import find_arxiv_id
from bot.text.shortening import shorten

# Where an arXiv id, or a link with one, may stand.
_ID_MEANINGS: Final = ("arxiv_id", "id", "paper_id", "link")
# Texts that other things have, too: beside them most keys have to be known.
_COMMON_TEXTS: Final = ("text", "summary")
# What only the Daily Papers API has.
_API_KEYS: Final = frozenset(("submittedOnDailyAt", "ai_summary", "ai_keywords"))
_KNOWN: Final = _API_KEYS | frozenset(
    """
    abstract arxiv_id author_count authors code_url comment_count data date external_id
    first_seen_on githubRepo githubStars id isAuthorParticipating keywords link numComments
    organization paper_id projectPage published_on published_on_is_inferred publishedAt
    sightings submittedBy summary text thumbnail title tldr upvotes url
    """.split()
)
EXPECTED: Final = "“abstract”, “text” or “summary”, or an arXiv id, beside “title”"


def is_paper_record(record: Mapping[str, Any]) -> bool:
    """Tell whether an object with a title is a paper.

    >>> is_paper_record({"id": 7, "title": "Owls", "text": ""})
    True
    >>> is_paper_record({"id": 7, "title": "Mend the barn", "completed": False})
    False
    """
    if record.keys() == {"title"} or any(
        plain_name(key) == "abstract" and _has_text(record, key) for key in record
    ):
        return True
    facts = name_facts(record)
    if any(_names_paper(facts.get(meaning)) for meaning in _ID_MEANINGS):
        return True
    if _API_KEYS.isdisjoint(record) and not any(_has_text(record, key) for key in _COMMON_TEXTS):
        return False
    return 2 * len(record.keys() & _KNOWN) >= len(record)


def quote_keys(record: Mapping[str, Any]) -> str:
    """An object's keys, for a reason."""
    keys = ", ".join(f"“{find_line(key)}”" for key in record) or "nothing in it"
    return shorten(keys, 60)


def _has_text(record: Mapping[str, Any], key: str) -> bool:
    """Whether there is a text, if an empty one; some write none for it."""
    return key in record and (record[key] is None or isinstance(record[key], str))


def _names_paper(value: Any) -> bool:
    return isinstance(value, str) and bool(find_arxiv_id(value) or find_linked_arxiv_id(value))
