"""White space and characters that nobody sees."""

import re

# Control characters that are no white space, zero-width characters, and marks that turn the
# direction of writing: they come along with copied text, and can make a line read as another.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# Half a character of UTF-16: no file and no database takes it.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BEGINNING_CHARS = 100  # long texts show something here already


def squeeze(text: str) -> str:
    r"""Turn every run of white space into one space, and drop what is invisible.

    Line breaks, tabs, no-break spaces and the other spaces of Unicode all count as white space.

    >>> squeeze("  Attention\n  is\u00a0all\u200b you need ")
    'Attention is all you need'
    """
    line = " ".join(text.split())
    if line.isprintable():  # most lines are, and are told quickly
        return line
    return " ".join(_INVISIBLE.sub("", text).split())


def is_blank(text: str) -> bool:
    r"""Whether nobody sees anything in the text.

    >>> is_blank(" \n\u200b"), is_blank(" .")
    (True, False)
    """
    return not (squeeze(text[:_BEGINNING_CHARS]) or squeeze(text))


def replace_surrogates(text: str) -> str:
    r"""Put U+FFFD in the place of halves of characters, which JSON escapes can bring in.

    >>> replace_surrogates("\ud83d and 🎉")
    '� and 🎉'
    """
    try:
        text.encode()  # much quicker than looking for what cannot be encoded
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text
