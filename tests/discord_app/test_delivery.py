import discord

from bot.discord_app.delivery import build_embed, message_parts
from bot.discord_app.render.markdown import escape
from bot.discord_app.render.reply import AttachedFile, Button, Card, Field, Menu, MenuOption, Reply


async def test_a_card_becomes_an_embed() -> None:
    card = Card(
        title=escape("Title"),
        url="https://example.org/",
        description=escape("Text"),
        fields=(Field(escape("Who"), escape("We"), is_inline=False),),
        footer="#1",
        colour=0x112233,
    )

    assert build_embed(card).to_dict() == {
        "type": "rich",
        "title": "Title",
        "url": "https://example.org/",
        "description": "Text",
        "fields": [{"name": "Who", "value": "We", "inline": False}],
        "footer": {"text": "#1"},
        "flags": 0,
        "color": 0x112233,
    }


async def test_rows_keep_their_order_and_outlive_the_process() -> None:
    buttons = tuple(Button(label=name, custom_id=f"pb1:{name}") for name in "ab")
    menu = Menu(custom_id="pb1:open", placeholder="…", options=(MenuOption("one", "1"),))

    view = message_parts(Reply(rows=(buttons, menu))).view

    assert view is not None
    assert view.is_persistent()
    assert [[item["type"] for item in row["components"]] for row in view.to_components()] == [
        [discord.ComponentType.button.value] * 2,
        [discord.ComponentType.select.value],
    ]


async def test_what_a_reply_lacks_is_taken_away_from_an_edited_message() -> None:
    parts = message_parts(Reply(content=escape("only text")))

    assert (parts.embeds, parts.view) == ([], None)
    assert parts.given() == {"content": "only text", "allowed_mentions": parts.mentions}


def test_nobody_is_mentioned_but_the_role_that_was_asked_for() -> None:
    parts = message_parts(Reply(content=escape("@everyone <@&1>"), role_id=2))

    assert parts.content == "<@&2> @\u200beveryone \\<@\u200b&1>"
    assert dict(parts.mentions.to_dict()) == {"parse": [], "roles": [2]}


def test_a_file_goes_along_and_may_be_a_cards_picture() -> None:
    picture = AttachedFile("week.png", b"pixels", "A picture of the week")
    parts = message_parts(Reply(cards=(Card(image="week.png"),), files=(picture,)))

    [file] = parts.files
    assert (file.filename, file.description, file.fp.read()) == (
        "week.png",
        "A picture of the week",
        b"pixels",
    )
    assert parts.embeds[0].image.url == "attachment://week.png"
