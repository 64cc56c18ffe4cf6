"""The preview: what a schedule would post now."""

from bot.discord_app.desk import DeskClient
from bot.discord_app.posting.kinds import COMPOSERS
from bot.discord_app.render.notices import render_notice
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.schedule_page import NOTHING_TO_POST
from bot.models import Schedule, Slot, SlotState
from bot.scheduling.slots import local_day


async def compose_preview(client: DeskClient, schedule: Schedule) -> Reply:
    """The very message, or a line that says why there would be none."""
    now_at = client.desk.clock.now_at()
    slot = Slot(
        slot_id=0,
        schedule_id=schedule.schedule_id,
        local_on=local_day(schedule.draft.timing.zone, now_at),
        due_at=now_at,
        state=SlotState.PLANNED,
    )
    post = await COMPOSERS[schedule.draft.kind](client, schedule, slot)
    return render_notice(NOTHING_TO_POST) if post is None else post.reply
