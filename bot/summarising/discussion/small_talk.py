"""Small talk: greetings, thanks, agreement and the like, which say nothing about the matter."""

import re
from typing import Final

_LINK: Final = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
# One after another these make up a message of small talk.
_PLEASANTRY: Final = re.compile(
    r"""(?:
        (?:hi|hey|hello|hallo|hiya|yo|howdy|greetings|welcome(?:\sback)?)
            (?:\s(?:all|everyone|everybody|there|folks|guys|friends|again|team|y'?all))?
      | good\s(?:morning|afternoon|evening|night|day|point|idea|question|one|luck|job|work|find
            |catch|to\sknow)
      | (?:great|nice|excellent|interesting|fair|valid)\s(?:point|idea|question|one|job|work|find
            |catch|paper|read|summary|work)
      | thanks?(?:\s(?:you|u|all|a\slot|so\smuch|very\smuch|everyone|again|for\s(?:the\s)?\w+))*
      | (?:many\s)?thx | ty | tysm | cheers | much\sappreciated | np | no\sproblem
          | you'?re\swelcome
      | my\spleasure | any\s?time
      | (?:see|talk\sto|catch)\s(?:you|ya|u)(?:\s(?:all|later|soon|then|there|tomorrow|around
            |next\sweek|on\s\w+))* | bye(?:\sbye)? | later | cya | good\s?bye | take\scare
      | (?:gotta|got\sto|have\sto)\s(?:run|go) | brb | afk | gtg | back
      | (?:how\sare\s(?:you|things|u)(?:\s(?:all|doing|today|btw|guys))* | how'?s\sit\sgoing
            | what'?s\sup | how\sdo\syou\sdo | nice\sto\smeet\syou | long\stime)
      | same\shere | me\s(?:too|neither) | no\s(?:idea|clue|worries) | i\s(?:don'?t\sknow|see)
      | [+-]\s?\d+
      | (?:i\s)?(?:totally|fully|completely|strongly)?\s?agreed? | (?:this|that|same|ditto|exactly
            |indeed|true|right|correct|definitely|absolutely|precisely|seconded|deal|done|cool|nice
            |great|awesome|wow|amazing|perfect|excellent|fine|sure|yes|yep|yup|yeah|ya|no|nope|nah
            |ok|okay|okey|k|kk|alright|aye|haha\w*|hehe\w*|lol|lmao|rofl|xd|omg|wtf|hm+|huh|oh|ah
            |oops|ouch|nvm|idk|dunno|imo|imho|btw|fyi|bump|following|interesting|got\sit
            |makes\ssense|sounds?\sgood|works\sfor\sme|not\sme
            |i\shave\sno\sidea|not\ssure|never\s?mind|will\sdo
            |on\sit|of\scourse|for\ssure|fair(?:\senough)?|well|so|very|really|too|and|but|also
            |always|congrats|congratulations|happy\sto\shelp|please|sorry|all|everyone
            |now|it'?s\sclear|it\sis\sclear)
      | i\s(?:like|love)\s(?:it|this|that) | x+d+ | \^+ | [a-z]
    )(?![\w'’])""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_WORD: Final = re.compile(r"[\W_]+")
# Whom a greeting or thanks are for: "thanks Yuki!!".
_SPOKEN_TO: Final = re.compile(
    r"@\S+|\b(?i:(thanks|thank you|thx|hi|hey|hello|welcome|morning|cheers|congrats|bye))"
    r",?\s+[A-Z]\w+(?=\W*$)"
)


def is_small_talk(text: str) -> bool:
    """Whether a cleaned message is nothing but pleasantries, agreement, links, emoji or signs.

    >>> [is_small_talk(text) for text in ("Thanks a lot, see you!", "+1 👍", "No, caches grow.")]
    [True, True, False]
    """
    if len(text) > 160 and "http" not in text:  # noqa: PLR2004 - none of these is that long
        return False
    rest = _SPOKEN_TO.sub(r"\1", _LINK.sub(" ", text))
    position = 0
    while position < len(rest):
        found = _PLEASANTRY.match(rest, position) or _NO_WORD.match(rest, position)
        if found is None or found.end() == position:
            return False
        position = found.end()
    return True
