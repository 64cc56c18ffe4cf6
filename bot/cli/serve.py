"""`paperboy serve`: answer on Discord."""

import logging

import click

from bot.app import App
from bot.fronts import serve as serve_discord


@click.command()
@click.pass_obj
def serve(app: App) -> None:
    """Answer on Discord until stopped.

    The token comes from PAPERBOY_DISCORD_TOKEN, or from the file that
    PAPERBOY_DISCORD_TOKEN_FILE names.
    """
    # What discord.py does at every connection is told in fewer words by ourselves.
    if logging.getLogger().level > logging.DEBUG:
        logging.getLogger("discord").setLevel(logging.WARNING)
    serve_discord(app)
