"""The slash commands, in the order in which /help shows them, and the message menus.

To add one: write a file here (paper.py is a short example), and name it in the tuple below.
"""

from typing import Any, Final

from discord import app_commands

from bot.discord_app.commands.ask import ask
from bot.discord_app.commands.catchup import catchup
from bot.discord_app.commands.digest import digest
from bot.discord_app.commands.explain import explain
from bot.discord_app.commands.following import follow, following, unfollow
from bot.discord_app.commands.help_command import help_command
from bot.discord_app.commands.highlights import highlights
from bot.discord_app.commands.paper import paper
from bot.discord_app.commands.privacy import privacy
from bot.discord_app.commands.related import find_papers_like_this, related
from bot.discord_app.commands.saved import saved
from bot.discord_app.commands.schedule import schedule
from bot.discord_app.commands.search import search
from bot.discord_app.commands.summarise import summarise, summarise_from_here

COMMANDS: Final[tuple[app_commands.Command[Any, ..., None] | app_commands.Group, ...]] = (
    search,
    ask,
    paper,
    related,
    highlights,
    explain,
    summarise,
    follow,
    following,
    unfollow,
    catchup,
    saved,
    schedule,
    digest,
    privacy,
    help_command,
)
# What stands in a message's own menu, under Apps; Discord takes five.
MESSAGE_MENUS: Final[tuple[app_commands.ContextMenu, ...]] = (
    find_papers_like_this,
    summarise_from_here,
)
