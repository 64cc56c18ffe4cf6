"""The mail of Daily Papers, as a mail program saves it.

    From: daily_papers_digest@notifications.huggingface.co
    Subject: Daily papers of 6 May 2026

Its HTML part has a link for each paper, `https://huggingface.co/papers/<id>?…`, with the text
`Title (52 ▲)`: title, id and upvotes, and no abstract. Forwarded mails are read, too, and links
that lead through another site.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from itertools import chain, count
from quopri import decodestring
from typing import Final

from bot.errors import MalformedDigest
from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.html_markup import find_linked_arxiv_id, flowing_text_of, parse_html, text_behind
from bot.parsing.text_lines import find_first_lines, quote
from bot.text.day_names import MONTHS
from bot.text.display import clean_text
from bot.text.white_space import squeeze

# A header of a mail: names and texts, and among the first a sender's or a subject's.
_HEADER: Final = re.compile(r"\s*(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[ \t][^\n]*\n")
_TELLING_HEADER: Final = re.compile(
    r"^(?:From|Subject|Date|MIME-Version|Content-Type|Received):", re.MULTILINE | re.IGNORECASE
)
_MONTH: Final = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_NUMBER: Final = r"(?P<{}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_SUBJECT_DAY: Final = re.compile(
    rf"papers of\s+(?:\w+,?\s+)?(?:{_NUMBER.format('day')}\s+(?P<month>{_MONTH})"
    rf"|(?P<first_month>{_MONTH})\.?\s+{_NUMBER.format('second_day')})\.?,?\s+(?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)
_ARROW: Final = "[▲△⬆🔼👍]\ufe0f?"
_COUNT: Final = r"[0-9][0-9,.]{0,9}k?"
_UPVOTES: Final = re.compile(
    rf"\s*\(\s*(?:({_COUNT})\s*{_ARROW}|{_ARROW}\s*({_COUNT}))\s*\)\s*$", re.IGNORECASE
)
# In a mail without HTML: the title, then its link, on the same line or the next.
_PLAIN_LINE: Final = re.compile(
    r"^[ \t>*•-]{0,50}+(?P<title>\S[^\n]{0,500}?)[ \t]{0,50}(?:\n[ \t>]{0,50})?"
    r"[<(\[]?(?P<url>https?://\S+?)[>)\]]?[ \t]*$",
    re.MULTILINE,
)
_NAMED: Final = re.compile(
    r"huggingface\.co(?:/|%(?:25)*2F)papers(?:/|%(?:25)*2F)([0-9]{4}\.[0-9]{4,5})"
)
_ID: Final = re.compile(r"(?=((?:[a-z-]{2,10}/[0-9]{7})|[0-9]{4}\.[0-9]{4,5}))")
# Longer ones are lists of people, and none of those that are read here.
_HEADER_LIMIT_CHARS: Final = 4_000
# Parts that hold parts: a forwarded mail has three or four of them.
_HOLDER: Final = re.compile(
    r"^content-type:\s*(?:multipart|message)/", re.MULTILINE | re.IGNORECASE
)
_HOLDER_LIMIT: Final = 50
# What quoted-printable looks like; a damaged header may not say so.
_QUOTED: Final = re.compile(rb"=3D|=\r?\n")  # other codes stand in links, too: ?on=2026
_ENCODINGS: Final = ("quoted-printable", "base64")
_EXPECTED: Final = "expected a mail of Daily Papers, with links to huggingface.co/papers/…"


def is_daily_mail(text: str) -> bool:
    """Tell whether a text begins with the header of a mail."""
    if _HEADER.match(text) is None:
        return False
    header, _, body = text.lstrip().partition("\n\n")
    return bool(body) and len({m[0].lower() for m in _TELLING_HEADER.finditer(header)}) > 1


def parse_daily_mail(text: str, known: KnownDays) -> DigestContents:
    """Read the papers that a mail links to; its day is the one in the subject, else its own.

    Raises:
        MalformedDigest: the mail links to no paper, or holds more mails and groups of parts than
            any; those inside one another take minutes.
    """
    if len(_HOLDER.findall(text)) > _HOLDER_LIMIT:
        found = f"a mail that holds more than {_HOLDER_LIMIT} mails and groups of parts"
        raise MalformedDigest(f"{_EXPECTED}; found {found}.")
    message = _read_message(text)
    parts = [*_iter_parts([*_iter_links(message)], text)]
    if not any(isinstance(part, DigestEntry) for part in parts):
        subject = quote(_header(message, "Subject")) or "a mail"
        raise MalformedDigest(f"{_EXPECTED}; found none in {subject}.")
    issued_on = known.issued_on or _find_subject_day(message) or _find_sent_day(message)
    return collect_contents(parts, issued_on=issued_on)


DAILY_MAIL: Final = DigestFormat(
    name="daily_mail",
    description="the mail of Daily Papers (.eml)",
    is_format=is_daily_mail,
    parse=parse_daily_mail,
)


class _BoundedHeaders(Compat32):
    """Headers as texts, of bounded length: to take long ones apart takes for ever."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        # What is no ASCII in it was kept byte by byte.
        text = value[:_HEADER_LIMIT_CHARS].encode("ascii", "surrogateescape")
        return name, text.decode("utf-8", "replace")


