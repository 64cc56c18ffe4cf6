"""A question's answer, from the index to what is said: for commands and mentions."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
import discord

from bot.discord_app.desk import Desk
from bot.discord_app.render.answer_post import render_answer
from bot.discord_app.render.reply import Reply
from bot.models import QuestionContext
from bot.services.answers import answer_question
from bot.services.phrasing import phrase_answer

_LOG = logging.getLogger(__name__)
_NOT_TAKEN: Final = (discord.HTTPException, aiohttp.ClientError, OSError)


async def give_answer(
    desk: Desk, question: str, context: QuestionContext, say: Callable[[Reply], Awaitable[None]]
) -> None:
    """Say what the papers say to the question, asked beside what was talked about before.

    Args:
        desk: the index, and perhaps a language model.
        question: as it was asked.
        context: what was talked about before.
        say: called with the quoted sentences at once. Where a language model phrases them in time,
            it is called again, and what it said first is to be replaced.

    Raises:
        EmptyQuery: there is no word in the question.
    """
    answer = await desk.reader.run(answer_question, question, context)
    await say(render_answer(answer))
    if desk.phrasing is None:
        return
    text = await desk.phrasing.run(phrase_answer, answer)
    if text is None:
        return
    try:
        await say(render_answer(answer, text))
    except _NOT_TAKEN as error:
        _LOG.info("An answer stays quoted: %s", error)
