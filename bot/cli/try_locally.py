"""`paperboy try`: chat with the bot in the terminal."""

import logging

import click

from bot.app import App


@click.command("try")
@click.pass_obj
def try_locally(app: App) -> None:
    """Chat with the bot in this terminal, as a member of a simulated server.

    No token and no network are needed. An empty index is filled with sample digests first.
    """
    # What the simulated Discord logs about itself is no news to a newcomer; faults are.
    logging.getLogger().setLevel(logging.ERROR)
    app.try_locally()
