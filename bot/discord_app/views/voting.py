"""The button that votes for papers, and its menu."""

from bot.discord_app.conversation import answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.pick_answers import render_vote_change, render_vote_menu
from bot.discord_app.views.offered import get_guild_id, take_up_choice, take_up_pick, titles_of
from bot.services.voting import choose_votes, find_votes, switch_vote


async def vote_for_picked(interaction: Interaction, press: Press) -> None:
    """Vote for the paper or take the vote back; of several, ask for which."""
    guild_id, member_id = get_guild_id(interaction), interaction.user.id
    if (pick := await take_up_pick(interaction, press)) is None:
        return
    offered, is_single = pick
    desk, titles = interaction.client.desk, titles_of(offered)
    if is_single:
        [paper_id] = titles
        now_at = desk.clock.now_at()
        change = await desk.community.run(switch_vote, guild_id, member_id, paper_id, now_at=now_at)
        await answer(interaction, render_vote_change(change, titles))
    else:
        voted, counts = await desk.community.run(find_votes, guild_id, member_id, list(titles))
        await answer(interaction, render_vote_menu(offered, voted, counts))


async def vote_for_chosen(interaction: Interaction, press: Press) -> None:
    """Have the member vote for the papers that are chosen, and for none of the others."""
    guild_id, member_id = get_guild_id(interaction), interaction.user.id
    if (choice := await take_up_choice(interaction, press)) is None:
        return
    offered, chosen = choice
    desk, titles = interaction.client.desk, titles_of(offered)
    now_at = desk.clock.now_at()
    change = await desk.community.run(
        choose_votes, guild_id, member_id, list(titles), chosen, now_at=now_at
    )
    await answer(interaction, render_vote_change(change, titles))
