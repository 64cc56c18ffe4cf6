"""What Discord accepts at most, and how it counts."""

from typing import Final

CONTENT_LIMIT_CHARS: Final = 2_000

TITLE_LIMIT_CHARS: Final = 256
DESCRIPTION_LIMIT_CHARS: Final = 4_096
FIELD_LIMIT_COUNT: Final = 25
FIELD_NAME_LIMIT_CHARS: Final = 256
FIELD_VALUE_LIMIT_CHARS: Final = 1_024
FOOTER_LIMIT_CHARS: Final = 2_048
CARD_LIMIT_COUNT: Final = 10
CARDS_LIMIT_CHARS: Final = 6_000  # all texts of all cards of one message together

ROW_LIMIT_COUNT: Final = 5
BUTTONS_PER_ROW_LIMIT_COUNT: Final = 5
BUTTON_LABEL_LIMIT_CHARS: Final = 80
CUSTOM_ID_LIMIT_CHARS: Final = 100
MENU_OPTION_LIMIT_COUNT: Final = 25
MENU_TEXT_LIMIT_CHARS: Final = 100  # an option's label, value and description, each
PLACEHOLDER_LIMIT_CHARS: Final = 150

THREAD_NAME_LIMIT_CHARS: Final = 100

CHOICE_LIMIT_COUNT: Final = 25
CHOICE_LIMIT_CHARS: Final = 100  # a choice's name and value, each

URL_LIMIT_CHARS: Final = 2_048  # of a card's title
BUTTON_URL_LIMIT_CHARS: Final = 512


def length(text: str) -> int:
    """How long Discord may hold the text to be, in UTF-16 units.

    Its servers have counted code points and its clients UTF-16 units; the second is never the
    smaller, so whatever fits by it fits by both.

    >>> length("caf\u00e9"), length("🔷")
    (4, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
