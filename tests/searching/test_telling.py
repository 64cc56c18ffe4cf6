from bot.searching.telling import Rarity, share_of_terms, tally_terms, telling_query


def test_the_title_and_keywords_count_more() -> None:
    tally = tally_terms("KV Caches", "A cache of GPT-5, and the pages.", ["paging"])

    assert tally.words == {"kv": 3, "cach": 4, "gpt": 1, "gpt-5": 1, "page": 3}
    assert tally.pairs == {"kv_cach": 3, "gpt_5": 1}


def test_a_query_has_what_is_rare_and_said_often() -> None:
    tally = tally_terms("Zebra Models", " ".join(f"word{n} filler" for n in range(40)))
    rarity = Rarity({"zebra": 2, "model": 900, "filler": 999}, 1000)

    query = telling_query(tally, rarity)

    assert (len(query.words), len(query.pairs)) == (20, 10)
    assert "zebra" in query.words
    assert query.words["zebra"] > min(query.words.values()) == 1
    assert not {"model", "filler"} & query.words.keys()


def test_a_text_of_common_words_is_asked_for_all_the_same() -> None:
    query = telling_query(tally_terms("Models"), Rarity({"model": 9}, 9))

    assert list(query.words) == ["model"]


def test_the_share_of_terms_weighs_rare_ones_more() -> None:
    rarity = Rarity({"zebra": 1, "lion": 10}, 100)
    query = telling_query(tally_terms("Zebra, Lion"), rarity)
    shares = [share_of_terms(query, tally_terms(title), rarity) for title in ("Zebra", "Lion", "")]

    assert shares[0] > shares[1] > shares[2] == 0
    assert share_of_terms(query, tally_terms("Zebra, Lion"), rarity) == 1
    assert share_of_terms(telling_query(tally_terms(""), rarity), tally_terms("x"), rarity) == 0
