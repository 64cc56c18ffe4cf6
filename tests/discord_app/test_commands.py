"""The commands as Discord gets them."""

from typing import Any, cast

import discord
import pytest

from bot.discord_app import create_client
from bot.discord_app.commands import COMMANDS, MESSAGE_MENUS
from bot.models import SortOrder
from tests.end_to_end.wire_checks import iter_problems

NO_DESK = cast("Any", None)


@pytest.fixture
async def payload() -> list[dict[str, Any]]:
    client = create_client(NO_DESK)
    return [command.to_dict(client.tree) for command in client.tree.get_commands()]


async def test_discord_would_take_them(payload: list[dict[str, Any]]) -> None:
    assert list(iter_problems("PUT", "/applications/1/commands", payload)) == []


async def test_they_are_those_of_the_registry_in_its_order(payload: list[dict[str, Any]]) -> None:
    registry = [command.name for command in COMMANDS] + [menu.name for menu in MESSAGE_MENUS]
    assert [command["name"] for command in payload] == registry


async def test_every_way_to_sort_can_be_chosen(payload: list[dict[str, Any]]) -> None:
    (search,) = (command for command in payload if command["name"] == "search")
    (sort,) = (option for option in search["options"] if option["name"] == "sort")

    assert {choice["value"] for choice in sort["choices"]} == {order.value for order in SortOrder}


async def test_the_client_asks_for_no_more_than_it_needs() -> None:
    client = create_client(NO_DESK)

    assert client.intents == discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    mentions: Any = client.allowed_mentions
    assert mentions.to_dict() == {"parse": []}
