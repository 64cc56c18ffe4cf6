import discord

from bot.discord_app.delivery import build_embed, message_parts
from bot.discord_app.render.markdown import escape
from bot.discord_app.render.reply import Button, Card, Field, Menu, MenuOption, Reply


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
    assert parts.given() == {"content": "only text"}
