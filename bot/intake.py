"""From what was received to digests: opened, decoded, parsed, and told of where that fails."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.errors import DigestError, UnknownDigestFormat
from bot.models import Digest
from bot.parsing import parse_content
from bot.sources.containers import Document, Refusal


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that gave no digest."""

    name: str
    reason: str  # a sentence: what was expected, what was found
    is_stranger: bool = False  # True: it is no digest at all, and perhaps was never meant to be


def iter_digests(
    documents: Iterable[Document | Refusal], *, today: date, issued_on: date | None = None
) -> Iterator[Digest | Unread]:
    """Yield what each document holds; a bad one never keeps the others from being read."""
    for document in documents:
        if isinstance(document, Refusal):
            yield Unread(document.name, document.reason)
            continue
        try:
            yield parse_content(
                document.content, source=document.name, today=today, issued_on=issued_on
            )
        except UnknownDigestFormat as error:
            yield Unread(document.name, str(error), is_stranger=True)
        except DigestError as error:
            yield Unread(document.name, str(error))
