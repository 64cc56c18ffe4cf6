"""Reactions: whether a remark answers, agrees, declines, or takes something back."""

import re
from typing import Final

from bot.summarising.discussion.remarks import Remark


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_NO_ANSWER: Final = _phrase(
    r"""\b(?:good|great|interesting|nice|fair|excellent)\s(?:question|one)\b
    | ^same(?:\W*$|\s(?:here|question|problem|issue)\b)
    | ^(?:me\stoo|following|bump|\+\s?1|idk|dunno)\b
    | \bno\s(?:idea|clue)\b | \bnot\s(?:a\sclue|sure(?:\seither)?[.!]*$)
    | \b(?:i|we)\s(?:really\s|also\s|honestly\s)?(?:don'?t|do\snot|didn'?t)\sknow(?:\seither)?\b
    | \bi\swonder(?:ed)?\b | \bwondering\sthe\ssame\b | \b(?:was|am)\sgoing\sto\sask\b
    | \bwould\s(?:also\s)?(?:love|like)\sto\sknow\b
    | \b(?:nobody|no\sone)\s(?:knows|said|has|tried|did|ever)\b
    | \b(?:i'?ll|i\swill|let\sme|i\scan|we\sshould|i'?m\sgoing\sto)\s
        (?:have\sto\s)?(?:check|ask|find\sout|look|see|get\sback|think\sabout|dig|investigate)\b
    | ^(?:hm+|huh|interesting)\W*$"""
)
_AGREEMENT: Final = _phrase(
    r"""^\W*(?:ok(?:ay|ey)?|yes|yep|yup|yeah|ya|sure|agreed?|i\s(?:\w+\s)?agree|deal|done|fine
    |sounds?\s(?:good|great|like\sa\splan|reasonable)|good\s(?:idea|plan|call)|great(?:\sidea)?|works\sfor\s(?:me|us)
    |perfect|\+\s?1|will\sdo|on\sit|i\scan\s(?:do|take)|i'?ll\s(?:do|take)|absolutely|definitely
    |of\scourse|makes\ssense|no\sobjections?|i'?m\sin|let'?s\sdo|seconded|alright
        |\N{THUMBS UP SIGN}|\N{WHITE HEAVY CHECK MARK})(?![\w'’])"""
)
_MERE_SIGN: Final = re.compile("^[\N{THUMBS UP SIGN}\N{WHITE HEAVY CHECK MARK}\N{OK HAND SIGN}]")
_REFUSAL: Final = _phrase(
    r"""^\W*(?:no(?!\s(?:problem|worries|objection))|nope|nah|i\s(?:\w+\s)?disagree|please\s(?:don'?t|not)|rather\snot
    |not\s(?:so\sfast|yet|convinced|again)|-\s?1|veto|i'?d\srather|i\sdon'?t\sthink\s(?:so|we))(?!\w)
    | ^\N{THUMBS DOWN SIGN}"""
)
_TAKEN_BACK: Final = _phrase(
    r"""\b(?:scrap|scratch|forget|strike|cancel|ignore|drop|undo)\s(?:that|it|this|my\slast)\b
    | \bnever\s?mind\b | \bnvm\b | \bon\ssecond\sthoughts?\b | \btake\s(?:that|it)\sback\b
    | \bchanged\s(?:my|our)\sminds?\b | \blet'?s\snot\b | \bi\swas\swrong\b"""
)
_SETTLED: Final = _phrase(
    r"""\b(?:solved|resolved|nvm|never\s?mind|works\snow|working\snow|got\sit\s(?:working|to\swork))\b
    | \bfigured\s(?:it|that|this)?\s?out\b | \b(?:i\s)?found\s(?:it|the\s(?:answer|reason|cause
        |problem))\b
    | \bfixed\s(?:it|now|by)\b | \bit'?s\sfixed\b | \banswer(?:ed|ing)\smy\sown\b
        | \bthat\swas\sit\b"""
)
_GRATITUDE: Final = _phrase(
    r"""\b(?:thanks?|thx|ty|tysm|cheers|got\sit|makes\ssense|i\ssee|that\shelps|much\sclearer
    |it'?s\sclear|is\sclear|ah\s?ok(?:ay)?|good\sto\sknow|perfect)\b"""
)
_FAREWELL: Final = _phrase(
    r"""\b(?:all|everyone|everybody|bye|see\syou|later|folks|good\snight)\b
    | \bth(?:anks?|x)\sfor\s(?!(?:(?:the|your|a|this|that)\s)?(?:\w+\s)?
        (?:answers?|help|info\w*|reply
        |expla\w+|clarif\w+|link|pointer|hint|tip|looking|checking|confirming)\b)"""
)
# How an answer begins that shares no word with its question.
_ANSWER_OPENING: Final = _phrase(
    r"""^\W*(?:@\S+\s)?(?:yes|yep|yup|yeah|no|nope|nah|not\s(?:yet|really|at|that)|sure|of\scourse
    |because|since|it'?s\b|it\s(?:is|was|does|has|can|works|depends)|they(?:'re)?\b
    |that(?:'s|\sis|\swas)|depends|only|(?:about|around)\s\d[\w.,:]*|roughly|approximately
    |[~$€<>≈]?\s?\d[\w.,:]*|i\s(?:don'?t\s)?(?:think|guess|believe)\b|afaik|iirc
    |me(?!\s(?:too|neither))|in\sthe\s(?:appendix|paper|table|section)|see\s|check\s|try\s
    |you\s(?:can|must|need|have|should|could)|usually|mostly|probably|maybe|at\s(?:least|most)
    |by\s\w+ing|none|both|neither|never|always|works\sfor)(?!\w)"""
)
# The same where it was asked what somebody has or does.
_ACCOUNT_OPENING: Final = _phrase(
    r"""^\W*(?:(?:i|we)(?:'ve|\shave|'d|\shad)?\s(?:also\s|just\s|only\s|once\s|still\s)?
        (?:did|do|use|used|tried|try|got|get|saw|see|ran|run|measured|tested|found|find|wrote|made
        |been|seen|read|took|worked|looked|checked|had|have)
      | (?:mine|ours|my\s\w+|our\s\w+|here)\s)\b"""
)


