r"""The table of repairs: each kind of LaTeX debris seen in digests, and what it meant.

A rule must leave good text alone, so most look at what stands about the debris: `sim` is a sign
before `110k` and a word before `2real`. And it must run in linear time on any text: no repetition
may begin where another one can stop.

To add a rule, write it below with an example of its work, to which the tests hold it. Looking for
`sign` first, a string without which the rule has nothing to do, saves most of the work: a single
character is looked for ten times as fast as a word, and rules in a row that share a sign look once.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from bot.text.latex_meanings import (
    compose_accent,
    find_letter,
    find_spaced_symbol,
    find_symbol,
    lower_script,
    raise_script,
    read_argument,
    read_command,
    read_formula,
)
from bot.text.latex_symbols import ABBREVIATIONS, LETTERS, SYMBOLS, UNMISTAKABLE


class Rule(NamedTuple):
    """One kind of repair."""

    damaged: str  # an example
    repaired: str  # what the rules together make of it
    sign: str  # stands in every text that the rule changes
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]


def _rule(
    damaged: str,
    repaired: str,
    sign: str,
    pattern: str,
    replacement: str | Callable[[re.Match[str]], str],
) -> Rule:
    return Rule(damaged, repaired, sign, re.compile(pattern), replacement)


_STYLES = "|".join(
    """
    textit textbf texttt textsc textrm textsf textnormal emph underline mbox operatorname
    boldsymbol mathbf mathrm mathcal mathbb mathit mathsf mathfrak
    """.split()
)
_COMMANDS = "|".join((*SYMBOLS, *ABBREVIATIONS))
_GREEK = "Α-Ωα-ωϑϱ"
# Chemical elements of a formula that has more of them: the Mo and the Se of MoSe_2.
_ELEMENTS = "[A-Z][a-z][A-Z][a-z]?|[A-Z][A-Z][a-z]|[A-Z][a-z](?=_[0-9]{1,2}[A-Z])|[CNS]O"

_ESCAPES: Final = (
    _rule(r"one\\two", "one two", "\\", r"\\\\", " "),
    # TeX has no commands made of digits: this was a price, \$0.08, whose $ was taken for maths.
    _rule(r"\0.08 per task", "$0.08 per task", "\\", r"(?<![\w:])\\(?=\d)", "$"),
    _rule(
        r"Schr{\"o}dinger", "Schrödinger", "\\", r"""\{\\(['`^"~=.])([A-Za-z])\}""", compose_accent
    ),
    _rule(r"Vi\v{s}", "Viš", "\\", r"""\\(['`^"~=.uvHckr])\{([A-Za-z])\}""", compose_accent),
    _rule(r"it\'s", "it's", "\\", r"(?<=[A-Za-z])\\'(?=(?:s|t|re|ve|ll|d|m)\b)", "'"),
    # Within words only: \"open\" is a quotation.
    _rule(r"Kagom\'e", "Kagomé", "\\", r"""(?<=[A-Za-z])\\(['`^"~])([A-Za-z])""", compose_accent),
    _rule(r"St{\o}rmer", "Størmer", "\\", rf"\{{\\({'|'.join(LETTERS)})\}}", find_letter),
    _rule(r"60\% of R\&D", "60% of R&D", "\\", r"""\\([%&_#${}\[\]()~|"'])""", r"\1"),
    _rule(r"1.5\,TB", "1.5 TB", "\\", r"\\[,;:>]", " "),
    _rule(r"in\-put", "input", "\\", r"\\[!@/-]", ""),
)

# Innermost first: what stands in the braces must hold no braces.
_COMMANDS_WITH_ARGUMENTS: Final = (
    _rule(r"\sqrt[3]{log n}", "∛(log n)", "{", r"\\?sqrt\[3\]\{([^{}]*)\}", r"∛(\1)"),
    _rule("sqrt{n}", "√(n)", "{", r"\\?sqrt\{([^{}]*)\}", r"√(\1)"),
    _rule(r"\frac{1}{n}", "1/n", "{", r"\\?\bfrac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2"),
    _rule(r"as in \cite{x}", "as in [x]", "{", r"\\cite[pt]?\*?\{([^{}]*)\}", r"[\1]"),
    _rule(
        r"\textit{modular} or mathcal{O}(n)",
        "modular or O(n)",
        "{",
        rf"(?:\\|(?<![A-Za-z\\]))(?:{_STYLES})\*?\{{([^{{}}]*)\}}",
        r"\1",
    ),
    _rule(
        r"{\em entropy collapse}",
        "entropy collapse",
        "{",
        r"\{\\(?:bf|em|it|tt|rm|sc|sf|sl|bfseries|itshape)\s([^{}]*)\}",
        r"\1",
    ),
    _rule("{bf 1}", "1", "{", r"\{(?:bf|em|tt|rm|sc|sf)\s([^\s{}]{1,20})\}", r"\1"),
    # Capitals that a bibliography style was to leave alone.
    _rule("brea{K}ing", "breaKing", "{", r"(?<=[a-z])\{([A-Z]{1,4})\}", r"\1"),
    _rule("{S}ignal", "Signal", "{", r"(?<![\w^}])\{([A-Z]{1,4})\}(?=[a-z])", r"\1"),
    _rule("256{times}256", "256×256", "{", r"(?<=\d)\{(times|sim|pm|cdot)\}(?=\d)", find_symbol),
    _rule(
        r"\name{Foo} by \tool{}",
        "Foo by tool",
        "{",
        r"\\([A-Za-z]+)\*?\{([^{}]*)\}",
        read_argument,
    ),
)

_RAISED_AND_LOWERED: Final = (
    _rule("360^{circ}", "360°", "^", r"\^\{?\\?circ\b\}?", "°"),
    _rule("QK^top V", "QKᵀ V", "^", r"(?<=[\w)\]])\^\{?\\?top\b\}?", "ᵀ"),
    _rule("λ^star", "λ*", "^", r"(?<=[\w)\]])\^(?:\{\*\}|\*(?!\*)|\{?\\?(?:star|ast)\b\}?)", "*"),
    _rule("10^(-9)", "10⁻⁹", "^", r"(?<=\d)\^\((-?[0-9]{1,4})\)", r"^{\1}"),
    _rule("D^2VLM", "D²VLM", "^", r"(?<=[\w)\]])\^(-?[0-9]{1,4})(?![0-9]|\.[0-9])", r"^{\1}"),
    _rule("O(N^k)", "O(Nᵏ)", "^", r"(?<=[\w)\]])\^([A-Za-z])(?![\w^{(])", r"^{\1}"),
    _rule("D^{-1}, N^{0.7}", "D⁻¹, N^0.7", "^", r"(?<=[\w)\]|])\^\{([^{}]{1,20})\}", raise_script),
    _rule("ell_2 norm", "ℓ₂ norm", "_", r"(?<![A-Za-z\\])ell(?=_)", "ℓ"),
    # Neither in identifiers nor in file names.
    _rule(
        "E_8, MoSe_2; layer_1, GPT_4, E_8.txt",
        "E₈, MoSe₂; layer_1, GPT_4, E_8.txt",
        "_",
        rf"(?<![\w./\\])({_ELEMENTS}|(?<!-)[a-z]|[A-Z{_GREEK}ℓ])_([0-9]{{1,2}})(?![0-9a-z_]|\.\w)",
        r"\1_{\2}",
    ),
    _rule(
        "q_t + γp_t, a_file",
        "qₜ + γpₜ, a_file",
        "_",
        rf"(?<![\w./\\-])([{_GREEK}]?[A-Za-z{_GREEK}])_([aehijklmnoprstuvx])(?![\w{{(]|\.\w)",
        r"\1_{\2}",
    ),
    _rule("Λ_{24}, π_{0.5}", "Λ₂₄, π_0.5", "_", r"(?<=[\w)\]])_\{([^{}]{1,20})\}", lower_script),
)

_SYMBOLS: Final = (
    _rule(r"\eg. this", "e.g. this", "\\", r"\\eg\b\.?", "e.g."),
    _rule(r"\ie, this", "i.e., this", "\\", r"\\ie\b\.?", "i.e."),
    _rule(
        r"2.4\times with \alpha",
        "2.4× with α",
        "\\",
        rf"\\({_COMMANDS})(?![A-Za-z])(~)?",
        read_command,
    ),
    # An unknown command is a name that authors gave; \d is a regular expression, C:\Users a path.
    _rule(r"by \tool~here", "by tool here", "\\", r"(?<![\w:])\\([A-Za-z]{2,})(~)?", read_command),
    _rule(
        "of $O(n^2)$ for $5",
        "of O(n²) for $5",
        "$",
        r"(?<![\\\w$])\$\$?([^\s$](?:[^$\n]{0,78}[^\s$])?)\$\$?(?![\w$])",
        read_formula,
    ),
    _rule("$k$NN", "kNN", "$", r"(?<![\\\w$])\$([A-Za-z])\$(?!\$)", r"\1"),
)

# Commands whose backslash was lost. The first ones are words of no language. (Where a pattern that
# is tried on most texts begins with letters and looks at what stands before them afterwards, that
# is for speed.)
_NAMES_LEFT_BARE: Final = (
    *(
        _rule(
            f"a {name} b",
            f"a {SYMBOLS[name]} b",
            "arrow" if name.endswith("arrow") else name,
            rf"{name}(?<![A-Za-z_\\-]{name})(?![A-Za-z_-])",
            SYMBOLS[name],
        )
        for name in UNMISTAKABLE
    ),
    _rule("boldsymbolπ", "π", "boldsymbol", r"(?<![A-Za-z\\])boldsymbol ?(?![A-Za-z{])", ""),
    _rule(
        "2-10times faster", "2-10× faster", "times", r"times(?<=[\d⁰-⁹²³¹]times)(?![A-Za-z])", "×"
    ),
    _rule("by Rtimes", "by R×", "times", r"(?<![A-Za-z\d])([A-Z])times(?![A-Za-z])", r"\1×"),
    # A product has a number or a letter on either side, and the letters are none that are words.
    _rule(
        "n times d, 3 times a day",
        "n × d, 3 times a day",
        "times",
        r" times (?:(?<=\d times )|(?<=\b[b-zB-HJ-Z] times ))(?=\d|[b-zB-HJ-Z](?![\w'’/]|\.\w))",
        " × ",
    ),
    _rule("le 4 bits", "≤ 4 bits", "le ", r"le (?<![\w'’.-]le )(?=\d)", "≤ "),
    _rule("ge 4 bits", "≥ 4 bits", "ge ", r"ge (?<![\w'’.-]ge )(?=\d)", "≥ "),
    _rule(
        "ωapprox 2.8", "ω ≈ 2.8", "approx", rf"(approx)(?<=[{_GREEK}]approx) ?", find_spaced_symbol
    ),
    _rule("approx 1.1", "≈ 1.1", "approx", r"approx(?<![A-Za-z_\\-]approx)(?= ?\d)", "≈"),
    _rule(
        "sim110k, sim2real",
        "~110k, sim2real",
        "sim",
        r"sim(?<![A-Za-z_\\-]sim)(?=\d(?:[\d.,]*[%×xkKMBGT]|[\d.,]+)(?![A-Za-z]))",
        "~",
    ),
    _rule("at sim 1.2", "at ~1.2", "sim ", r"sim (?<![\w-]sim )(?=\d+(?:\.\d|[%×]|[kKMB]\b))", "~"),
    _rule(
        "1.11 pm 0.02", "1.11 ± 0.02", " pm ", r"(?<=\d\.\d) pm (?=\d)|(?<=\.\d\d) pm (?=\d)", " ± "
    ),
    _rule("layers (pm1)", "layers (±1)", "(pm1)", r"\(pm1\)", "(±1)"),
    _rule("as εto 0", "as ε → 0", "to ", rf"(to) (?<=[{_GREEK}]to )(?=\d)", find_spaced_symbol),
    _rule("follow: bullet On", "follow: • On", " bullet ", r"(?<=[.:;]) bullet (?=[A-Z])", " • "),
)

_TYPOGRAPHY: Final = (
    _rule("``tensor-type''", "“tensor-type”", "`", r"``([^`]{1,300}?)''", r"“\1”"),
    _rule("a ''wall,'' of", "a “wall,” of", "''", r"(?<![\w'’`])''([^'`]{1,80})''", r"“\1”"),
    _rule("a --- b", "a — b", "---", r"(?<=[\w\s%)\]”])---(?=[\w\s(\[“])", "—"),
    _rule(
        "6--9% -- e.g. --flag",
        "6–9% – e.g. --flag",
        "--",
        r"--(?:(?<=[\w%)\]”]--)(?=[\w$([“])|(?<=\s--)(?=\s))",
        "–",
    ),
    # A character by its number, as in x2014; only where that cannot be a name and a year.
    _rule(
        "tokenx2014only",
        "token—only",
        "x20",
        r"(?<=[a-z]{3})x(2013|2014|2026)(?=[a-z])",
        lambda m: chr(int(m[1], 16)),
    ),
    _rule("modelx2019s", "model’s", "x2019", r"(?<=[a-z])x2019(?=(?:s|t|re|ve|ll|d|m)\b)", "’"),
    # A tie is a space; before a number it may also mean "about", after one "to".
    _rule("test scaling~(TTS)", "test scaling (TTS)", "~", r"(?<=[A-Za-z)\]])~(?=\()", " "),
    _rule("(1)~logarithmic", "(1) logarithmic", "~", r"(?<=\))~(?=[A-Za-z])", " "),
    _rule("RTX~5090, 10X~20X", "RTX 5090, 10X~20X", "~", r"(?<=[A-Za-z]{3})~(?=\d)", " "),
    _rule("8.67~pp", "8.67 pp", "~", r"(?<=\d)~(?=[a-z]{2})", " "),
    _rule("A-Bench~ is", "A-Bench is", "~", r"(?<=[A-Za-z]{3})~(?= )", ""),
)

RULES: Final = (
    *_ESCAPES,
    *_COMMANDS_WITH_ARGUMENTS,
    *_RAISED_AND_LOWERED,
    *_SYMBOLS,
    *_NAMES_LEFT_BARE,
    *_TYPOGRAPHY,
)
