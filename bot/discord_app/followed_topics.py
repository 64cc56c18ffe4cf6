"""What is new on followed topics, one question after another: others are answered in between."""

import logging
from collections.abc import Sequence
from datetime import date

from bot.discord_app.desk import Desk
from bot.errors import WrongUse
from bot.models import Follow, Highlights, PostMemory
from bot.services.topic_news import pick_topic_news

_LOG = logging.getLogger(__name__)


async def pick_followed(
    desk: Desk, follows: Sequence[Follow], *, today: date, memory: PostMemory, limit: int
) -> list[Highlights]:
    """The picks on each topic; one that is not understood any more does not stop the others."""
    picked = []
    for follow in follows:
        try:
            picked.append(
                await desk.reader.run(
                    pick_topic_news, follow, today=today, memory=memory, limit=limit
                )
            )
        except WrongUse as error:
            # The words of the error would repeat what the member typed.
            fault = type(error).__name__
            _LOG.warning("Followed topic %d was left out: %s", follow.follow_id, fault)
    return picked
