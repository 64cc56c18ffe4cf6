"""Shortening: cutting a text to a length without cutting a word."""

ELLIPSIS = "…"


def shorten(text: str, limit_chars: int) -> str:
    """The text, or its beginning up to a word's end and an ellipsis, within the limit.

    A single word longer than the limit is cut, since nothing else would be left.

    >>> shorten("one small index for many papers", 20)
    'one small index for…'
    >>> shorten("short enough", 20)
    'short enough'
    """
    if len(text) <= limit_chars:
        return text
    if limit_chars < 1:
        return ""
    cut = text[: limit_chars - 1]
    if not text[limit_chars - 1].isspace():
        head, _, _ = cut.rpartition(" ")
        cut = head or cut
    return cut.rstrip(" ,;:–—-(") + ELLIPSIS
