"""What becomes of an answer that Discord does not take at once."""

import pytest

from tests.end_to_end.server import text_of
from tests.wire.faults import Strike, limit_rate, refuse, refuse_afterwards
from tests.wire.room import Room
from tests.wire.serving import Start
from tests.wire.wired_discord import WiredDiscord

ANSWER = ("PATCH", "/webhooks/*/messages/@original")
FIRST_SIGN = ("POST", "/interactions/*/callback")


@pytest.mark.parametrize(
    ("request_kind", "strike"),
    [
        pytest.param(ANSWER, limit_rate(0.2), id="too many requests"),
        pytest.param(ANSWER, refuse(502), id="a bad gateway"),
        pytest.param(ANSWER, refuse_afterwards(500), id="an error although the answer stood"),
        pytest.param(FIRST_SIGN, limit_rate(0.2), id="too many first signs"),
    ],
)
async def test_an_answer_arrives_all_the_same(
    wired: WiredDiscord,
    room: Room,
    start: Start,
    request_kind: tuple[str, str],
    strike: Strike,
) -> None:
    serving = await start()
    await wired.until_connected()
    wired.faults.add(*request_kind, strike)

    asked = await room.ann.slash(room.channel, "search", query="cache")
    await wired.answer_to(asked)
    assert await serving.stop() == 0  # so that nothing comes after it

    (message,) = wired.messages_in(room.channel)
    assert "Results for “cache”" in text_of(await wired.answer_to(asked))
    assert message.id == asked._interaction.message_id
