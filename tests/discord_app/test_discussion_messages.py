"""Who is left out of a summary is left out of what others quote and answer, too."""

from typing import Any

import discord
import pytest

from bot.discord_app.discussion_messages import HeardMessage, hear_message, leave_out

ANN, BOB = 5, 6
OWN_WORDS = "The owls sleep in my barn."


def payload(message_id: int, author_id: int, content: str) -> dict[str, Any]:
    return {
        "id": str(message_id), "channel_id": "1", "type": 0, "content": content,
        "author": {"id": str(author_id), "username": f"user{author_id}", "discriminator": "0",
                   "avatar": None},
        "attachments": [], "embeds": [], "mentions": [], "mention_roles": [],
        "mention_everyone": False, "pinned": False, "tts": False, "edited_timestamp": None,
        "timestamp": "2026-04-20T12:00:00+00:00",
    }  # fmt: skip


def hear(data: dict[str, Any]) -> HeardMessage:
    state: Any = discord.Client(intents=discord.Intents.none())._connection
    channel = discord.PartialMessageable(state, 1)
    given: Any = data
    return hear_message(discord.Message(state=state, channel=channel, data=given), own_id=9)


def test_a_reply_to_what_stands_before_the_span_quotes_nothing_of_it() -> None:
    reply = payload(12, BOB, f"> {OWN_WORDS}\nSo they do.") | {
        "type": 19,
        "message_reference": {"message_id": "2", "channel_id": "1"},
        "referenced_message": payload(2, ANN, OWN_WORDS),
    }
    [message], _ = leave_out([hear(reply)], {ANN}, {})
    assert message.text == "So they do."


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        pytest.param(f"> {OWN_WORDS}\nWell.", "Well.", id="all of it"),
        pytest.param(">>> sleep in my barn", "", id="a part, to the end"),
        pytest.param("> Bats hang.\nWell.", "> Bats hang.\nWell.", id="of somebody else"),
    ],
)
def test_what_is_quoted_without_a_reply_is_left_out(said: str, kept: str) -> None:
    heard = [hear(payload(11, ANN, OWN_WORDS)), hear(payload(12, BOB, said))]
    [message], left_out_count = leave_out(heard, {ANN}, {})
    assert (message.text, left_out_count) == (kept, 1)
