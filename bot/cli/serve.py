"""`paperboy serve`: answer on Discord."""

import click

from bot.app import App


@click.command()
@click.pass_obj
def serve(app: App) -> None:
    """Answer on Discord until stopped.

    The token comes from PAPERBOY_DISCORD_TOKEN, or from the file that
    PAPERBOY_DISCORD_TOKEN_FILE names.
    """
    app.serve()
