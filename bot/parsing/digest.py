"""A text of unknown form becomes a digest."""

import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Final

from bot.errors import UnknownDigestFormat
from bot.models import Digest
from bot.parsing.decoding import decode_text
from bot.parsing.digest_format import DigestFormat, KnownDays
from bot.parsing.formats import FORMATS
from bot.text.shortening import shorten
from bot.text.white_space import replace_surrogates, squeeze

_NONE_GIVEN: Final[Mapping[str, date]] = {}


def parse_digest(
    text: str,
    *,
    source: str,
    today: date,
    issued_on: date | None = None,
    given_days: Mapping[str, date] = _NONE_GIVEN,
) -> Digest:
    """Read a digest of any known form.

    Args:
        text: the digest as received; line numbers count in it.
        source: where it came from, for people. The form is told by the content alone.
        today: no date of the digest is read as lying after it, where the text leaves a choice.
        issued_on: the day that the digest is of, where the operator knows it.
        given_days: what the operator said earlier, by the digests' content hashes.

    Raises:
        UnknownDigestFormat: the text is in none of the forms.
        MalformedDigest: the form is known, but nothing of the text can be read.
    """
    content = replace_surrogates(text).removeprefix("\ufeff")
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if not content.strip():  # the known forms would be no help
        raise UnknownDigestFormat(f"This is no digest: it holds {_describe(content)}.")
    digest_format = _find_format(content)
    if digest_format is None:
        raise UnknownDigestFormat(
            f"This is no digest of a form that Paperboy knows: it holds {_describe(content)}. "
            f"Known are {'; '.join(known.description for known in FORMATS)}."
        )
    content_hash = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    given_on = issued_on or given_days.get(content_hash)
    contents = digest_format.parse(content, KnownDays(today=today, issued_on=given_on))
    return Digest(
        source=source,
        format=digest_format.name,
        content_hash=content_hash,
        issued_on=contents.issued_on,
        issued_on_is_inferred=contents.issued_on_is_inferred,
        entries=contents.entries,
        skipped=contents.skipped,
        issued_on_is_given=given_on is not None,
    )


def parse_content(
    content: bytes,
    *,
    source: str,
    today: date,
    issued_on: date | None = None,
    given_days: Mapping[str, date] = _NONE_GIVEN,
) -> Digest:
    """Read a digest as it lies in a file; see `parse_digest`.

    Raises:
        UnknownDigestFormat: it is no text, or in none of the forms.
        MalformedDigest: the form is known, but nothing of the text can be read.
    """
    return parse_digest(
        decode_text(content),
        source=source,
        today=today,
        issued_on=issued_on,
        given_days=given_days,
    )


def _find_format(text: str) -> DigestFormat | None:
    return next((known for known in FORMATS if known.is_format(text)), None)


def _describe(text: str) -> str:
    """What a text seems to be instead."""
    beginning = text[:2000].lstrip()
    if not beginning:
        return "nothing but white space" if text else "nothing"
    if "\0" in beginning:
        return "binary data"
    if re.match(r"<(?:!doctype|html|\?xml|!--)", beginning, re.IGNORECASE):
        return "a web page that shows no papers of Hugging Face"
    if beginning.startswith(("{", "[")):
        return "JSON without papers"
    return f"a text that begins “{shorten(squeeze(beginning), 60)}”"
