from datetime import date

import pytest

from bot.app import App
from bot.config import Settings
from bot.errors import EmptyQuery, MalformedQuery
from bot.models import Answer, DigestEntry, Organization, QuestionContext
from bot.parsing.digest import parse_digest
from bot.services.answer_wording import describe_makers, describe_period, describe_unanswered
from bot.services.answers import answer_question
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.summarising.evidence_weights import ANSWERED_FROM
from bot.text.sentences import split_sentences
from tests.builders import (
    NOW_AT,
    TODAY,
    library_over,
    make_digest,
    make_entry,
    make_index,
    make_library,
)
from tests.shared_files import SHARED, needs_shared

ACME = Organization("acme", "Acme Labs")
ENTRIES = (
    make_entry(
        "Paged Caches for Long Dialogues",
        "Serving long dialogues is limited by memory. A paged cache is a cache that keeps keys in "
        "small blocks. We serve 2.5× as many dialogues with a paged cache as with a whole one. "
        "However, short dialogues gain little. Code is available at https://example.org/paged.",
        organization=ACME,
        published_on=date(2026, 3, 2),
    ),
    make_entry(
        "Drafting Tokens with Small Models",
        "Speculative decoding drafts tokens with a small model and checks them with a large one. "
        "Our drafts are accepted 80 % of the time. Translation becomes twice as fast.",
        organization=ACME,
        published_on=date(2025, 6, 1),
    ),
    make_entry(
        "Robots that Fold Laundry",
        "We teach robots to fold laundry from 40 hours of videos. Diffusion policies fold shirts "
        "better than transformers do. The robots never need a human teacher in the loop.",
        organization=Organization("tidy", "Tidy University"),
        published_on=date(2026, 2, 11),
    ),
    make_entry(
        "Texts without Attention",
        "We present a language model that uses no attention. A recurrent state replaces it and "
        "grows by 3 % per layer. On long texts the recurrent state loses names.",
    ),
    make_entry(
        "Attention in Every Layer",
        "Most language models use attention in every layer. We measure which layers could do "
        "without and find few.",
        published_on=date(2024, 1, 5),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return make_library(*ENTRIES)


def titles(answer: Answer) -> list[str]:
    return [paper.title.split()[0] for paper in answer.papers]


def texts(answer: Answer) -> str:
    return " ".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("What is a paged cache?", "is a cache that keeps keys", id="what is"),
        pytest.param("How many dialogues does a paged cache serve?", "2.5×", id="how many"),
        pytest.param("how fast is speculative decoding", "drafts tokens", id="another's name"),
        pytest.param("Which papers fold laundry?", "fold laundry", id="which papers"),
        pytest.param("diffusion policies vs transformers", "better than", id="versus"),
        pytest.param("Are diffusion policies better than transformers?", "better than",
                     id="better than"),
        pytest.param("which models do not use attention?", "uses no attention", id="negated"),
        pytest.param("what is speculativ decodng?", "Speculative decoding drafts", id="misspelt"),
        pytest.param("robots org:tidy", "robots", id="filter of the search language"),
        pytest.param('what does "paged cache" mean?', "paged cache", id="in quotes"),
        pytest.param("Do we know whether robots need a human teacher?", "never need",
                     id="filler before it"),
    ],
)  # fmt: skip
def test_an_answer_is_quoted(library: Library, question: str, expected: str) -> None:
    answer = answer_question(library, question)

    assert expected in texts(answer)
    assert answer.evidence >= ANSWERED_FROM
    assert len(answer.sentences) <= 4


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What is the capital of France?", id="another world"),
        pytest.param("what is zorblattian cheese?", id="nobody has the name"),
        pytest.param("which robots do not fold laundry?", id="only the opposite stands there"),
        pytest.param("paged cache versus quantum annealing", id="one side is unknown"),
        pytest.param("robots before 2020", id="nothing is so old"),
        pytest.param("how fast is it?", id="it means nothing"),
        pytest.param("who", id="a word that only asks"),
        pytest.param("how do robins fool laundry?", id="short words are not corrected"),
        pytest.param("Comment plier le linge ?", id="French"),
    ],
)
def test_it_is_said_that_there_is_no_answer(library: Library, question: str) -> None:
    answer = answer_question(library, question)

    assert not answer.is_answered
    assert answer.evidence < ANSWERED_FROM
    assert describe_unanswered(answer).startswith("Nothing in the 5 indexed papers")


def test_what_comes_nearest_is_named(library: Library) -> None:
    answer = answer_question(library, "do robots fold paper planes from origami books?")

    assert not answer.is_answered
    assert answer.nearest[0].title == "Robots that Fold Laundry"


def test_a_question_without_a_word_is_refused(library: Library) -> None:
    with pytest.raises(EmptyQuery, match="There is no question"):
        answer_question(library, " ?! ")


def test_a_wrong_filter_is_refused(library: Library) -> None:
    with pytest.raises(MalformedQuery, match="since:2026"):
        answer_question(library, "robots since:yesterday")


def test_a_pasted_page_is_read(library: Library) -> None:
    assert answer_question(library, "robots fold laundry " * 150).question.startswith("robots")


def test_an_empty_index_says_so() -> None:
    answer = answer_question(make_library(), "what is a paged cache?")

    assert describe_unanswered(answer) == "The index is empty."


def test_papers_of_another_time_and_without_a_date_are_left_out(library: Library) -> None:
    answer = answer_question(library, "which papers are on models in 2025?")

    assert (answer.since, answer.until) == (date(2025, 1, 1), date(2025, 12, 31))
    assert titles(answer) in ([], ["Drafting"])
    assert describe_period(answer) == (
        "Only papers published from 2025-01-01 to 2025-12-31; 1 without a date do not count"
    )


