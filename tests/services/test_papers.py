import pytest

from bot.errors import PaperNotFound
from bot.services.library import Library
from bot.services.papers import find_paper, get_paper_details
from tests.builders import make_entry, make_library


@pytest.fixture
def library() -> Library:
    return make_library(
        make_entry(
            "FlashAttention-4: Algorithm and Kernel Pipelining", "Fast.", arxiv_id="2603.05451"
        ),
        make_entry("Kimi K2.5: Visual Agentic Intelligence", "An agent."),
        make_entry("2048", "A game."),
        make_entry("The Generation of Images", "Pictures."),
        make_entry("TriForce: Lossless Acceleration of Long Sequence Generation", "Drafts."),
    )


@pytest.mark.parametrize(
    ("reference", "paper_id"),
    [
        pytest.param("1", 1, id="number"),
        pytest.param("#2", 2, id="number with sign"),
        pytest.param("2603.05451", 1, id="arXiv id"),
        pytest.param("https://arxiv.org/abs/2603.05451v2", 1, id="arXiv link"),
        pytest.param("https://huggingface.co/papers/2603.05451", 1, id="Hugging Face link"),
        pytest.param("2048", 3, id="a title that is a number"),
        pytest.param("KIMI k2.5: visual agentic intelligence", 2, id="title in another case"),
        pytest.param("flashattention-4", 1, id="beginning of a title"),
        pytest.param("  TriForce ", 5, id="name before the colon"),
        pytest.param("TriForce: Losless Aceleration of Long Sequense Generation", 5, id="misspelt"),
        pytest.param("lossless acceleration", 5, id="middle of a title"),
    ],
)
def test_a_paper_is_found_by(library: Library, reference: str, paper_id: int) -> None:
    assert find_paper(library, reference).paper_id == paper_id


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        pytest.param("#99", "number 99", id="unknown number"),
        pytest.param("99", "number 99", id="unknown number without sign"),
        pytest.param("2603.99999", "not in the index", id="unknown arXiv id"),
        pytest.param(
            "agentic intelligence of ants and bees", "No indexed paper", id="unlike title"
        ),
        pytest.param("the", "No indexed paper", id="a word that says nothing"),
        pytest.param("generation", "Several titles fit", id="a word of several titles"),
        pytest.param("gence", "No indexed paper", id="a part of a word"),
        pytest.param("?", "Name a paper", id="no words"),
        pytest.param("", "Name a paper", id="nothing"),
    ],
)
def test_what_is_not_found_is_explained(library: Library, reference: str, words: str) -> None:
    with pytest.raises(PaperNotFound, match=words):
        find_paper(library, reference)


def test_the_nearest_titles_are_named(library: Library) -> None:
    with pytest.raises(PaperNotFound) as caught:
        find_paper(library, "agentic intelligence of ants and bees")

    assert caught.value.nearest == ("Kimi K2.5: Visual Agentic Intelligence",)


def test_details_tell_where_a_paper_was_seen(library: Library) -> None:
    details = get_paper_details(library, "#5")

    assert [(s.digest, s.entry.position) for s in details.sightings] == [("page.txt", 5)]