def _read_message(text: str) -> Message:
    return message_from_bytes(text.lstrip().encode(), policy=_BoundedHeaders())


def _header(message: Message, name: str) -> str:
    value = str(message[name] or "")
    try:
        return squeeze(str(make_header(decode_header(value))))
    except (ValueError, LookupError, MessageError):
        return squeeze(value)  # it is encoded in a way of its own


def _find_subject_day(message: Message) -> date | None:
    """The day in the mail's subject, else in that of a mail that it forwards."""
    subjects = (_header(part, "Subject") for part in message.walk())
    texts = (body for _, body in _iter_bodies(message))
    found = map(_SUBJECT_DAY.search, chain(subjects, texts))
    days = (_read_day(match) for match in found if match is not None)
    return next((day for day in days if day is not None), None)


def _read_day(match: re.Match[str]) -> date | None:
    name = match["month"] or match["first_month"]
    month = next(n for n, m in enumerate(MONTHS, 1) if m.lower().startswith(name.lower()[:3]))
    try:
        return date(int(match["year"]), month, int(match["day"] or match["second_day"]))
    except ValueError:
        return None


def _find_sent_day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, LookupError, TypeError, OverflowError):
        return None


def _iter_parts(
    links: Sequence[tuple[str, str]], text: str
) -> Iterator[DigestEntry | SkippedEntry]:
    seen: set[str] = set()
    positions = count(1)
    lines = find_first_lines(text, _ID)
    for shown, arxiv_id in links:
        if arxiv_id in seen:
            continue
        upvotes = _UPVOTES.search(shown)
        title = _UPVOTES.sub("", shown)
        if not title:
            continue  # a picture, or a button; another link to the paper holds the title
        seen.add(arxiv_id)
        yield DigestEntry(
            position=next(positions),
            line=lines.get(arxiv_id, 1),
            title=clean_text(title),
            title_received=title,
            arxiv_id=arxiv_id,
            upvotes=_count_of(upvotes[1] or upvotes[2]) if upvotes else None,
        )
    named = [arxiv_id for _, arxiv_id in links]
    unbroken = text.replace("=\n", "")  # as quoted-printable breaks long lines
    for unread in dict.fromkeys([*named, *(match[1] for match in _NAMED.finditer(unbroken))]):
        if unread not in seen:
            reason = f"no title was found for {unread}, to which the mail links"
            yield SkippedEntry(lines.get(unread, 1), reason)


def _iter_links(message: Message) -> Iterator[tuple[str, str]]:
    """The links to papers: what they say, and the arXiv id that they lead to."""
    pages = [body for kind, body in _iter_bodies(message) if kind == "text/html"]
    for page in pages:
        for link in parse_html(page, part_of="a mail").css("a[href]"):
            arxiv_id = find_linked_arxiv_id(link.attributes.get("href") or "")
            if arxiv_id is not None:
                shown = flowing_text_of(link)
                behind = "" if _UPVOTES.search(shown) else text_behind(link)
                yield (
                    f"{shown} {behind}" if shown and _UPVOTES.fullmatch(behind) else shown,
                    arxiv_id,
                )
    if not pages:
        for _, body in _iter_bodies(message):
            for match in _PLAIN_LINE.finditer(body):
                arxiv_id = find_linked_arxiv_id(match["url"])
                if arxiv_id is not None:
                    yield squeeze(match["title"]), arxiv_id


def _count_of(text: str) -> int | None:
    """A whole number; rounded ones, such as 1.2k, are not known."""
    whole = text.replace(",", "")
    return int(whole) if whole.isdecimal() else None


def _iter_bodies(message: Message) -> Iterator[tuple[str, str]]:
    """The mail's texts, also those of a mail that is attached to it."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/html", "text/plain"):
            yield kind, _decode(part)


def _decode(part: Message) -> str:
    """The part's text; what was sent without an encoding was decoded with the whole mail."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    encoding = _header(part, "Content-Transfer-Encoding").casefold()
    if encoding not in _ENCODINGS and len(_QUOTED.findall(content)) > 2:  # noqa: PLR2004 - by chance
        content, encoding = decodestring(content), _ENCODINGS[0]
    if encoding in _ENCODINGS:
        try:
            text = content.decode(part.get_content_charset("utf-8"), "replace")
            return text.replace("\r\n", "\n")
        except (LookupError, ValueError):
            pass  # a character set that nobody knows, or one that texts are not in
    return content.decode("utf-8", "replace")
