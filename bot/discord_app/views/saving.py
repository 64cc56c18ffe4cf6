"""The button that saves papers, and its menu."""

from bot.discord_app.conversation import answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.pick_answers import render_save_change, render_save_menu
from bot.discord_app.views.offered import take_up_choice, take_up_pick, titles_of
from bot.services.saving import choose_saves, find_saved, switch_save


async def save_picked(interaction: Interaction, press: Press) -> None:
    """Save the paper or take it out again; of several, ask which are to be kept."""
    if (pick := await take_up_pick(interaction, press)) is None:
        return
    offered, is_single = pick
    desk, member_id = interaction.client.desk, interaction.user.id
    titles = titles_of(offered)
    if is_single:
        [paper_id] = titles
        now_at = desk.clock.now_at()
        change = await desk.community.run(switch_save, member_id, paper_id, now_at=now_at)
        await answer(interaction, render_save_change(change, titles))
    else:
        saved = await desk.community.run(find_saved, member_id, list(titles))
        await answer(interaction, render_save_menu(offered, saved))


async def save_chosen(interaction: Interaction, press: Press) -> None:
    """Have those of the papers saved that are chosen, and none of the others."""
    if (choice := await take_up_choice(interaction, press)) is None:
        return
    offered, chosen = choice
    desk, titles = interaction.client.desk, titles_of(offered)
    change = await desk.community.run(
        choose_saves, interaction.user.id, list(titles), chosen, now_at=desk.clock.now_at()
    )
    await answer(interaction, render_save_change(change, titles))
