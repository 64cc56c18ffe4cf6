import json
import re
from collections.abc import Mapping
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import DiscussionSummary, ThreadMessage
from bot.services.library import Library
from bot.services.thread_summaries import summarise_discussion
from bot.summarising.discussion.markup import clean_message
from tests.builders import library_over, make_entry, make_index, make_library
from tests.discussions import TRUTH, load_thread, make_sample_library, say


@pytest.fixture(scope="module")
def samples() -> Library:
    return make_sample_library()


@pytest.fixture(scope="module")
def summaries(samples: Library) -> Mapping[str, DiscussionSummary]:
    return {name: summarise_discussion(samples, load_thread(name)) for name in TRUTH}


def ids_of(summary: DiscussionSummary, section: str) -> set[str]:
    return {point.message_id for point in getattr(summary, section)}


def titles_of(summary: DiscussionSummary) -> set[str]:
    return {paper.title for paper in summary.papers_mentioned}


def recall_and_precision(
    summaries: Mapping[str, DiscussionSummary], section: str
) -> tuple[float, float]:
    """Over all threads together."""
    right = wanted = told = 0
    for name, summary in summaries.items():
        key = "papers" if section == "papers_mentioned" else section
        true = set(TRUTH[name][key])
        found = titles_of(summary) if key == "papers" else ids_of(summary, section)
        right, wanted, told = right + len(found & true), wanted + len(true), told + len(found)
    return right / wanted, right / told


@pytest.mark.parametrize(
    ("section", "least_recall", "least_precision"),
    [
        pytest.param("papers_mentioned", 0.95, 0.95, id="papers"),
        pytest.param("open_questions", 0.9, 0.85, id="open questions"),
        pytest.param("decisions", 0.9, 0.9, id="decisions"),
    ],
)
def test_hand_made_threads_are_understood(
    summaries: Mapping[str, DiscussionSummary],
    section: str,
    least_recall: float,
    least_precision: float,
) -> None:
    recall, precision = recall_and_precision(summaries, section)

    assert recall >= least_recall
    assert precision >= least_precision


def test_points_of_hand_made_threads_are_telling(
    summaries: Mapping[str, DiscussionSummary],
) -> None:
    shares = []
    for name, summary in summaries.items():
        told = ids_of(summary, "points")
        assert len(told & set(TRUTH[name]["never_points"])) <= 1, name
        shares.append(len(told & set(TRUTH[name]["points"])) / len(told))

    assert fmean(shares) >= 0.45


def test_unknown_papers_are_those_named_by_an_id(
    summaries: Mapping[str, DiscussionSummary],
) -> None:
    for name, summary in summaries.items():
        assert list(summary.unknown_papers) == TRUTH[name]["unknown"], name


def test_related_papers_were_mentioned_by_nobody(
    summaries: Mapping[str, DiscussionSummary],
) -> None:
    assert any(summary.related for summary in summaries.values())
    for summary in summaries.values():
        assert not titles_of(summary) & {each.paper.title for each in summary.related}


def test_talk_of_other_things_has_no_related_papers(
    summaries: Mapping[str, DiscussionSummary], samples: Library
) -> None:
    assert summaries["common_words"].related == ()
    lunch = say("Ann: The soup at the corner is too salty.", "Bo: Bread is better there.")
    assert summarise_discussion(samples, lunch).related == ()


@pytest.mark.parametrize("name", TRUTH)
def test_every_quotation_stands_in_its_message(
    summaries: Mapping[str, DiscussionSummary], name: str
) -> None:
    assert_verbatim(load_thread(name), summaries[name])


def test_an_empty_index_knows_the_discussion_all_the_same() -> None:
    library = library_over(make_index())

    summary = summarise_discussion(library, load_thread("reading_group"), left_out_count=2)

    assert (summary.message_count, summary.author_count, summary.left_out_count) == (20, 5, 2)
    assert summary.points
    assert ids_of(summary, "open_questions") == {"7", "17"}
    assert not summary.papers_mentioned
    assert not summary.related


def test_nothing_said_gives_an_empty_summary(samples: Library) -> None:
    summary = summarise_discussion(samples, [])

    assert (summary.points, summary.message_count, summary.author_count) == ((), 0, 0)


