"""Facts from foreign JSON: each is either what was expected, or unknown.

Papers come with fields missing, empty or of another type. None of that may cost the paper, so
these functions answer None (or nothing) where a value is not what it should be.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.models import Organization
from bot.text.white_space import is_blank, replace_surrogates, squeeze

# Beyond this a count is a mistake, and an integer that a database may not take.
_MAX_COUNT = 10**9

_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


def find_text(value: Any) -> str | None:
    """A text with something in it, as it stands but for halves of characters."""
    if not isinstance(value, str) or is_blank(value):
        return None
    return replace_surrogates(value)


def find_line(value: Any) -> str | None:
    """A text as one line."""
    if not isinstance(value, str):
        return None
    line = " ".join(value.split())
    if not line.isprintable():  # few are not
        line = squeeze(replace_surrogates(line))
    return line or None


def find_lines(value: Any) -> tuple[str, ...]:
    """The texts of a list, each as one line; what is no text is left out."""
    if not isinstance(value, list):
        return ()
    return tuple([line for line in map(find_line, value) if line is not None])


def find_count(value: Any) -> int | None:
    """A number of things."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _MAX_COUNT else None


def find_day(value: Any) -> date | None:
    """The day in UTC of an instant or day in ISO 8601: `"2026-01-05T00:21:56.456Z"`."""
    instant = find_instant(value)
    return None if instant is None else instant.date()


def find_instant(value: Any) -> datetime | None:
    """An instant in ISO 8601; one without a time zone is in UTC."""
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value.strip())
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def find_url(value: Any) -> str | None:
    """A web address."""
    line = find_line(value)
    is_url = line is not None and line.startswith(("https://", "http://")) and " " not in line
    return line if is_url else None


def find_organization(value: Any, *, slug: str, name: str) -> Organization | None:
    """An organisation, from the keys that hold its slug and its name; one of them is enough."""
    if not isinstance(value, dict):
        return None
    found_slug, found_name = find_line(value.get(slug)), find_line(value.get(name))
    if found_slug is None and found_name is None:
        return None
    return Organization(found_slug or found_name or "", found_name or found_slug or "")


def find_object(value: Any) -> Mapping[str, Any] | None:
    """A JSON object."""
    return value if isinstance(value, dict) else None


def describe_kind(value: Any) -> str:
    """What was found instead, for a reason: "a number"."""
    if isinstance(value, str) and not squeeze(value):
        return "an empty text"
    return "nothing" if value is None else _KINDS.get(type(value), "something else")
