"""From what was received to digests: opened, decoded, parsed, and told of where that fails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from bot.errors import DigestError, UnknownDigestFormat
from bot.models import Digest
from bot.parsing import parse_content
from bot.sources.containers import Document, Limits, Refusal, iter_documents

# What a file from outside may unpack to: years of digests, and no more than is read in minutes.
ATTACHED_LIMITS: Final = Limits(total_bytes=256 * 2**20, document_count=2_000)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that gave no digest."""

    name: str
    reason: str  # a sentence: what was expected, what was found
    is_stranger: bool = False  # True: it is no digest at all, and perhaps was never meant to be


_NONE_GIVEN: Final[Mapping[str, date]] = {}


def iter_digests(
    documents: Iterable[Document | Refusal],
    *,
    today: date,
    issued_on: date | None = None,
    given_days: Mapping[str, date] = _NONE_GIVEN,
) -> Iterator[Digest | Unread]:
    """Yield what each document holds; a bad one never keeps the others from being read.

    Args:
        documents: what was received.
        today: the present day.
        issued_on: the operator's word for the digests' day; it counts more than any earlier one.
        given_days: what the operator said earlier, by the digests' content hashes.
    """
    for document in documents:
        if isinstance(document, Refusal):
            yield Unread(document.name, document.reason)
            continue
        try:
            yield parse_content(
                document.content,
                source=document.name,
                today=today,
                issued_on=issued_on,
                given_days=given_days,
            )
        except UnknownDigestFormat as error:
            yield Unread(document.name, str(error), is_stranger=True)
        except DigestError as error:
            yield Unread(document.name, str(error))


def iter_attached_digests(
    content: bytes,
    name: str,
    *,
    today: date,
    issued_on: date | None = None,
    given_days: Mapping[str, date] = _NONE_GIVEN,
) -> Iterator[Digest | Unread]:
    """Yield what a file holds that somebody sent, opened up to `ATTACHED_LIMITS`."""
    documents = iter_documents(BytesIO(content), name, ATTACHED_LIMITS)
    return iter_digests(documents, today=today, issued_on=issued_on, given_days=given_days)