@pytest.fixture(scope="module")
def library() -> Library:
    return make_library(
        make_entry(
            "HySparse: Oracle Selection of Tokens", "We sparsify layers.", arxiv_id="2602.00011"
        ),
        make_entry("Spectra: A Study of Ternary Models", "Ternary weights per bit are best."),
        make_entry("Lost in Stories: Bugs in Long Tales", "Writers contradict themselves."),
        make_entry("Streaming Video via Diagonal Distillation", "Frames come soon."),
        make_entry("SeedPolicy: Robots With a Horizon", "Arms move for long."),
        make_entry("FlashKernel-4: Pipelines for Tiles", "Tiles are fast."),
        make_entry("Owl Audio S2 Technical Report", "Owls speak."),
        make_entry("Just-in-Time: Sampling Without Training", "Tokens are skipped."),
        make_entry("OfficeQA Pro: Questions on Reports", "Reports are read."),
    )


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        pytest.param("HySparse is neat", [1], id="the name before the colon"),
        pytest.param("hysparse is neat", [1], id="in small letters"),
        pytest.param("hy sparse or hy-sparse", [1], id="taken apart"),
        pytest.param("HySprase is neat", [1], id="misspelt"),
        pytest.param("https://arxiv.org/pdf/2602.00011v3.pdf", [1], id="a link"),
        pytest.param(
            "hf.co/papers?q=HySparse%3A+Oracle+Selection+of+Tokens", [1], id="a link to a search"
        ),
        pytest.param("see paper #3 and papers #4, #5", [3, 4, 5], id="local numbers"),
        pytest.param("fixes #3, item #4", [], id="other numbers"),
        pytest.param("selection of tokens is new", [], id="a short part of a title"),
        pytest.param('"oracle selection of tokens" is new', [1], id="a part of a title in quotes"),
        pytest.param("the Spectra paper", [2], id="called a paper"),
        pytest.param("as Spectra shows for ternary nets", [2], id="written as a name"),
        pytest.param("Spectra are wide, says Spectra", [], id="somebody's name, perhaps"),
        pytest.param(
            "video streaming by distillation, diagonal they call it", [4], id="most of its words"
        ),
        pytest.param("the spectra of ternary weights are flat", [2], id="beside its matter"),
        pytest.param("the spectra of stars are wide", [], id="ordinary words"),
        pytest.param("I got lost in stories of my aunt", [], id="an ordinary phrase"),
        pytest.param("Lost in Stories counts bugs", [3], id="a phrase as a name"),
        pytest.param("the diagonal distillation paper", [4], id="described"),
        pytest.param("flash kernel 4 and FlashKernel 4", [6], id="with its number"),
        pytest.param("FlashKernel-3 was for old cards", [], id="another number"),
        pytest.param("owl audio s2 speaks", [7], id="a report without the word"),
        pytest.param("JiT skips tokens when sampling, without training", [8], id="its initials"),
        pytest.param("just in time for lunch", [], id="what the initials stand for"),
        pytest.param("The OfficeQA one is hard", [9], id="the coined part of a name"),
        pytest.param("our seed policy is to use five seeds", [], id="a coined name taken apart"),
        pytest.param("```\nHySparse()\n```", [], id="in code"),
    ],
)  # fmt: skip
def test_papers_are_told_by_what_people_call_them(
    library: Library, said: str, numbers: list[int]
) -> None:
    summary = summarise_discussion(library, say(f"Ann: {said}"))

    assert [paper.paper_id for paper in summary.papers_mentioned] == numbers


def test_what_bots_say_is_no_mention(library: Library) -> None:
    summary = summarise_discussion(library, say("!Bot: HySparse, 2602.00011", "Ann: nice!"))

    assert summary.papers_mentioned == ()
    assert summary.message_count == 1


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="?!>`*_ <@:…\n ab#[]()\\", max_size=40),
    st.sampled_from(
        [
            "Why does it leak?",
            "yes",
            "scrap that",
            "Let's use HySparse.",
            "paper #3",
            "2602.00011v9",
        ]
    ),
)
MESSAGES = st.lists(
    st.builds(
        ThreadMessage,
        message_id=st.sampled_from("123456789"),
        author=st.one_of(st.sampled_from(["Ann", "Bo (he)", "Ć+", ""]), st.text(max_size=5)),
        text=TEXTS,
        reply_to_id=st.none() | st.sampled_from("123456789"),
        is_from_bot=st.booleans(),
    ),
    max_size=9,
)


@given(MESSAGES)
@settings(max_examples=60)
def test_any_messages_can_be_summarised(messages: list[ThreadMessage]) -> None:
    library = Shared.library()

    assert_verbatim(messages, summarise_discussion(library, messages))


class Shared:
    """One library for all examples: a fixture may not be handed to a property test."""

    _library: Library | None = None

    @classmethod
    def library(cls) -> Library:
        if cls._library is None:
            cls._library = make_library(make_entry("HySparse: Oracle Selection", "We sparsify."))
        return cls._library


def assert_verbatim(messages: list[ThreadMessage], summary: DiscussionSummary) -> None:
    cleaned: dict[str, str] = {}
    for message in messages:
        if not message.is_from_bot:
            own = cleaned.get(message.message_id, "")
            cleaned[message.message_id] = own + "\n" + squeeze(clean_message(message.text))
    for point in (*summary.points, *summary.open_questions, *summary.decisions):
        for piece in re.split("…", point.text):
            assert squeeze(piece) in cleaned[point.message_id], json.dumps(point.text)


def squeeze(text: str) -> str:
    return " ".join(text.split())
