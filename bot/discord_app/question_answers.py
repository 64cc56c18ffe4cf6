"""A question's answer, from the index to the reply: for commands and mentions."""

from bot.discord_app.desk import Desk
from bot.discord_app.render.answer_post import render_answer
from bot.discord_app.render.reply import Reply
from bot.models import QuestionContext
from bot.services.answers import answer_question


async def load_answer(desk: Desk, question: str, context: QuestionContext) -> Reply:
    """What the papers say to the question, asked beside what was talked about before.

    Raises:
        EmptyQuery: there is no word in the question.
    """
    return render_answer(await desk.reader.run(answer_question, question, context))
