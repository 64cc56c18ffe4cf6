"""`paperboy try`: chat with the bot in the terminal."""

import click

from bot.app import App


@click.command("try")
@click.pass_obj
def try_locally(app: App) -> None:
    """Chat with the bot in this terminal, as a member of a simulated server.

    No token and no network are needed. An empty index is filled with sample digests first.
    """
    app.try_locally()
