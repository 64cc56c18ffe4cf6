"""Discord: the only room that imports discord.

A command is a few lines in commands/; what it says is rendered in render/, which is pure; and
delivery.py is the one bridge between the two.
"""

from bot.discord_app.client import create_client
from bot.discord_app.serving import serve

__all__ = ["create_client", "serve"]
