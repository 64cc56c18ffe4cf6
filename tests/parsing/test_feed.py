"""Feeds: arXiv's answers and announcements, other sites' lists, damage and malice."""

from datetime import UTC, date, datetime

import pytest

from bot.errors import MalformedDigest
from tests.parsing.reading import load_sample, read, read_sample

RSS = """\
<rss version="2.0"><channel><title>Papers</title>
<item><title>Owls (arXiv:2605.02003v1 [cs.CL])</title>
<link>https://huggingface.co/papers/2605.02003</link>
<description>&lt;p&gt;Owls &lt;b&gt;hunt&lt;/b&gt;. 34 upvotes&lt;/p&gt;</description>
<pubDate>Wed, 06 May 2026 22:00:00 GMT</pubDate></item>
</channel></rss>
"""


def test_an_answer_of_arxiv_tells_when_papers_were_published() -> None:
    digest = read_sample("feed.xml")
    owls, feathers = digest.entries
    assert digest.issued_on == date(2026, 5, 7)
    assert (owls.title, owls.published_on) == (
        "Owls on Trains: Timetables by Night",
        date(2026, 5, 5),
    )
    assert owls.authors == ("Olga Ural", "Bela Perch")
    assert owls.abstract == "Owls travel late. We find that they read timetables & signs."
    assert (feathers.arxiv_id, feathers.abstract) == ("2605.02002", "Feathers filter wind.")


def test_an_item_about_something_else_is_told() -> None:
    [skipped] = read_sample("feed.xml").skipped
    assert (skipped.line, "new office" in skipped.reason) == (18, True)


def test_the_date_of_another_sites_item_is_when_it_was_listed() -> None:
    digest = read(RSS)
    [owls] = digest.entries
    assert (owls.title, owls.upvotes, owls.published_on) == ("Owls", 34, None)
    assert owls.submitted_at == datetime(2026, 5, 6, 22, tzinfo=UTC)
    assert digest.issued_on == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("Owls (arXiv:2605.02003v1 [cs.CL])", "Owls", id="arXiv's tail"),
        pytest.param("Owls. (arXiv:2605.02003v1 [cs.CL] UPDATED)", "Owls", id="a full stop before"),
        pytest.param("Q&amp;A for Owls", "Q&A for Owls", id="escaped once"),
        pytest.param("Q&amp;amp;A for Owls", "Q&A for Owls", id="escaped twice"),
        pytest.param("The &lt;think&gt; of Owls", "The <think> of Owls", id="no element of HTML"),
        pytest.param("The &lt;i&gt;Owl&lt;/i&gt;", "The Owl", id="an element"),
        pytest.param("Owls\n   on Trains", "Owls on Trains", id="a line break"),
    ],
)
@pytest.mark.parametrize("as_atom", [False, True])
def test_titles_are_shown_as_written(written: str, shown: str, *, as_atom: bool) -> None:
    text = RSS.replace("Owls (arXiv:2605.02003v1 [cs.CL])", written)
    if as_atom:
        text = (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">{written}</title>'
            '<link href="https://arxiv.org/abs/2605.02003v2"/></entry></feed>'
        )
    assert [entry.title for entry in read(text).entries] == [shown]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("&lt;p&gt;Owls &lt;b&gt;hunt&lt;/b&gt;.&lt;/p&gt;", "Owls hunt.", id="HTML"),
        pytest.param("if p&lt;b and b&gt;c, n&lt;q", "if p<b and b>c, n<q", id="less and greater"),
        pytest.param("<![CDATA[<p>p &lt; b &amp; c</p>]]>", "p < b & c", id="HTML as it is"),
    ],
)
def test_abstracts_are_shown_as_written(written: str, shown: str) -> None:
    begin, end = RSS.index("<description>") + 13, RSS.index("</description>")
    [entry] = read(RSS[:begin] + written + RSS[end:]).entries
    assert entry.abstract == shown


def test_a_feed_that_is_cut_off_keeps_its_items_and_says_so() -> None:
    text = load_sample("feed.xml")
    digest = read(text[: text.index("Feathers")])
    assert digest.entries[0].arxiv_id == "2605.02001"
    assert any("damaged" in skipped.reason for skipped in digest.skipped)


def test_a_feed_may_declare_no_entities() -> None:
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a "aaaa">]>\n' + RSS
    with pytest.raises(MalformedDigest, match="line 2: expected a feed without entities"):
        read(bomb)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("<rss version='2.0'><channel></channel></rss>", "no item", id="empty"),
        pytest.param(RSS.replace("/papers/2605.02003", "/blog/owls"), "no such link", id="a blog"),
    ],
)
def test_a_feed_without_papers_is_refused(text: str, found: str) -> None:
    with pytest.raises(MalformedDigest, match=found):
        read(text)


def test_an_item_that_damage_swallows_is_named() -> None:
    digest = read(load_sample("feed.xml").replace("</title>\n  ", "\n  ", 1))
    assert [entry.arxiv_id for entry in digest.entries] == ["2605.02002"]
    assert (5, "the item about 2605.02001 was not read") in [
        (skipped.line, skipped.reason) for skipped in digest.skipped
    ]
