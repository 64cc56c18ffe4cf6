"""Trimming: what a sentence of an abstract can lose at either end and still be a sentence.

Nothing is changed, only left off: what remains stands in the sentence as it is.
"""

import re
from typing import Final

# What is a clause of its own wherever it begins.
_SUBJECT: Final = r"(?:we\ (?!,)|this\ (?:paper|work|article|report|study|survey|review)\ (?!,))"
_THIS_PAPER: Final = (
    r"in\ (?:this|the\ present|our)\ (?:\w+\ )?"
    r"(?:paper|work|article|report|study|survey|review|letter|note)"
)
# Openings that join a sentence to the one before, or say nothing. Any clause may follow them.
_CONNECTIVE: Final = re.compile(
    rf"""(?:{_THIS_PAPER}
        |(?:to|towards?|for|with|in)\ (?:this|that|these)\ (?:end|aim|purpose|goal|light|effect)
        |to\ do\ (?:so|this)
        |to\ (?:address|tackle|solve|overcome|mitigate|alleviate|bridge|resolve|remedy|fill|close
            |handle|meet|achieve|counter|answer|reach|realize)\ (?:it|this|these|that|the|such)
            (?:\ [\w’'-]+){{0,3}}
        |(?:inspired|motivated|guided|driven)\ by\ (?:this|these)(?:\ \w+){{0,2}}
        |(?:building|based)\ (?:up)?on\ (?:this|these)(?:\ \w+){{0,2}}
        |in\ (?:particular|addition|contrast|short|summary|response|turn|fact|practice|doing\ so)
        |as\ a\ (?:result|consequence|solution|remedy|first\ step)|by\ contrast|at\ its\ core
        |more\ (?:specifically|precisely|importantly|concretely)
        |however|thus|hence|instead|rather|here|herein|besides|further|next|then|also|so|and|but|yet
        |still|meanwhile|overall|indeed|therefore|furthermore|moreover|nevertheless|nonetheless
        |first|second|third|\w+ly
    ),\ (?!including|such|which|where|namely|and\ |or\ |as\ well)""",
    re.VERBOSE | re.IGNORECASE,
)
# Longer ones tell of a purpose or a means. Only a known subject ends them for sure.
_ADVERBIAL: Final = re.compile(
    rf"""(?:in|to|towards?|for|by|with|without|using|through|from|as|on|under|unlike|instead|rather
        |via|at|since|because|given|while|whereas|although|though|when|if
        |even|after|before|despite|beyond|among|across|within|upon|throughout|during|over|contrary
        |alongside|more|further|here|driven|\w+ing|\w+ed)\b[^.;:?!]{{0,240}}?,\ (?={_SUBJECT})""",
    re.VERBOSE | re.IGNORECASE,
)
_WITHOUT_COMMA: Final = re.compile(
    rf"(?:{_THIS_PAPER}|here|herein|thus|hence|therefore|then|further|next|also|so|and|but"
    rf"|to this end|to do so|first|second|\w+ly) (?={_SUBJECT})",
    re.IGNORECASE,
)
# Where a clause may end: before what only adds to it.
_ADDITION: Final = re.compile(
    r"""(?:;\ )
        |,\ (?:which|where|whereas|whereby|thereby|thus|hence|including
            |(?:achiev|outperform|lead|result|enabl|allow|mak|yield|provid|reduc|improv|surpass
                |demonstrat|show|eliminat|avoid|preserv|offer|reach|deliver|ensur)ing)\b""",
    re.VERBOSE,
)
_CLAUSE: Final = re.compile(_SUBJECT, re.IGNORECASE)
# What is shown or asked is a clause of its own, whose verb may stand behind the addition.
_CLAUSE_IN_CLAUSE: Final = re.compile(
    r"""\b(?:show|demonstrate|find|prove|argue|observe|report|discover|establish|verify|confirm
        |conclude|hypothesi[sz]e|suggest|posit|claim|study|investigate|examine|explore|analy[sz]e
        |ask|explain|reveal|illustrate|note|identify|see|assume|ensure|point\ out)(?:s|ing)?
        \ (?:\w+\ )?(?:that|how|why|whether|what|when|if|where)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# What is counted up behind such a colon can be left off, however little stands before it.
_ENUMERATION: Final = re.compile(
    r"(?<! to| of| by| as| in| on)(?<! for|into|with|from| are|lude)(?<!ludes): (?=\(?(?:1|i|a)\))"
)
_NO_LEADS: Final = ("We ", "This ", "Our ", "The ", "A ")
_ENUMERATOR: Final = re.compile(r"(?<![\w(])(?:\d{1,2}|[a-h]|[ivx]{1,4})\)")
_PAIRS: Final = ("()", "[]", "{}", "“”")
# A sentence longer than this loses what only adds to it, if so much is left. Both in words, and
# found on the texts that `bot.summarising.tldr_weights` was learnt from.
_LONG_WORDS: Final = 22
_LEFT_WORDS: Final = 15
_LEFT_BEFORE_ENUMERATION_WORDS: Final = 8


def find_starts(sentence: str) -> tuple[int, ...]:
    """Where the sentence can begin: behind its lead phrases, and at 0 unless it leans there.

    >>> sentence = "However, by sharing keys, we shrink the cache."
    >>> [sentence[start:] for start in find_starts(sentence)]
    ['by sharing keys, we shrink the cache.', 'we shrink the cache.']
    """
    if sentence.startswith(_NO_LEADS):
        return (0,)
    start = 0
    while match := _CONNECTIVE.match(sentence, start) or _WITHOUT_COMMA.match(sentence, start):
        start = match.end()
    starts = [start]
    lowered = sentence.lower()
    may_begin_later = ", we " in lowered or ", this " in lowered
    match = _ADVERBIAL.match(sentence, start) if may_begin_later else None
    if match and is_balanced(sentence[: match.end()]):
        starts.append(match.end())
    return tuple(starts)


def find_end(sentence: str, start: int = 0) -> int:
    """Where the sentence that begins at `start` can end: long ones without what only adds to them.

    >>> sentence = "We keep the cache of keys small by two means: (1) sharing, and (2) forgetting."
    >>> sentence[:find_end(sentence)]
    'We keep the cache of keys small by two means'
    """
    if not _CLAUSE.match(sentence, start):
        return len(sentence)
    counted = _ENUMERATION.search(sentence, start) if ": " in sentence else None
    if counted and _is_whole(sentence[start : counted.start()], _LEFT_BEFORE_ENUMERATION_WORDS):
        end = counted.start()
    else:
        end = len(sentence)
    if sentence.count(" ", start, end) >= _LONG_WORDS:
        for match in _ADDITION.finditer(sentence, start, end):
            if _is_whole(sentence[start : match.start()], _LEFT_WORDS):
                return match.start()
    return end


def _is_whole(clause: str, least_words: int) -> bool:
    return (
        clause.count(" ") + 1 >= least_words
        and ":" not in clause
        and _CLAUSE_IN_CLAUSE.search(clause) is None
        and is_balanced(clause)
    )


def is_balanced(text: str) -> bool:
    """Whether what is opened in the text is closed there: brackets, quotation marks, formulas.

    The marks of an enumeration, as in "1) keys", count as nothing.

    >>> is_balanced("a cache (of keys)"), is_balanced("a cache (of")
    (True, False)
    """
    if ")" in text and _ENUMERATOR.search(text):
        text = _ENUMERATOR.sub("", text)
    return (
        all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)
        and text.count('"') % 2 == text.count("$") % 2 == 0
    )
