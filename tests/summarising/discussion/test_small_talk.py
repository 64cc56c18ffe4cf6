import pytest

from bot.summarising.discussion.small_talk import is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "", "👍", "+1", "-1", "lol", "haha yes", "Hi everyone! 👋", "hello :)", "Good morning all",
        "thanks!", "Thank you very much, now it is clear!", "thx", "Thanks Yuki!!", "good question",
        "Good idea, I agree", "same here", "no idea", "https://example.org/a and https://b.org",
        "how are you all btw? long time", "see you next week!", "brb", "ok", "right?", "^^", "😂😂",
    ],
)  # fmt: skip
def test_it_says_nothing_about_the_matter(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "No, caches grow.", "Thanks to the cache it is fast.", "Hi, the cache overflows.",
        "good results on B200", "yes, with 8 bits", "0.7", "see https://example.org for the table",
    ],
)  # fmt: skip
def test_it_says_something(text: str) -> None:
    assert not is_small_talk(text)
