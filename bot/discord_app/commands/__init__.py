"""The slash commands, in the order in which /help shows them.

To add one: write a file here (paper.py is a short example), and name it in the tuple below.
"""

from typing import Any, Final

from discord import app_commands

from bot.discord_app.commands.help_command import help_command
from bot.discord_app.commands.highlights import highlights
from bot.discord_app.commands.paper import paper
from bot.discord_app.commands.search import search
from bot.discord_app.commands.summarise import summarise

COMMANDS: Final[tuple[app_commands.Command[Any, ..., None], ...]] = (
    search,
    paper,
    highlights,
    summarise,
    help_command,
)
