"""Refreshing: some hours later a post is edited once, with the counts that have come in."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.discord_app.desk import DeskClient
from bot.discord_app.posting.daily import refresh_daily
from bot.discord_app.posting.pace import Pace
from bot.discord_app.posting.places import edit_post, was_edited
from bot.discord_app.posting.refusals import Meaning, read_refusal
from bot.models import RefreshState, Slot
from bot.services import ledger
from bot.services.ledger import REFRESH_UNTIL, Task

_LOG = logging.getLogger(__name__)
_TRY_AGAIN_AFTER: Final = timedelta(minutes=15)


class Refresher:
    """Edits posts; that an edit is about to be made is written down before it is."""

    def __init__(self, client: DeskClient, pace: Pace) -> None:
        self._client = client
        self._desk = client.desk
        self._pace = pace

    async def refresh(self, task: Task) -> None:
        """Edit the post, if there is anything new to show; never twice."""
        slot = task.slot
        if slot.place_id is None or slot.message_id is None or slot.sent_at is None:
            await self._settle(slot, RefreshState.DONE)
            return
        stands = (slot.place_id, slot.message_id)
        now_at = self._desk.clock.now_at()
        try:
            if not (slot.refresh is RefreshState.EDITING and await self._was_edited(*stands)):
                reply = await refresh_daily(self._desk, task.schedule, slot, now_at=now_at)
                if reply is not None and now_at - slot.sent_at <= REFRESH_UNTIL:
                    await self._pace.take_turn()
                    slot = await self._settle(slot, RefreshState.EDITING)
                    await edit_post(self._client, *stands, reply)
            await self._settle(slot, RefreshState.DONE)
        except Exception as error:  # noqa: BLE001 - a post without its edit is a post all the same
            await self._settle_failure(slot, error)

    async def _was_edited(self, place_id: int, message_id: int) -> bool:
        await self._pace.take_turn()
        return await was_edited(self._client, place_id, message_id)

    async def _settle_failure(self, slot: Slot, error: Exception) -> None:
        refusal = read_refusal(error)
        if refusal is None:
            _LOG.exception("The post of slot %d was not edited", slot.slot_id)
        elif refusal.meaning is Meaning.UNANSWERED:
            next_try_at = self._desk.clock.now_at() + _TRY_AGAIN_AFTER
            await self._settle(replace(slot, next_try_at=next_try_at), slot.refresh)
            return
        else:
            _LOG.info("The post of slot %d was not edited: %s", slot.slot_id, refusal.words)
        await self._settle(slot, RefreshState.DONE)

    async def _settle(self, slot: Slot, refresh: RefreshState) -> Slot:
        return await self._desk.community.run(ledger.settle_refresh, slot, refresh)
