"""What answers a press of a button below papers: a menu of the papers, and what came of it."""

from collections.abc import Collection, Mapping
from typing import Final

from bot.discord_app.render.custom_ids import (
    CHOOSE_DISCUSSION,
    CHOOSE_SAVES,
    CHOOSE_VOTES,
    OPEN_PAPER,
    make_compact_id,
    make_custom_id,
)
from bot.discord_app.render.limits import CONTENT_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, Markdown, escape, stack
from bot.discord_app.render.open_menu import PLACEHOLDER, option_label
from bot.discord_app.render.phrases import say_count
from bot.discord_app.render.reply import Menu, MenuOption, Reply
from bot.models import SaveChange, TitleSuggestion, VoteChange

TITLE_LIMIT_CHARS: Final = 110

Offered = Mapping[int, TitleSuggestion]  # papers by their number in the message


def render_details_menu(offered: Offered) -> Reply:
    """The question which of the papers to open."""
    menu = Menu(
        custom_id=make_custom_id(OPEN_PAPER), placeholder=PLACEHOLDER, options=_options(offered)
    )
    return Reply(content=Markdown("Details of which paper?"), rows=(menu,))


def render_discuss_menu(offered: Offered) -> Reply:
    """The question which of the papers to discuss."""
    menu = Menu(
        custom_id=make_custom_id(CHOOSE_DISCUSSION),
        placeholder="Discuss a paper…",
        options=_options(offered),
    )
    return Reply(
        content=Markdown("Which paper? It gets a thread in this channel, for everyone."),
        rows=(menu,),
    )


def render_save_menu(offered: Offered, saved: Collection[int]) -> Reply:
    """The papers, those chosen that are saved already."""
    options = _options(offered, chosen=saved)
    menu = Menu(
        custom_id=_make_choice_id(CHOOSE_SAVES, offered),
        placeholder="Papers to keep…",
        options=options,
        most=len(options),
    )
    return Reply(
        content=Markdown("Which papers do you want to keep? What you saved before is chosen."),
        rows=(menu,),
    )


def render_vote_menu(offered: Offered, voted: Collection[int], counts: Mapping[int, int]) -> Reply:
    """The papers with their votes, those chosen that have the member's."""
    options = _options(offered, chosen=voted, counts=counts)
    menu = Menu(
        custom_id=_make_choice_id(CHOOSE_VOTES, offered),
        placeholder="Papers to vote for…",
        options=options,
        most=len(options),
    )
    return Reply(
        content=Markdown("Which papers do you vote for? What you voted for before is chosen."),
        rows=(menu,),
    )


def render_save_change(change: SaveChange, titles: Mapping[int, str]) -> Reply:
    """What was saved and taken out, and how many papers are saved now."""
    changed = [*change.saved, *change.removed]
    match len(change.saved), len(change.removed):
        case 0, 0:
            said = "Nothing changed."
        case 1, 0:
            said = f"Saved {_quote(titles[changed[0]])}."
        case 0, 1:
            said = f"Took {_quote(titles[changed[0]])} out of your saved papers."
        case saved, 0:
            said = f"Saved {say_count(saved, 'paper')}."
        case 0, removed:
            said = f"Took {say_count(removed, 'paper')} out of your saved papers."
        case saved, removed:
            said = f"Saved {say_count(saved, 'paper')}, took {removed} out."
    return Reply(content=Markdown(f"{said} {_say_total(change.total)}"))


def render_vote_change(change: VoteChange, titles: Mapping[int, str]) -> Reply:
    """For each paper whether the vote counts, and how many votes there are."""
    lines = [
        Markdown(f"{said}: {_say_votes(change.counts.get(paper_id, 0))} for {_quote(title)}.")
        for said, paper_ids in (
            ("Your vote counts", change.cast),
            ("You took your vote back", change.withdrawn),
        )
        for paper_id in paper_ids
        if (title := titles.get(paper_id)) is not None
    ]
    said, _ = stack(lines or [Markdown("Nothing changed.")], CONTENT_LIMIT_CHARS)
    return Reply(content=said)


def render_discussion(thread_id: int, *, is_new: bool) -> Reply:
    """Where a paper is discussed."""
    said = "Here is its discussion" if is_new else "It is discussed already"
    return Reply(content=Markdown(f"{said}: <#{thread_id}>"))


def _make_choice_id(kind: str, offered: Offered) -> str:
    """Names the papers on offer: those that are not chosen lose their save or vote."""
    return make_compact_id(kind, *(paper.paper_id for paper in offered.values()))


def _options(
    offered: Offered, chosen: Collection[int] = (), counts: Mapping[int, int] | None = None
) -> tuple[MenuOption, ...]:
    return tuple(
        MenuOption(
            label=option_label(paper.title, number),
            value=str(paper.paper_id),
            description="" if counts is None else _say_votes(counts.get(paper.paper_id, 0)),
            is_chosen=paper.paper_id in chosen,
        )
        for number, paper in offered.items()
    )


def _say_total(total: int) -> str:
    if total == 0:
        return "You have none saved now."
    return "It is the only one that /saved lists." if total == 1 else f"/saved lists all {total:,}."


def _say_votes(count: int) -> str:
    return f"{say_count(count, 'vote') if count else 'no vote'} here"


def _quote(title: str) -> Markdown:
    return Markdown(f"“{escape(title, TITLE_LIMIT_CHARS) or UNTITLED}”")
