"""The button that opens a thread about a paper, and its menu."""

from bot.discord_app.conversation import acknowledge_change, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.discussions import check_place, open_discussion
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.pick_answers import render_discuss_menu, render_discussion
from bot.discord_app.views.offered import take_up_pick


async def discuss_picked(interaction: Interaction, press: Press) -> None:
    """Open the thread, or say where it is; of several papers, ask about which."""
    check_place(interaction)
    if (pick := await take_up_pick(interaction, press)) is None:
        return
    offered, is_single = pick
    if is_single:
        [paper] = offered.values()
        await _discuss(interaction, paper.paper_id)
    else:
        await answer(interaction, render_discuss_menu(offered))


async def discuss_chosen(interaction: Interaction, press: Press) -> None:
    """Open the thread about the chosen paper, or say where it is."""
    await acknowledge_change(interaction)
    await _discuss(interaction, int("".join(press.chosen[:1])))


async def _discuss(interaction: Interaction, paper_id: int) -> None:
    thread_id, is_new = await open_discussion(interaction, paper_id)
    await answer(interaction, render_discussion(thread_id, is_new=is_new))
