"""Decisions and to-dos: what was settled, and who said to do what."""

import re
from enum import Enum
from typing import Final

from bot.models import DiscussionPoint
from bot.summarising.discussion.questions import Asking
from bot.summarising.discussion.reactions import find_taking_back, is_agreement, is_refusal
from bot.summarising.discussion.remarks import Conversation, Remark, Sentence, join_parts

# A proposal is agreed to, or a decision taken back, within so many remarks.
_REACTION_WINDOW: Final = 3
_TAKEN_BACK_WINDOW: Final = 8


class Force(Enum):
    """How much a sentence settles by itself."""

    SETTLED = "settled"  # "we decided", "TODO", "I'll write it"
    PROPOSED = "proposed"  # "let's use it": stands unless somebody objects
    SUGGESTED = "suggested"  # "we should", "can you": counts only once somebody agrees


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


# What one may do for others; "I'll be late" and "I'll see" promise nothing.
_NO_DEED: Final = (
    r"(?!be\b|see\b|say\b|admit\b|bet\b|pass\b|never\b|have\sto\b|not\b|assume\b|hope\b|leave\s(?:now|soon|you)\b"
    r"|also\sbe\b|probably\b|always\b|just\ssay\b|need\b|go\s(?:to\sbed|now|home)\b|wait\b|believe\b|miss\b"
    r"|get\b(?!\s(?:it|this|that|the|you|us|back)\b)|take\syour\sword\b|keep\s(?:that\s)?in\smind\b|stop\shere\b"
    r"|know\b|think\b|shut\sup\b|remember\b|stick\saround\b|love\b|like\b|spare\b)"
)
_SETTLED: Final = _phrase(
    rf"""\b(?:we|they|the\sgroup|the\steam)(?:'ve|\shave)?\s(?:\w+\s)?(?:agreed|decided|settled)\b
    | ^\W*(?:so\s|ok(?:ay)?,?\s)?(?:decided|decision|agreed|conclusion|resolved|resolution
        |consensus|verdict)\s?[:–—-]
    | \b(?:it'?s|that'?s)\s(?:decided|settled|agreed)\b | \bfinal\sdecision\b
    | \bthe\s(?:plan|decision|consensus)\s(?:is|now\sis)\b
    | \bto-?\s?dos?\b\s?[:–—-] | (?-i:\bTODO\b) | \baction\s(?:item|point)s?\b
        | \bnext\ssteps?\s?(?:[:–—-]|(?:is|are|would\sbe)\b)
    | ^\W*follow-?ups?\s?[:–—]
    | \b(?:i|we)(?:'ll|\swill|\sshall|'m\sgoing\sto|\sam\sgoing\sto|'re\sgoing\sto
        |\sare\sgoing\sto|'m\sgonna|'re\sgonna
        |\sam\sgonna)\s(?:(?:then|also|just|try\sto|now|definitely|quickly)\s)*{_NO_DEED}[a-z]{{2,}}
    | \b(?:i|we)\s(?:can|could)\s(?:do|take|handle|write|prepare|run|test)\s(?:it|this|that|the
        |care)\b.*
        \b(?:by|on|tomorrow|tonight|today|until|before|next|this)\b
    | \bi(?:'m|\sam)\son\sit\b | \b(?:i|we)\s(?:volunteer|take\scare\sof)\b | \bleave\s(?:it
        |that|this)\s(?:to|with)\sme\b
    | \bwe\s(?:re-?)?\w+\s.{{3,60}}\binstead\b\W*$
    | @\S+\s(?:will|is\sgoing\sto|takes?|writes?|does|fixes|checks|prepares?|presents?|runs?
        |to)\s"""
)
_PROPOSED: Final = _phrase(
    r"""\blet(?:'|’)?\s?s\s(?:then\s|just\s|also\s|please\s|all\s|now\s|first\s|rather\s)*(?:go\s(?:with|for|ahead)|use|do|try|take|keep|drop
        |disable|enable|stick|move|postpone|skip|start|stop|make|meet|switch|merge|ship|revert|release
        |pick|choose|add|remove|set|run|write|test|read|present|schedule|reuse|record|fix|freeze|settle
        |call|discuss|put|have|cancel|split|wait|build|train|measure|compare|ask|plan|open|close
        |schedule|adopt|focus|begin|finish|order|buy|book)\b(?!\s(?:a\sguess|me\b))
    | \b(?:we|i)\s(?:go|are\sgoing)\swith\b"""
)
_SUGGESTED: Final = _phrase(
    r"""\b(?:we|you|i|they|somebody|someone)\s(?:\w+\s)?(?:should|must|need\sto|have\sto|ought\sto|could|can|might\swant\sto|had\sbetter)\b
    | \b(?:i|we)(?:'d|\swould)?\s(?:suggest|propose|recommend|vote\sfor)\b | \bhow\sabout\b
        | \bwhat\sif\swe\b
    | \bshall\s(?:we|i)\b | \bwhy\sdon'?t\s(?:we|you)\b | \blet(?:'|’)?\s?s\b | \blet\sus\b
    | \b(?:can|could|would|will)\s(?:you|we|somebody|someone|anybody|anyone|@\S+)\s | \bplease\b"""
)
_REQUEST: Final = _phrase(
    r"\b(?:can|could|would|will)\s(?:you|somebody|someone|anybody|anyone|@\S+)\b|\bshall\s(?:we|i)\b"
    r"|\bhow\sabout\b|\bwhat\sif\swe\b|\bwhy\sdon'?t\s(?:we|you)\b|\bcan\swe\b|\bshould\swe\b"
)
_UNSURE: Final = _phrase(
    r"\b(?:if\s(?:we|i|you)\s(?:decided|agreed)|not\sagreed|never\s(?:agreed|decided)|haven'?t\s(?:agreed|decided)|decide\s(?:who|what|how|if|whether|which|when|where)|undecided)\b"
)
_PERSON_DOES: Final = (
    r"^\W*(?:ok(?:ay)?,?\s|so\s|and\s|then\s)?@?(?:{names})\s(?:will|is\sgoing\sto|to|can\splease|please"
    r"|takes?|writes?|does|fixes|checks|prepares|presents|runs|sends|handles|reviews|makes|reads|tests|adds"
    r"|looks\safter|organi[sz]es|talks\sto|asks)\s"
)
_DEED_OF_ONE: Final = re.compile(r"[A-Za-z]")
# One of these stands in whatever such a pattern finds: looking for them first is quicker.
_SETTLED_HINTS: Final = (
    "decid", "decision", "agreed", "settled", "conclusion", "resol", "consensus", "verdict",
    "the plan", "todo", "to-do", "to do", "action", "next step", "follow", "'ll", "will", "shall",
    "going to", "gonna", "i can", "we can", "i could", "we could", "on it", "volunteer",
    "take care", "leave", "instead", "@",
)  # fmt: skip
_PROPOSED_HINTS: Final = ("let", "go with", "going with")
_SUGGESTED_HINTS: Final = (
    "should", "must", " to", "could", "can", "better", "suggest", "propose", "recommend", "vote",
    "how about", "what if", "shall", "why don", "let", "would", "will", "please",
)  # fmt: skip


