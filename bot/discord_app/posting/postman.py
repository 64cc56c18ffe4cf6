"""The postman: takes one slot from due to sent, whatever Discord answers."""

import contextlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.discord_app.delivery import message_parts
from bot.discord_app.desk import DeskClient
from bot.discord_app.posting.kinds import COMPOSERS
from bot.discord_app.posting.pace import Pace
from bot.discord_app.posting.places import (
    Place,
    Standing,
    UnreadablePlace,
    in_good_time,
    open_inbox,
    open_place,
)
from bot.discord_app.posting.post import Post, marker_for
from bot.discord_app.posting.refusals import (
    NO_PLACE,
    UNREADABLE,
    Meaning,
    Refusal,
    read_refusal,
)
from bot.discord_app.render.schedule_page import render_pause
from bot.models import NOBODY_ID, Schedule, ScheduleKind, Slot, SlotState
from bot.scheduling.marks import nonce_of_mark
from bot.services import ledger
from bot.services.ledger import Task

_LOG = logging.getLogger(__name__)

PAUSED: Final = "paused before it was sent"
# What is first tried later than that became due while nobody was there; or it was sent in time,
# and a backup of the ledger was put back since.
_BELATED_AFTER: Final = timedelta(minutes=5)
# So often a post's thread, or its publication, is tried for.
_COMPLETE_ATTEMPTS: Final = 5


