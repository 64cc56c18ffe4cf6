"""`paperboy try`: chat with the bot in the terminal."""

import logging

import click

from bot.app import App
from bot.fronts import try_locally as chat


@click.command("try")
@click.pass_obj
def try_locally(app: App) -> None:
    """Chat with the bot in this terminal.

    You are a member of a simulated Discord server; no token and no network are needed. Paperboy
    answers from your index. While that is empty, it answers from sample digests, on the morning
    when they are news; what you do there is forgotten afterwards.
    """
    # What the simulated Discord logs about itself is no news to a newcomer; faults are.
    logging.getLogger().setLevel(logging.ERROR)
    chat(app)
