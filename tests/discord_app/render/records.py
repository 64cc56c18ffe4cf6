"""Records of every shape, and texts that try to be more than text."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.merging.history import tell_history
from bot.models import (
    AddedDigest,
    Addition,
    Answer,
    AttentionPart,
    Coverage,
    DayHealth,
    DigestEntry,
    DigestHealth,
    DiscussionPoint,
    DiscussionSummary,
    FetchState,
    FormHealth,
    Highlight,
    Highlights,
    IngestReport,
    LayoutShift,
    MarkedText,
    MonthCount,
    NumberKind,
    Organization,
    OrganizationCount,
    Outcome,
    Paper,
    PaperExplanation,
    PostedPaper,
    QuotedSentence,
    Recap,
    RecapDay,
    RecapPaper,
    RecapTheme,
    RelatedPaper,
    RelatedPapers,
    ReportedNumber,
    SavedPaper,
    SavedPapers,
    ScorePart,
    SearchHit,
    SearchRequest,
    SearchResults,
    SentenceRole,
    SharedTraits,
    Sighting,
    SkippedEntry,
    SkippedGroup,
    SortOrder,
    Summary,
    Theme,
    TitleSuggestion,
    UnreadPart,
)

NASTY = [
    "@everyone", "@here", "<@123>", "<@!123>", "<@&123>", "<#123>", "<t:1700000000:R>", "<:a:123>",
    "</search:123>", "<id:home>", "*", "**", "_", "__", "~~", "||", "`", "```", "\\", "[x](https://y.z)",
    "[", "]", "](", ")", "https://example.org/a_b", "<https://example.org>", "> ", ">>> ", "# ",
    "-# ", "- ", "1. ", "12.", ":smile:", "::", "🔷", "\u202e", "\x00", "\n", "\r\n", "\u2028",
    "\ufeff", "𝔘", "ﷺ", "مرحبا", "漢字", "…", "“”",
]  # fmt: skip

pieces = st.one_of(st.text(max_size=20), st.sampled_from(NASTY))
short_texts = st.lists(pieces, max_size=8).map("".join)
long_texts = st.builds(
    lambda text, times: (text or "word ") * times, short_texts, st.integers(40, 120)
)
texts = st.one_of(short_texts, short_texts, long_texts)
counts = st.none() | st.integers(0, 10**9)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
paper_ids = st.integers(1, 10**9)
organizations = st.none() | st.builds(Organization, texts, texts)
names = st.lists(texts, max_size=12).map(tuple)


@st.composite
def marked_texts(draw: st.DrawFn) -> MarkedText:
    text = draw(texts)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places), max_size=5))
    return MarkedText(text, tuple((min(span), max(span)) for span in spans))


papers = st.builds(
    Paper,
    paper_id=paper_ids,
    title=texts,
    abstract=texts,
    tldr=texts,
    arxiv_id=st.none() | st.just("2604.00001"),
    external_id=st.none() | short_texts,
    published_on=st.none() | days,
    published_on_is_inferred=st.booleans(),
    authors=names,
    author_count=counts,
    organization=organizations,
    comment_count=counts,
    upvotes=counts,
    keywords=names,
    code_url=st.none() | texts | st.just("https://github.com/example/a_(b)"),
    first_seen_on=days,
)
entries = st.builds(
    DigestEntry,
    position=st.just(1),
    line=st.just(1),
    title=st.just("x"),
    title_received=st.just("x"),
    comment_count=counts,
    upvotes=counts,
)
sightings = st.builds(
    Sighting,
    digest_id=st.integers(1, 100),
    digest=texts | st.just("page.txt"),
    format=st.sampled_from(["text_cards", "api_json"]),
    issued_on=st.none() | days | st.just(date(2026, 3, 10)),
    issued_on_is_inferred=st.booleans(),
    ingested_at=instants,
    entry=entries,
)
details = st.builds(tell_history, papers, st.lists(sightings, max_size=8))
coverages = st.builds(
    Coverage,
    paper_count=st.integers(0, 10**7),
    digest_count=st.integers(0, 10**6),
    first_published_on=st.none() | days,
    last_published_on=st.none() | days,
    undated_count=st.integers(0, 10**7),
    without_arxiv_id_count=st.integers(0, 10**7),
    without_author_count=st.integers(0, 10**7),
    last_issued_on=st.none() | days,
)
suggestions = st.lists(st.builds(TitleSuggestion, paper_ids, texts), max_size=30).map(tuple)
requests = st.builds(
    SearchRequest,
    query=texts,
    sort=st.sampled_from(SortOrder),
    since=st.none() | days,
    until=st.none() | days,
    organization=st.none() | texts,
    min_comments=counts,
    min_upvotes=counts,
    has_code=st.booleans(),
    phrases=names,
    excluded=names,
    limit=st.integers(1, 10),
)
hits = st.builds(
    SearchHit,
    paper=papers,
    rank=st.integers(1, 10**6),
    score=st.just(1.0),
    title=marked_texts(),
    snippet=marked_texts(),
)
results = st.builds(
    SearchResults,
    request=requests,
    understood=requests,
    searched=requests,
    total=st.integers(0, 10**7),
    hits=st.lists(hits, max_size=10).map(tuple),
)
shared_traits = st.builds(
    SharedTraits,
    st.lists(texts, max_size=3).map(tuple),
    organization=organizations,
    author=st.none() | texts,
)
related = st.builds(
    RelatedPapers,
    asked=st.none() | papers,
    related=st.lists(st.builds(RelatedPaper, papers, st.just(0.5), shared_traits), max_size=10).map(
        tuple
    ),
    paper_count=st.integers(0, 10**7),
)
discussion_points = st.lists(
    st.builds(
        DiscussionPoint,
        text=texts,
        author=short_texts,
        message_id=st.sampled_from(["1", "2", "3", "unknown"]),
    ),
    max_size=30,
).map(tuple)
discussions = st.builds(
    DiscussionSummary,
    points=discussion_points,
    open_questions=discussion_points,
    decisions=discussion_points,
    papers_mentioned=st.lists(papers, max_size=12).map(tuple),
    unknown_papers=st.lists(short_texts | st.just("2401.00010"), max_size=12).map(tuple),
    related=st.lists(st.builds(RelatedPaper, papers, st.just(0.5), shared_traits), max_size=6).map(
        tuple
    ),
    message_count=st.integers(0, 5_000),
    author_count=st.integers(0, 5_000),
    left_out_count=st.integers(0, 5_000),
)
score_parts = st.lists(
    st.builds(
        ScorePart,
        name=st.sampled_from(["upvotes", "team", "match", "a signal of tomorrow"]),
        value=st.floats(0, 1),
        most=st.floats(0, 1),
        fact=st.none() | texts,
        is_known=st.booleans(),
    ),
    max_size=12,
).map(tuple)
posted_papers = st.builds(PostedPaper, paper_ids, days, counts, counts)
picked_papers = st.builds(
    Highlight, papers, st.just(0.5), st.lists(texts, max_size=5).map(tuple), score_parts
)
explanations = st.builds(
    PaperExplanation,
    paper=papers,
    outcome=st.sampled_from(Outcome),
    on=days,
    candidate_count=st.integers(0, 10**4),
    topic=st.none() | texts,
    corrected_topic=st.none() | texts,
    rank=st.none() | st.integers(1, 10**4),
    score=st.none() | st.floats(0, 1),
    parts=score_parts,
    words=names,
    min_comments=counts,
    posted=st.none() | posted_papers,
    rival=st.none() | picked_papers,
    seen_on=st.none() | days,
)
highlights = st.builds(
    Highlights,
    on=days,
    topic=st.none() | texts,
    corrected_topic=st.none() | texts,
    candidate_count=st.integers(0, 10**4),
    new_count=st.integers(0, 10**4),
    picks=st.lists(
        st.builds(Highlight, papers, st.just(0.5), st.lists(texts, max_size=5).map(tuple)),
        max_size=10,
    ).map(tuple),
    latest_on=st.none() | days,
    coverage=coverages,
)
saved_papers = st.builds(
    SavedPapers,
    query=st.none() | texts,
    papers=st.lists(st.builds(SavedPaper, papers, instants), max_size=10).map(tuple),
    total=st.integers(0, 10**6),
    gone_count=st.integers(0, 10**6),
)
sentences = st.builds(QuotedSentence, texts, st.integers(1, 40), texts, st.integers(0, 20))
months = st.builds(lambda day: f"{day:%Y-%m}", days)
# What is known of some of the papers that sentences come from.
cited_papers = st.lists(papers, max_size=5).map(
    lambda known: tuple(replace(paper, paper_id=place) for place, paper in enumerate(known, 1))
)
answers = st.builds(
    Answer,
    question=texts,
    corrected_question=st.none() | texts,
    sentences=st.lists(sentences, max_size=4).map(tuple),
    papers=cited_papers,
    nearest=st.lists(papers, max_size=5).map(tuple),
    evidence=st.just(0.5),
    coverage=coverages,
    subject=st.none() | papers,
    organizations=st.lists(
        st.builds(
            OrganizationCount,
            organization=st.builds(Organization, slug=texts, name=texts),
            paper_ids=st.just((1, 2)),
        ),
        max_size=5,
    ).map(tuple),
    without_organization_count=st.integers(0, 99),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
)
summaries = st.builds(
    Summary,
    topic=texts,
    corrected_topic=st.none() | texts,
    papers=cited_papers,
    found_count=st.integers(0, 10**4),
    found_is_all=st.booleans(),
    themes=st.lists(
        st.builds(
            Theme,
            texts,
            st.lists(sentences, max_size=5).map(tuple),
            st.lists(st.integers(1, 8), max_size=8, unique=True).map(tuple),
            st.lists(st.sampled_from(SentenceRole), max_size=5).map(tuple),
        ),
        max_size=6,
    ).map(tuple),
    numbers=st.lists(
        st.builds(
            ReportedNumber,
            texts,
            sentences,
            measures=st.just("") | texts,
            baseline=st.just("") | texts,
            kind=st.sampled_from(NumberKind),
            place=st.tuples(st.integers(0, 30), st.integers(0, 30)),
        ),
        max_size=12,
    ).map(lambda found: tuple(sorted(found, key=lambda number: number.kind))),
    timeline=st.lists(st.builds(MonthCount, months, st.integers(1, 999)), max_size=40).map(tuple),
    undated_count=st.integers(0, 10**4),
    inferred_count=st.integers(0, 10**4),
    coverage=coverages,
)
recap_papers = st.builds(RecapPaper, papers, st.lists(texts, max_size=4).map(tuple))
recap_days = st.builds(
    RecapDay,
    on=days,
    digest_count=st.integers(0, 100),
    paper_count=st.integers(0, 10**4),
    without_counts_count=st.integers(0, 10**4),
    parts=st.lists(
        st.builds(
            AttentionPart,
            st.integers(1, 10**9),
            st.none() | st.integers(0, 5),
            st.none() | st.integers(1, 10),
        ),
        max_size=3,
    ).map(tuple),
)
totals = st.integers(-(10**3), 10**9)
numbers = st.integers(0, 10**6)
recaps = st.builds(
    Recap,
    first_on=days,
    last_on=days,
    topic=st.none() | texts,
    corrected_topic=st.none() | texts,
    papers=st.lists(recap_papers, max_size=10).map(tuple),
    voted=st.lists(recap_papers, max_size=3).map(tuple),
    discussed=st.lists(recap_papers, max_size=3).map(tuple),
    themes=st.lists(st.builds(RecapTheme, texts, st.just(()), st.floats(0, 1)), max_size=5).map(
        tuple
    ),
    days=st.lists(recap_days, max_size=7).map(tuple),
    is_attention_known=st.booleans(),
    upvotes_gained=totals,
    comments_gained=totals,
    digest_count=numbers,
    paper_count=numbers,
    new_count=numbers,
    without_counts_count=numbers,
    undated_count=numbers,
    older_count=numbers,
    latest_on=st.none() | days,
    coverage=coverages,
)
form_names = st.sampled_from(["html_page", "text_cards", "a form of *tomorrow*"])
additions = st.builds(
    Addition,
    texts,
    st.lists(
        st.builds(
            AddedDigest,
            st.builds(
                IngestReport,
                texts,
                form_names,
                numbers,
                numbers,
                numbers,
                st.lists(st.builds(SkippedEntry, st.integers(1, 10**6), texts), max_size=5).map(
                    tuple
                ),
            ),
            st.none() | days,
            st.booleans(),
        ),
        max_size=10,
    ).map(tuple),
    st.lists(st.builds(UnreadPart, texts, texts), max_size=6).map(tuple),
)
shares = st.floats(0, 1)
healths = st.builds(
    DigestHealth,
    coverage=coverages,
    forms=st.lists(
        st.builds(
            FormHealth,
            format=form_names,
            digest_count=numbers,
            reading_count=numbers,
            entry_count=numbers,
            skipped_count=numbers,
            first_on=st.none() | days,
            last_on=st.none() | days,
        ),
        max_size=15,
    ).map(tuple),
    days=st.lists(
        st.builds(
            DayHealth,
            st.none() | days,
            st.lists(st.tuples(form_names, numbers), max_size=6).map(tuple),
        ),
        max_size=8,
    ).map(tuple),
    skipped=st.lists(st.builds(SkippedGroup, texts, numbers), max_size=10).map(tuple),
    shifts=st.lists(
        st.builds(LayoutShift, form_names, days, numbers, shares, shares), max_size=12
    ).map(tuple),
)
fetch_states = st.builds(
    FetchState,
    last_at=st.none() | instants,
    fault=st.none() | texts,
    complete_at=st.none() | instants,
    day_count=numbers,
    last_day=st.none() | days,
)
