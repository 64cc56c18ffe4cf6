"""Bytes in, text out: the encodings in which people's programs save digests."""

import codecs
from typing import Final

from bot.errors import UnknownDigestFormat

# The longer marks first: UTF-32's begins like UTF-16's.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a file is instead, by how it begins.
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document or a mail of Outlook (.msg)"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"RIFF", "sound or film"),
)
_LOOKED_AT_BYTES: Final = 4_096
# Control characters that texts do not have, and how many of them make it binary.
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_BINARY_SHARE: Final = 0.02
# From this share of NUL bytes at even, or at odd places on, it is UTF-16 without its mark.
_WIDE_SHARE: Final = 0.3
# So large a share of bytes that are no UTF-8 is no damage, but another encoding.
_DAMAGED_SHARE: Final = 0.01


def decode_text(content: bytes) -> str:
    r"""Read UTF-8, UTF-16 and UTF-32 with or without their marks, else Windows' cp1252.

    A byte or two that are no UTF-8 in a text that otherwise is do not make it another encoding:
    they become U+FFFD.

    >>> decode_text("naïve".encode("utf-16")), decode_text(b"na\xefve \x96 so")
    ('naïve', 'naïve – so')

    Raises:
        UnknownDigestFormat: it is no text; the message says what it seems to be.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if (wide := _find_wide_encoding(content[:_LOOKED_AT_BYTES])) is not None:
        return content.decode(wide, "replace")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = _decode_otherwise(content)
    _check_that_text(content)
    return text


def _find_wide_encoding(beginning: bytes) -> str | None:
    half = len(beginning) // 2
    if half:
        if beginning[1::2].count(0) > _WIDE_SHARE * half and not beginning[::2].count(0):
            return "utf-16-le"
        if beginning[::2].count(0) > _WIDE_SHARE * half and not beginning[1::2].count(0):
            return "utf-16-be"
    return None


def _decode_otherwise(content: bytes) -> str:
    """cp1252, unless most of what is no ASCII is well-formed UTF-8."""
    replaced = content.decode("utf-8", "replace")
    foreign_count = replaced.count("\N{REPLACEMENT CHARACTER}")
    well_formed_count = sum(not character.isascii() for character in replaced) - foreign_count
    if foreign_count <= well_formed_count:
        return replaced
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        if foreign_count <= _DAMAGED_SHARE * len(content):
            return replaced
        raise _refuse("text in an encoding that is not known, or binary data") from None


def _check_that_text(content: bytes) -> None:
    beginning = content[:_LOOKED_AT_BYTES]
    for signature, what in _SIGNATURES:
        if beginning.startswith(signature) and not beginning.isascii():
            raise _refuse(what)
    if beginning.startswith(b"%PDF-"):
        raise _refuse("a PDF")
    control_count = len(beginning) - len(beginning.translate(None, _CONTROLS))
    if control_count > _BINARY_SHARE * len(beginning):
        raise _refuse("binary data")


def _refuse(what: str) -> UnknownDigestFormat:
    return UnknownDigestFormat(
        f"Expected text (UTF-8, UTF-16 or cp1252), or a gzip, zip or tar archive of texts; found "
        f"{what}."
    )