def test_recent_counts_from_the_newest_paper(library: Library) -> None:
    assert answer_question(library, "robots in the last month").since == date(2026, 1, 30)


def test_filters_alone_list_what_fulfils_them(library: Library) -> None:
    answer = answer_question(library, "which papers since 2026?")

    assert titles(answer) == ["Paged", "Robots"]


def test_organisations_are_counted_and_the_unknown_too(library: Library) -> None:
    answer = answer_question(library, "Who works on language models without attention?")

    assert answer.organizations == ()
    assert answer.without_organization_count
    makers = answer_question(library, "which labs work on laundry?")
    assert [each.organization.name for each in makers.organizations] == ["Tidy University"]
    assert describe_makers(makers) == "Tidy University (1 paper)"
    assert titles(makers) == ["Robots"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param('who wrote "Robots that Fold Laundry"?', ["Robots"], id="a title"),
        pytest.param('who wrote "Robots that Fold Laundrey"?', ["Robots"], id="a misspelt title"),
        pytest.param('who wrote "Attention in Texts"?', [], id="a title that is not there"),
        pytest.param('who works on "folding laundry"?', ["Robots"], id="another ending"),
    ],
)
def test_makers_are_named_of_what_stands_in_quotes_only(
    library: Library, question: str, expected: list[str]
) -> None:
    assert titles(answer_question(library, question)) == expected


def paper_id(library: Library, beginning: str) -> int:
    return next(p.paper_id for p in library.index.iter_papers() if p.title.startswith(beginning))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("how many hours of videos?", "40 hours", id="a number"),
        pytest.param("does it need a teacher?", "never need", id="it"),
        pytest.param("what is this paper about?", "We teach robots", id="about"),
        pytest.param("who made it?", "robots", id="who"),
        pytest.param("What is a paged cache?", "keeps keys", id="something else"),
    ],
)
def test_in_a_thread_the_paper_comes_first(library: Library, question: str, expected: str) -> None:
    context = QuestionContext(paper_id=paper_id(library, "Robots"))
    answer = answer_question(library, question, context)

    assert expected in texts(answer)
    assert answer.subject is not None


@pytest.mark.parametrize("question", ["what does it cost?", "how large is the dataset?", "why?"])
def test_in_a_thread_nothing_is_said_that_the_paper_does_not_say(
    library: Library, question: str
) -> None:
    context = QuestionContext(paper_id=paper_id(library, "Robots"))
    answer = answer_question(library, question, context)

    assert not answer.is_answered
    assert describe_unanswered(answer).startswith("The abstract of “Robots that Fold Laundry”")


def test_a_follow_up_keeps_the_subject(library: Library) -> None:
    context = QuestionContext(earlier=("What is speculative decoding?",))

    assert titles(answer_question(library, "and how fast is it?", context))[0] == "Drafting"
    assert titles(answer_question(library, "who made it?", context)) == ["Drafting"]


def test_a_question_of_its_own_forgets_what_was_said(library: Library) -> None:
    context = QuestionContext(earlier=("What is speculative decoding?",))

    assert titles(answer_question(library, "What is a paged cache?", context))[0] == "Paged"


def test_the_topic_of_a_thread_says_what_it_is(library: Library) -> None:
    context = QuestionContext(topic="speculative decoding")

    assert titles(answer_question(library, "how fast is it?", context))[0] == "Drafting"


def test_papers_can_be_left_out(library: Library) -> None:
    without = {paper_id(library, "Paged")}
    answer = answer_question(library, "What is a paged cache?", without=without)

    assert without.isdisjoint(each.paper_id for each in (*answer.papers, *answer.nearest))
    assert not answer.is_answered


def test_one_work_under_two_names_is_quoted_once() -> None:
    twin: DigestEntry = make_entry("Paged Caches for Very Long Dialogues", ENTRIES[0].abstract)
    library = make_library(*ENTRIES, twin)

    assert len(titles(answer_question(library, "What is a paged cache?"))) == 1


def test_meaning_takes_part_where_there_are_vectors() -> None:
    index = make_index(make_digest(*ENTRIES))
    app = App(Settings.model_validate({"search": {"embedding_model": "static"}}))
    app.embed_all(index)
    library = app.open_memory_library(index)

    assert library.meaning is not None
    assert titles(answer_question(library, "What is a paged cache?"))[0] == "Paged"
    assert not answer_question(library, "What is the capital of France?").is_answered


@needs_shared
def test_every_sentence_stands_where_it_is_said_to_stand() -> None:
    index = make_index()
    for place in sorted((SHARED / "digests" / "search_pages").iterdir()):
        digest = parse_digest(place.read_text(encoding="utf-8"), source=place.name, today=TODAY)
        ingest_digest(index, digest, ingested_at=NOW_AT)
    library = library_over(index)
    papers = {paper.paper_id: paper for paper in library.index.iter_papers()}
    quoted = 0
    for number, paper in enumerate(list(papers.values())[::3]):
        question = ("what is {}?", "how fast is {}?", "which papers are on {}?", "{}")[number % 4]
        answer = answer_question(library, question.format(paper.title))
        for sentence in answer.sentences:
            abstract = papers[sentence.paper_id].abstract
            assert split_sentences(abstract)[sentence.sentence_index] == sentence.text
            assert sentence.text in abstract
            quoted += 1
    assert quoted > 50
