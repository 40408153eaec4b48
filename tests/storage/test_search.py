"""What is indexed, and where the words that were searched stand in a text."""

import sys

from annotator.storage import search


def test_every_character_of_a_script_without_spaces_is_a_token_of_its_own():
    everything = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    unspaced = {found[0] for found in search._UNSPACED.findall(everything)}
    assert len(unspaced) > 90_000
    assert [one for one in unspaced if search.searchable(one) == one] == []


def test_a_hit_begins_a_word_and_knows_its_place_in_the_text_as_written():
    text = "İstanbul ﬁnds Ångström's news; renews the STRASSE and the Straße_news."
    assert [text[slice(*place)] for place in search.hits(text, "news")] == ["news", "news"]
    assert [text[slice(*place)] for place in search.hits(text, "strasse")] == ["STRASSE", "Straße"]
    assert [text[slice(*place)] for place in search.hits(text, "angstr fin ist")] == [
        "İstanbul",
        "ﬁnds",
        "Ångström",
    ]


def test_a_snippet_is_around_the_first_hit_and_marks_every_hit_in_it():
    text = "Nothing here.\n" * 40 + "The crew’s café opened; the cafés closed." + " Nothing more." * 40
    passage, ranges = search.snippet(text, "cafe")
    assert [passage[start:end] for start, end in ranges] == ["café", "cafés"]
    assert "\n" not in passage
