"""A question's answer, from the index to what is said: for commands and mentions."""

from collections.abc import Awaitable, Callable

from bot.discord_app.desk import Desk
from bot.discord_app.render.answer_post import render_answer
from bot.discord_app.render.reply import Reply
from bot.models import PhrasedText, QuestionContext
from bot.services.answers import answer_question
from bot.services.phrasing import phrase_answer


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
    if desk.phrasing is not None:

        async def say_phrased(text: PhrasedText) -> None:
            await say(render_answer(answer, text))

        await desk.phrasing.say_again(phrase_answer, answer, say_phrased)