class Postman:
    """Serves slots one by one; safe to be killed at any step."""

    def __init__(self, client: DeskClient, pace: Pace) -> None:
        self._client = client
        self._desk = client.desk
        self._pace = pace

    async def serve(self, task: Task) -> Slot:
        """Bring a slot as far as it will go now; nothing is raised but what ends the process."""
        try:
            slot = await self._bring_to_place(task)
            if slot.state is SlotState.SENT and not slot.is_complete:
                slot = await self._complete(Task(task.schedule, slot))
        except Exception as error:  # noqa: BLE001 - one failing slot never stops the others
            _LOG.exception("Slot %d failed", task.slot.slot_id)
            slot = await self._settle_fault(task, error)
        return slot

    async def _bring_to_place(self, task: Task) -> Slot:
        match task.slot.state:
            case SlotState.PLANNED if task.schedule.is_paused:
                return await self._abandon(task, PAUSED)
            case SlotState.PLANNED if not ledger.is_task_in_time(task, self._now_at()):
                return await self._abandon(task, ledger.TOO_LATE)
            case SlotState.PLANNED:
                return await self._send(task)
            case SlotState.SENDING:
                return await self._find_or_send(task)
            case _:
                return task.slot

    async def _find_or_send(self, task: Task) -> Slot:
        """After a crash or an attempt without an answer: the message may stand."""
        slot = task.slot
        try:
            standing = await self._look(task)
        except UnreadablePlace:
            return await self._refuse(task, Refusal(Meaning.GONE, UNREADABLE))
        except Exception as error:  # noqa: BLE001 - read and dealt with, whatever it is
            return await self._settle_failed_look(task, error)
        if standing is not None:
            _LOG.info("Slot %d stood already", slot.slot_id)
            return await self._settle_sent(task, standing)
        if task.schedule.is_paused:
            return await self._abandon(task, PAUSED)
        if not ledger.is_task_in_time(task, self._now_at()):
            return await self._abandon(task, ledger.TOO_LATE)
        return await self._send(task)

    async def _look(self, task: Task) -> Standing | None:
        """Look for the message where it was sent, wherever it is wanted now."""
        slot = task.slot
        await self._pace.take_turn()
        try:
            async with in_good_time():
                place = await self._open_place(task.schedule, slot.place_id)
                return await place.find(
                    marker_for(task.schedule, slot), tried_at=slot.tried_at or slot.due_at
                )
        except Exception as error:
            refusal = read_refusal(error)
            is_gone = refusal is not None and refusal.meaning is Meaning.GONE
            if is_gone and ledger.was_tried_elsewhere(task):
                return None
            raise

    async def _send(self, task: Task) -> Slot:
        slot = task.slot
        if ledger.was_tried_elsewhere(task):
            slot = replace(slot, content=None)  # other readers know other papers
        post = await COMPOSERS[task.schedule.draft.kind](self._client, task.schedule, slot)
        if post is None:
            return await self._abandon(task, ledger.QUIET)
        await self._pace.take_turn()
        sending = await self._desk.community.run(
            ledger.begin_sending, task, post.shown, now_at=self._now_at()
        )
        if sending is None:
            _LOG.info("Slot %d was changed meanwhile, and waits", slot.slot_id)
            return await self._find_slot(task)
        try:
            async with in_good_time():
                standing = await self._deliver(task, post)
        except Exception as error:  # noqa: BLE001 - read and dealt with, whatever it is
            return await self._settle_failure(Task(task.schedule, sending), error)
        return await self._settle_sent(Task(task.schedule, sending), standing)

    async def _deliver(self, task: Task, post: Post) -> Standing:
        place = await self._open_place(task.schedule)
        marker = marker_for(task.schedule, task.slot)
        if self._is_belated(task):
            with contextlib.suppress(UnreadablePlace):
                standing = await place.find(marker, tried_at=task.slot.due_at)
                if standing is not None:
                    _LOG.info("Slot %d stood already", task.slot.slot_id)
                    return standing
        return await place.send(post.reply, nonce=nonce_of_mark(marker), heading=post.heading)

    def _is_belated(self, task: Task) -> bool:
        """Whether it is first tried so late that a ledger put back since may have known of it."""
        slot = task.slot
        return slot.tried_at is None and self._now_at() - slot.due_at > _BELATED_AFTER

    async def _open_place(self, schedule: Schedule, tried_id: int | None = None) -> Place:
        """Where the schedule's posts go, or one was sent to."""
        if schedule.draft.kind is ScheduleKind.INBOX:
            return await open_inbox(self._client, schedule.draft.owner_id)
        place = await open_place(self._client, tried_id or schedule.draft.channel_id or 0)
        if place is None:
            raise _NoPlace
        return place

    async def _complete(self, task: Task) -> Slot:
        """Publish the post and open its thread, as wished; both can be done again unharmed."""
        slot, draft = task.slot, task.schedule.draft
        if slot.message_id and slot.place_id:
            standing = Standing(slot.place_id, slot.message_id, slot.sent_at or slot.due_at)
            try:
                heading = await self._heading_of(task) if draft.opens_thread else None
                await self._pace.take_turn()
                async with in_good_time():
                    place = await self._open_place(task.schedule, slot.place_id)
                    if draft.publishes:
                        await place.publish(standing)
                    if heading is not None:
                        await place.open_thread(standing, heading)
            except Exception as error:  # noqa: BLE001 - the post itself stands
                refusal = read_refusal(error)
                again = replace(slot, attempt_count=slot.attempt_count + 1)
                may_help = refusal is not None and refusal.meaning is Meaning.UNANSWERED
                if may_help and again.attempt_count < _COMPLETE_ATTEMPTS:
                    return await self._postpone(Task(task.schedule, again), str(error))
                _LOG.warning(
                    "The post of slot %d stands, but without its thread or publication: %s",
                    slot.slot_id,
                    error,
                )
        return await self._desk.community.run(ledger.settle_complete, slot)

    async def _heading_of(self, task: Task) -> str:
        post = await COMPOSERS[task.schedule.draft.kind](self._client, task.schedule, task.slot)
        return "Discussion" if post is None else post.heading

    async def _settle_failure(self, task: Task, error: Exception) -> Slot:
        """Write down what became of an attempt that failed, and tell the owner where need be."""
        if isinstance(error, _NoPlace):
            return await self._refuse(task, Refusal(Meaning.GONE, NO_PLACE))
        refusal = read_refusal(error)
        if refusal is None:
            raise error
        if refusal.meaning is Meaning.UNANSWERED:
            _LOG.info("Slot %d met with no answer: %s", task.slot.slot_id, refusal.words)
            return await self._postpone(task, refusal.words)
        if refusal.meaning is Meaning.UNFIT:
            _LOG.error("Slot %d: %s", task.slot.slot_id, refusal.words, exc_info=error)
            if task.schedule.draft.kind is ScheduleKind.INBOX:  # no member could mend that
                return await self._abandon(task, refusal.words)
        return await self._refuse(task, refusal)

    async def _settle_fault(self, task: Task, error: Exception) -> Slot:
        """Try again later, from where the ledger says that the slot is: its message may stand."""
        kept = await self._find_slot(task)
        if kept.state is SlotState.PLANNED:
            kept = replace(kept, attempt_count=kept.attempt_count + 1)
        return await self._postpone(Task(task.schedule, kept), f"a fault: {type(error).__name__}")

    async def _settle_failed_look(self, task: Task, error: Exception) -> Slot:
        """Where one cannot look, the message may stand: nothing is sent until one can."""
        slot = replace(task.slot, attempt_count=task.slot.attempt_count + 1)
        refusal = read_refusal(error)
        if refusal is not None and refusal.meaning is Meaning.DENIED:
            return await self._postpone(Task(task.schedule, slot), refusal.words)
        return await self._settle_failure(Task(task.schedule, slot), error)

    async def _refuse(self, task: Task, refusal: Refusal) -> Slot:
        _LOG.warning("Schedule %d was refused: %s", task.schedule.schedule_id, refusal.words)
        paused = await self._desk.community.run(
            ledger.refuse,
            task,
            refusal.words,
            now_at=self._now_at(),
            is_final=refusal.meaning is Meaning.GONE,
        )
        if paused is not None:
            await self._tell_owner(paused)
        return await self._find_slot(task)

    async def _tell_owner(self, schedule: Schedule) -> None:
        """Tell whoever made the schedule, once; a closed inbox is explained at the next command."""
        _LOG.warning("Schedule %d is paused: %s", schedule.schedule_id, schedule.pause_reason)
        if schedule.draft.kind is ScheduleKind.INBOX:
            self._client.closed_inboxes.add(schedule.draft.owner_id)
            return
        if schedule.draft.owner_id == NOBODY_ID:
            return
        if not await self._desk.community.run(ledger.note_owner_told, schedule):
            return
        try:
            owner_id = schedule.draft.owner_id
            user = self._client.get_user(owner_id) or await self._client.fetch_user(owner_id)
            async with in_good_time():
                await user.send(**message_parts(render_pause(schedule)).given())
        except Exception as error:  # noqa: BLE001 - /schedule list tells it, too
            _LOG.info("The owner of schedule %d was not told: %s", schedule.schedule_id, error)

    async def _settle_sent(self, task: Task, standing: Standing) -> Slot:
        return await self._desk.community.run(
            ledger.settle_sent,
            task,
            place_id=standing.place_id,
            message_id=standing.message_id,
            sent_at=self._now_at(),
        )

    async def _postpone(self, task: Task, reason: str) -> Slot:
        return await self._desk.community.run(ledger.postpone, task, reason, now_at=self._now_at())

    async def _abandon(self, task: Task, reason: str) -> Slot:
        if reason != ledger.QUIET:
            _LOG.warning("Slot %d will not be sent: %s", task.slot.slot_id, reason)
        return await self._desk.community.run(ledger.abandon, task.slot, reason)

    async def _find_slot(self, task: Task) -> Slot:
        """The slot as the ledger has it."""
        slot_id = task.slot.slot_id
        return await self._desk.community.run(lambda c: c.find_slot(slot_id)) or task.slot

    def _now_at(self) -> datetime:
        return self._desk.clock.now_at()


class _NoPlace(Exception):
    """The schedule's channel is none that takes posts."""
