import pytest
from hypothesis import given

from bot.discord_app.render.mention_text import Speech, read_mention
from tests.discord_app.render.records import texts


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        pytest.param("<@42> what is a KV cache?", "what is a KV cache?", id="a question"),
        pytest.param("<@!42>: what\nis it", "what is it", id="on two lines"),
        pytest.param("what is it, <@42>", "what is it", id="the mention at the end"),
        pytest.param("<@42> ask <@7> in <#9> <a:hm:1> <t:1:R>", "ask in", id="other mentions"),
        pytest.param("<@42> is a<b>c <b> & <3?", "is a<b>c <b> & <3?", id="what is no mention"),
        pytest.param("<@42> -survey?", "survey?", id="a leading sign"),
        pytest.param("<@42>", Speech.SILENCE, id="a bare mention"),
        pytest.param("", Speech.SILENCE, id="no words, or none that may be read"),
        pytest.param("Hey <@42>!", Speech.GREETING, id="a greeting"),
        pytest.param("<@42> thank you so much :)", Speech.THANKS, id="thanks"),
        pytest.param("<@42> ???", "???", id="no words"),
        pytest.param("ok so what is a cache", "ok so what is a cache", id="a question after all"),
    ],
)
def test_what_is_asked_in_a_mention(content: str, asked: str | Speech) -> None:
    assert read_mention(content) == asked


@given(texts)
def test_any_message_can_be_read(content: str) -> None:
    assert read_mention(content) != ""
