"""Each kind of damage is found where it is, and what only looks like it is left alone."""

import pytest

from annotator.domain.damage import find
from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding, seen

_DAMAGED = [
    ("mojibake", "The mayor of MalmÃ¶ said so.", "Ã¶", "ö"),
    ("mojibake", "She doesnâ\u0080\u0099t know.", "â\u0080\u0099", "’"),
    ("mojibake", "Ferries to +àland are late.", "+à", "Å"),
    ("mojibake", "The barco tur\x92stico sank.", "\x92", "í"),
    ("mojibake", "Il porto chiude al pi√π presto.", "√π", "ù"),
    ("unreadable", "The caf\ufffd is open.", "\ufffd", None),
    ("invisible", "The ha\u00adrbour", "\u00ad", ""),
    ("invisible", "\ufeffThe harbour", "\ufeff", ""),
    ("invisible", "The harbour\u200f is open.", "\u200f", ""),
    ("apostrophes", "They say that Velmora s mayor left.", " s", "'s"),
    ("apostrophes", "They said that they don t know.", " t", "'t"),
    ("apostrophes", "They said that they didnt know.", "nt", "n't"),
    ("casing", "Ships from rUSsia left.", "rUSsia", "russia"),
    ("casing", "It cost 5 mln U.S. Dollar, it said.", "Dollar", "dollar"),
    (
        "casing",
        "HARBOUR OPENS AFTER STORM\nThe harbour of Velmora opened.",
        "HARBOUR OPENS AFTER STORM",
        None,
    ),
    ("replaced", "Walter Leland Mr. Cronkite, Jr.", " Mr.", ""),
    (
        "headline",
        "Harbour opens again\n\nHarbour opens again\n\nIt was closed.",
        "Harbour opens again\n\n",
        "",
    ),
    ("doubled", "She was told to to leave the harbour.", " to", ""),
    ("joined", "It is not presidential.How long did it take?", ".", ". "),
    ("joined", "It rained,Mackie said about the game.", ",", ", "),
    ("markup", "The caf&#233; is open.", "&#233;", "é"),
    ("markup", "On Wednesday #39;s friendly", " #39;", "'"),
    ("markup", 'Co. &lt;A HREF="http://a.example"&gt;MON.N', '&lt;A HREF="http://a.example"&gt;', ""),
    ("furniture", "It opened.\nRead more: ships\nIt closed.", "Read more: ships", ""),
    ("truncated", "It opened. [+1234 chars]", "[+1234 chars]", None),
]
_SOUND = [
    "Plan B, Group D and Size M are names here.",
    "They had had that that day in Duran Duran, and very very often.",
    "Les élèves du café « Zoé » étaient là, à Liège. É’",
    "می\u200cخواهم، سفر 🤹\u200d♀️",
    "ไทย\u200bไทย",
    "Der Hund, den die die Kinder füttern, s d m.",
    "The U.S. Senate and the U.S. Treasury of the U.S. Government Printing Office",
    "iPhones, eBay, McDonald's, NGOs, mRNAs and YouTube are names with capitals.",
    "See Booking.com, Amazon.Com, No.Ten and 3.Bundesliga at www.Example.Org of the web.",
    "A wordplay: C:\\Users\\Public and \\n are no line ends, a < b > c; R&D; AT&T;",
    "President Mr Blair met Dear Judge Mr. Brown and the others.",
]


@pytest.mark.parametrize(("kind", "text", "words", "meant"), _DAMAGED)
def test_damage_is_found_where_it_is_with_what_was_meant(kind, text, words, meant):
    found = [one for one in find(Article(text)) if one.kind == kind]
    assert [(text[one.start : one.end], one.replacement) for one in found] == [(words, meant)]


@pytest.mark.parametrize("text", _SOUND)
def test_what_only_looks_damaged_is_left_alone(text):
    assert find(Article(text)) == ()


def test_lost_commas_need_more_gaps_than_commas():
    text = "After the storm  ships  ferries and boats left  the mayor said."
    assert {one.kind for one in find(Article(text))} == {"commas"}
    assert mended(text) == "After the storm, ships, ferries and boats left, the mayor said."
    assert find(Article("After the storm, the ferries, the ships  and, later, boats left  port.")) == ()


def test_a_title_on_top_of_a_text_is_pasted_unless_it_is_known_to_be_the_headline():
    text = "Harbour opens\n\nThe ships left."
    assert [one.kind for one in find(Article(text, title="Harbour opens"))] == ["headline"]
    assert find(Article(text, title="Harbour opens", headline=(0, 13))) == ()
    assert mended(text, title="Harbour opens") == "The ships left."


def test_a_passage_that_comes_again_is_marked_the_second_time_alone():
    passage = "the port authority of the old town said that all of its ferries would leave on time"
    text = f"On Monday {passage}. Nobody was hurt. On Friday {passage}."
    (found,) = (one for one in find(Article(text)) if one.kind == "repeated")
    assert found.start > text.index("Friday") and text[found.start : found.end].startswith("the port")


def test_lost_apostrophes_are_looked_for_in_english_alone():
    text = "To je moja sestra s tem and the dog that barks."
    assert find(Article(text, language="sl")) == ()
    assert [one.kind for one in find(Article(text, language="en"))] == ["apostrophes"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They say that Velmora s mayor left.", "Velmora s"),
        ("The ha\u00adrbour is open.", "ha\u00adrbour"),
        ("It is not presidential.How long did it take?", "presidential.How"),
        ("Ships from rUSsia, left.", "rUSsia"),
        ("It opened.\nRead more: ships\nIt closed.", "Read more: ships"),
        ("Harbour opens again\n\nHarbour opens again\n\nIt was closed.", "Harbour opens again"),
        ("港务局\u00ad的消息", "\u00ad"),
    ],
)
def test_what_is_hardly_seen_is_pointed_at_with_its_words(text, words):
    (found,) = find(Article(text))
    assert text[slice(*seen(text, found))] == words


def test_mojibake_is_mended_word_by_word_where_blanks_are_in_it():
    text = (
        "â€œNobody talks with a full mouth,â€ said HÃ¥llestad, who ladled out 2,150 bowls at a cost of some"
        " 8â€¯000 crowns for the cafÃ© of ZoÃ« and for her tip jar, which holds Â£40 or â‚¬50."
    )
    assert mended(text) == (
        "“Nobody talks with a full mouth,” said Hållestad, who ladled out 2,150 bowls at a cost of some"
        " 8\u202f000 crowns for the café of Zoë and for her tip jar, which holds £40 or €50."
    )
    assert all(one.end - one.start <= 3 for one in find(Article(text)))


def test_a_list_of_more_than_three_hundred_is_cut():
    found = find(Article("caf\ufffd " * 1000))
    assert sum(one.kind == "unreadable" for one in found) == 300


def mended(text: str, title: str = "") -> str:
    """The text with all that is proposed."""
    found: list[Finding] = list(find(Article(text, title)))
    for one in reversed(found):
        if one.replacement is not None:
            text = text[: one.start] + one.replacement + text[one.end :]
    return text
