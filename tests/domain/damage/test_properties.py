"""Whatever the text, a detector answers, soon, and about places that are there."""

import time
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.damage import DETECTORS, MOST, find
from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import seen

_PIECES = st.sampled_from(
    [
        "the ", "to to ", "don t ", " s ", "  ", "U.S. Dollar ", "rUSsia ", "âÂ\u0080\u0099", "Ã©",
        "Р С—", "+ú", "\u200b", "\u202e", "\u200d", "\ufffd", "\ue000", "&lt;A ", "&gt;", "#39;",
        "\\", "\n", "\r\n", "...", "[+12 chars]", "Read more", "名前", "שלום ", "اعلن ", "🤹‍♀️",
        ".How ", ",and ", "$1 500", "A HEADLINE HERE\n", "\x92", "\x00", "<b>", ";", "quot;",
        "nookd", "Mr. ",
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(_PIECES, max_size=60).map("".join),
)
_LONG = 20_000
_UNITS = [
    "a", " ", "\n", ".", ",", "\\", "&", "<", "&lt;a ", "<a ", "#39;", "É", "Ã",
    "â\u0080\u0099", "ââ¬â¢", "Р С", "\x92", "\u200b", "\u00ad", "\u200d", "אב ", "漢", "no no ",
    "the ", "A", "AB ", "aB", "aBC", "U.S. ", "  x", " s", "don t ", ". A", "Mr. ", "+ú", "(",
    "read ", "Share ", "x;", "1 500", "é’", "ab.Cd", "\ufffd", "\ue000", "한", "ไทย", "Ã© ", "…",
    "$1 ", "Aa Bb Mr. Cc ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.sampled_from([None, "en", "de"]), st.text(max_size=20))
def test_findings_lie_in_the_text_in_order_and_say_what_they_mean(text, language, title):
    found = find(Article(text, title, language))
    assert list(found) == sorted(found)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.sentence.endswith((".", one.replacement or ".")) and 0 < one.certainty <= 1
        first, last = seen(text, one)
        assert 0 <= first <= one.start < last <= len(text)
        assert one.replacement != text[one.start : one.end]
    for kind in {one.kind for one in found}:
        same = [one for one in found if one.kind == kind]
        assert all(one.end <= other.start for one, other in pairwise(same))


@pytest.mark.parametrize("unit", _UNITS)
def test_twenty_thousand_characters_of_anything_take_no_detector_long(unit):
    text = (unit * (_LONG // len(unit) + 1))[:_LONG]
    find(Article("Ã© the the U.S. Dollar"))  # loads what is loaded once
    for detect in DETECTORS:
        taken = []
        for _ in range(3):
            article = Article(text, language="en")
            begun = time.process_time()
            list(islice(detect(article), MOST))
            taken.append(time.process_time() - begun)
        assert min(taken) < 0.05, f"{detect.__name__} takes {min(taken) * 1000:.0f} ms"
