"""What becomes of an answer that Discord does not take at once."""

import pytest

from tests.end_to_end.server import text_of
from tests.wire.faults import Strike, limit_rate, lose_response, refuse, refuse_afterwards
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
        pytest.param(ANSWER, lose_response, id="a lost response to the answer"),
        pytest.param(FIRST_SIGN, limit_rate(0.2), id="too many first signs"),
        pytest.param(FIRST_SIGN, lose_response, id="a lost response to the first sign"),
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


async def test_a_page_is_turned_although_the_response_to_the_first_sign_was_lost(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    await start()
    await wired.until_connected()
    asked = await room.ann.slash(room.channel, "search", query="cache")
    message = await wired.answer_to(asked)
    wired.faults.add(*FIRST_SIGN, lose_response)

    await room.ann.click(message, label="Next ▶")

    await wired.pulse.until(lambda: "Page 2 of 2" in text_of(message))


async def test_a_complaint_arrives_although_the_response_to_the_first_sign_was_lost(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    await start()
    await wired.until_connected()
    wired.faults.add(*FIRST_SIGN, lose_response)

    asked = await room.ann.slash(room.channel, "paper", title="Zebra Crossings")
    await wired.until_exchanged("DELETE", "*/messages/@original")

    assert "Zebra Crossings" in text_of(await wired.answer_to(asked))
    assert wired.messages_in(room.channel) == []
