r"""LaTeX debris repaired: what is left of formulas and commands in texts that were made plain.

Digests carry abstracts whose `$`, `\` and links were half removed: `2.7times`, `10^{-4}`,
`{bf 1}`, `https://a.b/c{https://a.b/c}`. The repairs stand in `bot.text.latex_rules`, one rule
for each kind of damage; this module applies them where there is no link.
"""

import re
from itertools import groupby
from operator import attrgetter

from bot.text.latex_rules import RULES

# Rules in a row that have nothing to do in a text without the same sign.
_RULES_BY_SIGN = [(sign, tuple(rules)) for sign, rules in groupby(RULES, attrgetter("sign"))]
# With its tail in braces, which \href leaves behind and `split` drops, since it is no group.
_LINK = re.compile(
    r"""
    (
        https?:// (?: [^\s{}\\] | \\[_%&\#~] )+
      | (?<![\w.@/-]) (?: [A-Za-z0-9-]{1,63} \. ){1,4} [a-z]{2,12} / [^\s{}\\]*  # no https://
    )
    (?: \{ [^{}]* \} (?![\w/]) )?
    """,
    re.VERBOSE,
)
# Some of it stands in every text with a link; most texts with a slash have none.
_LINK_HINT = re.compile(r"://|\.[a-z]{2,12}/")
_ESCAPE_IN_LINK = re.compile(r"\\([_%&#~])")
_LINK_COMMAND = re.compile(
    r"(?P<glue>(?<=[\w.,;)]))?\\(?:url|href)\{\s?(?P<link>https?://[^\s{}]+)\s?\}"
    r"(?:\{(?P<text>[^{}]*)\})?"
)

# One round repairs all that real texts show, and a second finds nothing more. More rounds are
# needed only by nested commands; a text that needs more than these is no abstract.
_MAX_ROUNDS = 8


def repair_latex(text: str) -> str:
    r"""Repair LaTeX debris in a line of text. Links and what only looks like LaTeX stay.

    The repaired text is never repaired further: calling this twice is calling it once. A text
    that would not settle is handed back as it came.

    >>> repair_latex(r"up to 2.7times at le 4 bits, O(L^3), \textit{only} 60\% of \tool")
    'up to 2.7× at ≤ 4 bits, O(L³), only 60% of tool'
    >>> repair_latex("3 times faster for $5 than d_out in https://a.b/E_8{here}.")
    '3 times faster for $5 than d_out in https://a.b/E_8.'
    """
    settled = text
    for _ in range(_MAX_ROUNDS):
        repaired = _repair_once(settled)
        if repaired == settled:
            return settled
        settled = repaired
    return text


def _repair_once(text: str) -> str:
    if "/" not in text or _LINK_HINT.search(text) is None:
        return _apply_rules(text)
    if "{" in text:
        text = _LINK_COMMAND.sub(_name_link, _LINK.sub(r"\1", text))
    pieces = _LINK.split(text)
    pieces[::2] = [_apply_rules(piece) for piece in pieces[::2]]
    pieces[1::2] = [_ESCAPE_IN_LINK.sub(r"\1", link) for link in pieces[1::2]]
    return "".join(pieces)


def _apply_rules(text: str) -> str:
    for sign, rules in _RULES_BY_SIGN:
        if sign in text:
            for rule in rules:
                text = rule.pattern.sub(rule.replacement, text)
    return text


def _name_link(match: re.Match[str]) -> str:
    """Write a link's text before the link, as print does."""
    space = "" if match["glue"] is None else " "
    return space + (f"{match['text']} ({match['link']})" if match["text"] else match["link"])
