r"""Discord's markup: taken off a message, so that what is left are its author's own words."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.text.shortening import ELLIPSIS
from bot.text.white_space import replace_surrogates, squeeze

_FENCE: Final = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_INLINE_CODE: Final = re.compile(r"(`{1,2})(?!`)([^`\n]+)\1(?!`)")
# Code that is no more than a name reads like a word of its sentence: `softmax`, `serve.py`.
_NAME: Final = re.compile(r"[\w][\w.+#-]{0,39}")
_REST_QUOTED: Final = re.compile(r"(?m)^\s{0,3}>>>\s.*\Z", re.DOTALL)
_QUOTED_LINE: Final = re.compile(r"(?m)^\s{0,3}>(?:\s.*)?$")
_MENTION: Final = re.compile(r"<(?:@[!&]?|#)\d+>|<id:\w+>|</[^:>\n]{1,80}:\d+>")
_EMOJI: Final = re.compile(r"<a?:\w{1,32}:\d+>|(?<![\w:]):\w{2,32}:(?![\w:])")
_TIMESTAMP: Final = re.compile(r"<t:(-?\d{1,12})(?::[a-zA-Z])?>")
_MASKED_LINK: Final = re.compile(
    r"\[([^\[\]\n]{1,300})\]\(<?https?://[^\s)>]+>?(?:\s\"[^\"\n]*\")?\)"
)
_LINK_IN_BRACKETS: Final = re.compile(r"<(https?://[^\s>]+)>")
_EMPHASIS: Final = (
    re.compile(r"\|\|(?=\S)(.+?)(?<=\S)\|\|", re.DOTALL),
    re.compile(r"(?<![*\w])\*{1,3}(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*{1,3}(?!\*)"),
    re.compile(r"(?<!\w)_{1,3}(?=[^\s_])(.+?)(?<=[^\s_])_{1,3}(?!\w)"),
    re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"),
)
_LINE_START: Final = re.compile(r"(?m)^\s*(?:#{1,3}\s+|-#\s+|[-*•]\s+)")
_ESCAPED: Final = re.compile(r"\\([*_~|`>#\[\]()-])")
_MARKS: Final = "`*_~|<[:\\>#-•"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Longer texts than any service sends are cut, so that no message takes long.
_LONGEST_CHARS: Final = 20_000


def clean_message(text: str) -> str:
    r"""What the author of a message says in it, a line for each of its lines.

    Left out are quoted lines, code in fences, and emoji that a server made. Code within a line is
    kept where it is a name, such as `softmax`, else … stands for it, as for mentions that were not
    resolved. Bold, italics, spoilers, headings, bullets and masked links lose their signs, a
    timestamp is written out in UTC. All else, white space aside, stays as it is.

    >>> clean_message("> why?\n**Because** `softmax` [overflows](https://example.org) <:sad:12>")
    'Because softmax overflows'
    >>> clean_message("<@123> runs `x = y` at <t:0:t>")
    '@… runs … at 1970-01-01 00:00 UTC'
    """
    text = replace_surrogates(text[:_LONGEST_CHARS])
    if any(mark in text for mark in _MARKS):
        text = _take_marks_off(text)
    lines = (squeeze(line) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def find_quotes(text: str) -> list[str]:
    """The lines that a message quotes, squeezed, without the sign before them."""
    if ">" not in text:
        return []
    quoted = (squeeze(found.group()) for found in _QUOTED_LINE.finditer(_FENCE.sub("\n", text)))
    return [words for line in quoted if (words := line.lstrip("> "))]


def without_code(text: str) -> str:
    """The text without fences; quotes stay, since they say what somebody writes about."""
    return _FENCE.sub("\n", text) if "```" in text else text


def _take_marks_off(text: str) -> str:
    text = _FENCE.sub("\n", text)
    text = _REST_QUOTED.sub("", text)
    text = _QUOTED_LINE.sub("", text)
    text = _INLINE_CODE.sub(_keep_name, text)
    text = _MASKED_LINK.sub(r"\1", text)
    text = _LINK_IN_BRACKETS.sub(r"\1", text)
    text = _MENTION.sub(_shorten_mention, text)
    text = _TIMESTAMP.sub(_write_out, text)
    text = _EMOJI.sub(" ", text)
    for emphasis in _EMPHASIS:
        text = emphasis.sub(r"\1", text)
    text = _LINE_START.sub("", text)
    return _ESCAPED.sub(r"\1", text)


def _keep_name(found: re.Match[str]) -> str:
    code = found[2].strip()
    return code if _NAME.fullmatch(code) else ELLIPSIS


def _shorten_mention(found: re.Match[str]) -> str:
    sign = found.group()[1]
    return f"{sign}{ELLIPSIS}" if sign in "@#" else ELLIPSIS


def _write_out(found: re.Match[str]) -> str:
    try:
        instant_at = _EPOCH + timedelta(seconds=int(found[1]))
    except OverflowError:
        return ELLIPSIS
    return f"{instant_at:%Y-%m-%d %H:%M} UTC"
