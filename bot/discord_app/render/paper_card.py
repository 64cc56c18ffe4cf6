"""A paper's card: everything that is known of it, and since when."""

from typing import Final

from bot.discord_app.render.custom_ids import (
    PICK_DISCUSS,
    PICK_SAVE,
    PICK_VOTE,
    RELATED,
    make_custom_id,
)
from bot.discord_app.render.limits import (
    CARDS_LIMIT_CHARS,
    DESCRIPTION_LIMIT_CHARS,
    FIELD_VALUE_LIMIT_CHARS,
    TITLE_LIMIT_CHARS,
    URL_LIMIT_CHARS,
)
from bot.discord_app.render.markdown import NOTHING, UNTITLED, Markdown, escape, link_target, stack
from bot.discord_app.render.phrases import (
    SEPARATOR,
    room_beside,
    say_authors,
    say_count,
    say_day,
    say_organization,
    say_published,
    small,
)
from bot.discord_app.render.pick_buttons import pick_button
from bot.discord_app.render.reply import PAPER_COLOUR, Button, Card, Field, Reply
from bot.discord_app.render.sightings import say_sightings
from bot.models import Paper, PaperDetails, is_first_seen_inferred
from bot.text.inferred_days import mark_issued
from bot.text.openings import capitalise

NAMES_SHOWN_COUNT: Final = 8
NAMES_LIMIT_CHARS: Final = 400
TLDR_LIMIT_CHARS: Final = 500
KEYWORDS_LIMIT_CHARS: Final = 300
# What stands above the card that a thread about the paper begins with.
ASK_HERE: Final = small("Ask about this paper right here: type /ask, or mention me in a question.")


def render_paper_card(
    details: PaperDetails, *, can_be_voted_for: bool = True, can_be_discussed: bool = True
) -> Reply:
    """The paper with its tldr, abstract, facts, links, and the digests it stood in.

    Args:
        details: the paper.
        can_be_voted_for: the card is shown in a server.
        can_be_discussed: it is shown where a thread can be opened.
    """
    paper = details.paper
    title = escape(paper.title, TITLE_LIMIT_CHARS) or Markdown(UNTITLED)
    fields = tuple(_fields(details))
    is_inferred = is_first_seen_inferred(paper, details.sightings)
    first_seen = mark_issued(say_day(paper.first_seen_on), is_inferred=is_inferred)
    footer = f"#{paper.paper_id}{SEPARATOR}first seen {first_seen}"
    frame = Card(title=title, fields=fields, footer=footer)
    room = min(DESCRIPTION_LIMIT_CHARS, CARDS_LIMIT_CHARS - frame.length())
    card = Card(
        title=title,
        url=link_target(paper.url, URL_LIMIT_CHARS),
        description=_describe(paper, room),
        fields=fields,
        footer=footer,
        colour=PAPER_COLOUR,
    )
    kinds = {PICK_SAVE: True, PICK_VOTE: can_be_voted_for, PICK_DISCUSS: can_be_discussed}
    picks = [pick_button(kind, paper.paper_id) for kind, is_offered in kinds.items() if is_offered]
    related = Button(label="Related", custom_id=make_custom_id(RELATED, paper.paper_id))
    return Reply(cards=(card,), rows=((related, *picks),))


def _describe(paper: Paper, room_chars: int) -> Markdown:
    """The tldr as a quotation, then the abstract."""
    parts = []
    if paper.tldr != paper.title and (tldr := escape(capitalise(paper.tldr), TLDR_LIMIT_CHARS)):
        parts.append(f"> {tldr}\n")
    room = room_beside(room_chars, *parts) - len("\n")
    abstract = escape(paper.abstract, room) if paper.abstract else small("no abstract known")
    return Markdown("\n".join([*parts, abstract]))


def _fields(details: PaperDetails) -> list[Field]:
    paper = details.paper
    attention = SEPARATOR.join(
        [say_count(paper.comment_count, "comment"), say_count(paper.upvotes, "upvote")]
    )
    fields = [
        Field(Markdown("Who"), _say_everyone(paper)),
        Field(Markdown("Published"), Markdown(say_published(paper) or "unknown")),
        Field(Markdown("Attention"), Markdown(attention)),
        Field(Markdown("Links"), _say_links(paper), is_inline=False),
    ]
    if details.digests:
        seen = say_sightings(details, FIELD_VALUE_LIMIT_CHARS)
        fields.append(Field(Markdown("Seen in"), seen, is_inline=False))
    if keywords := escape(", ".join(paper.keywords), KEYWORDS_LIMIT_CHARS):
        fields.append(Field(Markdown("Keywords"), keywords, is_inline=False))
    return fields


def _say_everyone(paper: Paper) -> Markdown:
    """The organisation and as many names as make sense, or how many authors there are."""
    organization = NOTHING if paper.organization is None else say_organization(paper.organization)
    authors = say_authors(paper, NAMES_SHOWN_COUNT, NAMES_LIMIT_CHARS)
    if not authors and (paper.author_count is not None or not organization):
        authors = Markdown(say_count(paper.author_count, "author"))
    return Markdown("\n".join(line for line in (organization, authors) if line))


def _say_links(paper: Paper) -> Markdown:
    """Where to read on; what is missing is said."""
    page = "Hugging Face" if paper.arxiv_id is not None else "Look for it on Hugging Face"
    links = [_link_or(page, paper.url, "")]
    links.append(_link_or("arXiv", paper.arxiv_url, "arXiv id unknown"))
    links.append(_link_or("Code", paper.code_url, "code unknown"))
    said, _ = stack([one for one in links if one], FIELD_VALUE_LIMIT_CHARS, SEPARATOR)
    return said


def _link_or(text: str, url: str | None, otherwise: str) -> Markdown:
    target = None if url is None else link_target(url)
    return Markdown(otherwise if target is None else f"[{text}]({target})")
