"""Encodings: those that programs save in, damage, and what is no text."""

import pytest

from bot.errors import UnknownDigestFormat
from bot.parsing.decoding import decode_text

TEXT = "Naïve Owls – at 2.7× the price\nОвы, 鳥\n" * 3


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    text = TEXT if encoding not in ("utf-16-le", "utf-16-be") else "Night Owls – 2.7×\n" * 3
    assert decode_text(text.encode(encoding)) == text


def test_texts_of_older_windows_programs_are_read() -> None:
    text = "Naïve Owls – at “2.7×” the price\r\n"
    assert decode_text(text.encode("cp1252")) == text


def test_a_damaged_byte_makes_utf_8_no_other_encoding() -> None:
    content = TEXT.encode()
    place = content.index(b"Owls")
    assert decode_text(content[:place] + b"\xff" + content[place + 1 :]) == TEXT.replace(
        "Owls", "\N{REPLACEMENT CHARACTER}wls", 1
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF", id="PDF"),
        pytest.param(b"%PDF-1.7\nplain", "a PDF", id="PDF that begins as text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture (PNG)", id="PNG"),
        pytest.param(bytes(range(32)) * 10, "binary data", id="control characters"),
        pytest.param(b"\x81\x8d\x8f\x90\x9d" * 9, "not known", id="no known encoding"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(content: bytes, what: str) -> None:
    with pytest.raises(UnknownDigestFormat) as caught:
        decode_text(content)
    assert what in str(caught.value)
    assert "Expected text" in str(caught.value)