class DecisionFinder:
    """Finds what was agreed on and who does what next, in the words of those who said it."""

    def __init__(self, conversation: Conversation, asking: Asking) -> None:
        self._conversation = conversation
        self._asking = asking
        names = sorted({_first_name(author) for author in conversation.authors} - {""})
        pattern = _PERSON_DOES.format(names="|".join(map(re.escape, names)))
        self._person_does = re.compile(pattern, re.IGNORECASE) if names else None
        self.taken_back: set[int] = set()  # places of the remarks that do not stand any more

    def find(self) -> list[DiscussionPoint]:
        """The decisions and to-dos in their order, without those that were taken back."""
        standing: dict[int, list[int]] = {}
        for remark in self._conversation.remarks:
            taken_back = find_taking_back(remark.text)
            if taken_back is not None:
                self._take_back(remark, standing)
            numbers = self._find_settling(remark)
            if taken_back is not None:
                numbers = [n for n in numbers if "instead" in remark.sentences[n].text.lower()]
            if numbers:
                standing[remark.place] = numbers
        remarks = self._conversation.remarks
        return [
            remarks[place].quote(join_parts(remarks[place], numbers))
            for place, numbers in standing.items()
        ]

    def _find_settling(self, remark: Remark) -> list[int]:
        """The numbers of the sentences that stand as decided, when all reactions are counted."""
        if remark.is_small_talk:
            return []
        asking = self._asking.get(remark.place, ())
        forces = {
            number: force
            for number, sentence in enumerate(remark.sentences)
            if (force := self._weigh(sentence, is_question=number in asking)) is not None
        }
        reactions = self._reactions(remark) if set(forces.values()) - {Force.SETTLED} else []
        is_agreed = any(is_agreement(each) for each in reactions)
        is_refused = not is_agreed and any(is_refusal(each) for each in reactions)
        stands = {
            Force.SETTLED: True,
            Force.PROPOSED: not is_refused,
            Force.SUGGESTED: is_agreed and Force.SETTLED not in forces.values(),
        }
        return [number for number, force in forces.items() if stands[force]]

    def _weigh(self, sentence: Sentence, *, is_question: bool) -> Force | None:
        if not sentence.stems or (_may_be_unsure(sentence.text) and _UNSURE.search(sentence.text)):
            return None
        if is_question or sentence.text.rstrip(" )\"'”’").endswith("?"):
            return Force.SUGGESTED if _REQUEST.search(sentence.text) else None
        lowered = sentence.text.lower()
        if _has_any(lowered, _SETTLED_HINTS) and _SETTLED.search(sentence.text):
            return Force.SETTLED
        if self._person_does is not None and self._person_does.match(sentence.text):
            return Force.SETTLED
        if _has_any(lowered, _PROPOSED_HINTS) and _PROPOSED.search(sentence.text):
            return Force.PROPOSED
        is_suggested = _has_any(lowered, _SUGGESTED_HINTS) and _SUGGESTED.search(sentence.text)
        return Force.SUGGESTED if is_suggested else None

    def _reactions(self, remark: Remark) -> list[Remark]:
        """What others say to it: their replies, and unmarked remarks that come at once."""
        remarks = self._conversation.remarks
        marked = self._conversation.replies.get(remark.place, ())
        following = range(remark.place + 1, min(remark.place + 1 + _REACTION_WINDOW, len(remarks)))
        unmarked = [place for place in following if place not in self._conversation.replied_to]
        # Whatever is said after somebody went on to another matter is about that.
        at_once: list[int] = []
        for place in unmarked:
            if not (remarks[place].is_small_talk or is_agreement(remarks[place])):
                at_once += [place] if place == remark.place + 1 else []
                break
            at_once.append(place)
        places = dict.fromkeys([*marked, *at_once])
        return [remarks[place] for place in places if remarks[place].author != remark.author]

    def _take_back(self, remark: Remark, standing: dict[int, list[int]]) -> None:
        """Forget the decision that the remark answers, else the same person's last one."""
        answered = self._conversation.replied_to.get(remark.place)
        if answered is not None and answered in standing:
            del standing[answered]
            self.taken_back.add(answered)
            return
        for place in reversed(standing):
            if remark.place - place > _TAKEN_BACK_WINDOW:
                return
            if self._conversation.remarks[place].author == remark.author:
                del standing[place]
                self.taken_back.add(place)
                return


def _may_be_unsure(text: str) -> bool:
    return "cide" in text or "agreed" in text


def _has_any(lowered: str, hints: tuple[str, ...]) -> bool:
    return any(hint in lowered for hint in hints)


def _first_name(author: str) -> str:
    """The name that others call somebody by; "" where it could be any word."""
    name = author.split(maxsplit=1)[0] if author.split() else ""
    return name if len(name) > 2 and _DEED_OF_ONE.search(name) else ""  # noqa: PLR2004 - "Al", "Li"
