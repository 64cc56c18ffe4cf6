from bot.services.derivation import embed_pending
from bot.services.library import Library
from bot.services.topic_papers import find_topic_papers
from bot.services.topics import understand_topic
from bot.store import open_terms
from tests.builders import library_over, make_digest, make_entry, make_index
from tests.services.toy_embedder import ToyEmbedder

FILLER = "They walk on sand, swim in lakes and sleep in trees when the night comes. " * 3
PAPERS = (
    make_entry("Caches for Code Generation", "Code generation with caches of code."),
    make_entry("Code Generation by Agents", "Agents write code; code generation is hard."),
    make_entry("Walking Robots", f"{FILLER} Some write code. {FILLER} One is for generation."),
    make_entry("Code Reviews", "Reviews of code are slow, and people read code."),
    make_entry("Sand Dunes", "Dunes of sand move in the wind."),
)


def titles(library: Library, topic: str) -> list[str]:
    found = find_topic_papers(library, understand_topic(library, topic))
    return [
        paper.title
        for paper in library.index.find_papers([paper_id for paper_id, _ in found.ranked])
    ]


def plain_library() -> Library:
    return library_over(make_index(make_digest(*PAPERS)))


def test_papers_on_the_topic_are_found() -> None:
    assert sorted(titles(plain_library(), "code generation")) == [
        "Caches for Code Generation",
        "Code Generation by Agents",
    ]


def test_what_only_mentions_the_words_is_not_on_the_topic() -> None:
    assert "Walking Robots" not in titles(plain_library(), "code generation")


def test_what_lacks_a_phrase_is_not_on_the_topic() -> None:
    assert titles(plain_library(), '"code reviews"') == ["Code Reviews"]


def test_nothing_is_found_where_no_paper_has_the_words() -> None:
    assert titles(plain_library(), "xylophone") == []


def test_with_vectors_what_is_near_in_meaning_comes_first() -> None:
    index = make_index(
        make_digest(
            make_entry("sand iiii oooo"), make_entry("sand aaaa eeee"), make_entry("wave aaaa")
        )
    )
    embedder = ToyEmbedder()
    embed_pending(index, embedder)
    library = Library(index, open_terms(None), [embedder])

    found = titles(library, "sand")

    assert found[0] == "sand aaaa eeee"
    assert "wave aaaa" not in found


def test_all_papers_were_looked_at() -> None:
    library = plain_library()

    assert find_topic_papers(library, understand_topic(library, "code")).is_all
