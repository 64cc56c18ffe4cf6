from collections.abc import AsyncIterator

import pytest

from bot.playground.catalog import Catalog, parse_catalog
from bot.playground.simulation import Simulation, open_simulation
from tests.playground.toy_client import ToyClient

TEXT, INTEGER, BOOLEAN, CHANNEL, NUMBER = 3, 4, 5, 7, 10


@pytest.fixture
def client() -> ToyClient:
    return ToyClient()


@pytest.fixture
async def simulation(client: ToyClient) -> AsyncIterator[Simulation]:
    async with open_simulation(client) as opened:
        yield opened


@pytest.fixture
def catalog() -> Catalog:
    """Commands with every kind of option, as Discord's API describes them."""

    def option(name: str, kind: int, **more: object) -> dict[str, object]:
        return {"name": name, "description": f"the {name}", "type": kind, **more}

    sort = option(
        "sort",
        TEXT,
        choices=[
            {"name": "Best match", "value": "relevance"},
            {"name": "Newest first", "value": "newest"},
        ],
    )
    search = [
        option("query", TEXT, required=True, autocomplete=True, max_length=40),
        sort,
        option("since", TEXT),
        option("min_comments", INTEGER, min_value=0, max_value=99),
        option("ratio", NUMBER),
        option("exact", BOOLEAN),
    ]
    add = [option("time", TEXT, required=True), option("channel", CHANNEL, required=True)]
    schedule = [
        {"name": "add", "description": "Post every day", "type": 1, "options": add},
        {"name": "list", "description": "Show them", "type": 1},
    ]
    return parse_catalog(
        [
            {"name": "search", "description": "Search papers", "type": 1, "options": search},
            {"name": "schedule", "description": "Highlights", "type": 1, "options": schedule},
            {"name": "saved", "description": "Your papers", "type": 1},
            {"name": "summarise", "type": 1, "options": [option("topic", TEXT), sort]},
            {"name": "Find papers like this", "type": 3},
        ]
    )