def is_no_answer(remark: Remark) -> bool:
    """Whether a remark reacts to a question without answering it."""
    return not remark.text or _NO_ANSWER.search(remark.text) is not None


def is_agreement(remark: Remark) -> bool:
    """Whether a remark says yes to what was proposed."""
    return _opens_with(_AGREEMENT, remark) or _MERE_SIGN.match(remark.text) is not None


def is_refusal(remark: Remark) -> bool:
    """Whether a remark says no to what was proposed."""
    return _opens_with(_REFUSAL, remark)


def find_taking_back(text: str) -> re.Match[str] | None:
    """Where a text takes back what was said before."""
    return _TAKEN_BACK.search(text)


def is_settled_by(remark: Remark) -> bool:
    """Whether a person says that the own question needs no answer any more."""
    return _SETTLED.search(remark.text) is not None


def is_gratitude(remark: Remark) -> bool:
    """Whether a person thanks for an answer, or has understood it.

    Farewells to all, and thanks for other things, are nothing of the kind.
    """
    return _GRATITUDE.search(remark.text) is not None and not _FAREWELL.search(remark.text)


def opens_as_answer(remark: Remark, *, asks_for_account: bool) -> bool:
    """Whether a remark begins as answers do: "Yes", "It is", "About 30".

    Args:
        remark: what may be an answer.
        asks_for_account: the question is what somebody has, did or tried; then "I" opens, too.
    """
    return _opens_with(_ANSWER_OPENING, remark) or (
        asks_for_account and _opens_with(_ACCOUNT_OPENING, remark)
    )


def _opens_with(pattern: re.Pattern[str], remark: Remark) -> bool:
    return pattern.match(remark.text) is not None
