"""The text of a message that mentions Paperboy: what is asked in it."""

import re
from enum import Enum
from typing import Final

from bot.discord_app.render.clean import squeeze

QUESTION_LIMIT_CHARS: Final = 300

# Mentions of people, roles and channels, commands, times and server emoji: no words of a question.
_MARKUP: Final = re.compile(r"<(?:@[!&]?|#|/[^:<>\n]+:|t:|a?:\w+:|id:)[^<>\s]*>")
_ADDRESS_END: Final = " \t,:;–—-"
_WORD: Final = re.compile(r"[^\W_]+")
_GREETINGS: Final = frozenset("hi hello hey hallo help there good morning evening bot".split())
_THANKS: Final = frozenset(
    "thanks thank you thx ty cheers ok okay nice great cool perfect lovely wow very much so a lot "
    "got it yes no yep nope lol".split()
)


class Speech(Enum):
    """What a message is, where it is no question."""

    SILENCE = "nothing is said: only the mention"
    GREETING = "somebody says hello, or calls for help"
    THANKS = "somebody is content, and asks nothing"


def read_mention(content: str) -> str | Speech:
    """What is asked in the message, without the mentions in it.

    >>> read_mention("<@42>, what is a KV cache?")
    'what is a KV cache?'
    >>> read_mention("thanks <@42>!")
    <Speech.THANKS: 'somebody is content, and asks nothing'>
    """
    text = squeeze(_MARKUP.sub(" ", content)).strip(_ADDRESS_END)
    words = {word.casefold() for word in _WORD.findall(text)}
    if not text:
        return Speech.SILENCE
    if words and words <= _GREETINGS:
        return Speech.GREETING
    return Speech.THANKS if words and words <= _THANKS else text
