"""Telling Discord about the commands, but only when there is something new to tell."""

import hashlib
import json
import logging

import discord

from bot.discord_app.desk import Desk, DeskClient
from bot.services.remembering import find_kept_value, keep_value

_LOG = logging.getLogger(__name__)


async def sync_commands(client: DeskClient, desk: Desk) -> dict[str, int]:
    """Register the commands if they changed since this application was last told.

    Discord is asked what it has, too: somebody may have taken the commands away. Where Discord
    refuses, the bot starts all the same, with the commands as they were.

    Returns:
        Discord's ids of the commands by name; empty where they could not be learnt.
    """
    key = f"commands of {client.application_id}"
    tree = client.tree
    payload_hash = hash_payload([command.to_dict(tree) for command in tree.get_commands()])
    kept_hash = await desk.writer.run(find_kept_value, key)
    try:
        registered = await tree.fetch_commands()
        names = {command.name for command in registered}
        if kept_hash != payload_hash or names != {command.name for command in tree.get_commands()}:
            registered = await tree.sync()
            await desk.writer.run(keep_value, key, payload_hash)
            _LOG.info("Registered %d commands", len(registered))
    except discord.HTTPException as error:
        _LOG.warning("The commands could not be registered: %s", error)
        return {}
    return {command.name: command.id for command in registered}


def hash_payload(payload: list[dict[str, object]]) -> str:
    """The same for the same commands, in whatever order they were made.

    >>> hash_payload([{"a": 1, "b": 2}]) == hash_payload([{"b": 2, "a": 1}])
    True
    """
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
