"""What each of Discord's errors says about the post."""

from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.discord_app.posting.refusals import Meaning, read_refusal
from bot.discord_app.unrepeatable import UncertainAnswer


def answered(status: int, code: int = 0) -> discord.HTTPException:
    kinds = {403: discord.Forbidden, 404: discord.NotFound, 500: discord.DiscordServerError}
    response = cast("Any", SimpleNamespace(status=status, reason="x"))
    return kinds.get(status, discord.HTTPException)(response, {"code": code, "message": "x"})


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        pytest.param(answered(500), Meaning.UNANSWERED, id="a fault of Discord's"),
        pytest.param(answered(429), Meaning.UNANSWERED, id="too many requests"),
        pytest.param(answered(400, 40003), Meaning.UNANSWERED, id="too many first messages"),
        pytest.param(discord.RateLimited(9.0), Meaning.UNANSWERED, id="too long to wait"),
        pytest.param(aiohttp.ServerDisconnectedError(), Meaning.UNANSWERED, id="cut"),
        pytest.param(UncertainAnswer(), Meaning.UNANSWERED, id="a forum post that may stand"),
        pytest.param(TimeoutError(), Meaning.UNANSWERED, id="silence"),
        pytest.param(answered(403, 50013), Meaning.DENIED, id="a permission is missing"),
        pytest.param(answered(403, 50001), Meaning.DENIED, id="a channel that is not seen"),
        pytest.param(answered(404, 10003), Meaning.GONE, id="no such channel"),
        pytest.param(answered(404, 10013), Meaning.GONE, id="no such user"),
        pytest.param(answered(403, 50007), Meaning.GONE, id="closed direct messages"),
        pytest.param(answered(400, 50035), Meaning.UNFIT, id="a message too long"),
        pytest.param(ValueError(), None, id="a fault of ours"),
    ],
)
def test_what_an_error_means(error: Exception, meaning: Meaning | None) -> None:
    refusal = read_refusal(error)
    assert (refusal and refusal.meaning) is meaning
