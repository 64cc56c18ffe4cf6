"""Short messages: what went wrong and what to do, in one sentence where possible."""

from typing import Final

from bot.discord_app.render.limits import CONTENT_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape
from bot.discord_app.render.mention_text import QUESTION_LIMIT_CHARS
from bot.discord_app.render.open_menu import NEAR_TITLES_PLACEHOLDER, open_menu_rows
from bot.discord_app.render.reply import Reply
from bot.models import TitleSuggestion

EMPTY_INDEX: Final = Markdown(
    "No paper is indexed yet: answers come as soon as the first digest has arrived."
)
OLD_COMPONENT: Final = "This button or menu is from before an update; please ask once more."
FORGOTTEN_SEARCH: Final = "This search is too old to be turned; please search once more."
UNANSWERED: Final = Markdown("This could not be answered.")
TOO_QUICK: Final = "That was quick: please ask again in a minute."
TOO_LONG: Final = (
    f"That is more than I can look for: please ask in at most {QUESTION_LIMIT_CHARS} characters."
)
HOW_TO_ASK: Final = (
    "Mention me together with a question, such as “what is a KV cache?”, or type /ask; "
    "/help shows what else I can do."
)
RESTARTING: Final = "Paperboy is about to restart; please ask again in a minute."


def render_notice(text: str, near_titles: tuple[TitleSuggestion, ...] = ()) -> Reply:
    """The text as a message, and the papers that may have been meant in a menu."""
    return Reply(
        content=escape(text, CONTENT_LIMIT_CHARS),
        rows=open_menu_rows(near_titles, placeholder=NEAR_TITLES_PLACEHOLDER),
    )
