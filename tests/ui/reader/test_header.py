import pytest
from PySide6.QtGui import QFontMetricsF

from annotator.domain.document import Document
from annotator.domain.entities import Appearance
from annotator.ui import fonts
from annotator.ui.reader.header import Header, date_in_words, language_name, meta


@pytest.mark.parametrize(
    ("published", "language", "words"),
    [
        ("2031-05-14", "en", "14 May 2031"),
        ("2031-05-14T09:30:00Z", None, "14 May 2031"),
        ("2031-05-14", "de", "14. Mai 2031"),
        ("2031-05-14", "zh-Hans", "2031年5月14日"),
        ("2031-05-14", "th", "14 พฤษภาคม 2031"),
        ("2031-05-14", "tlh", "14 May 2031"),
        ("last spring", "en", "last spring"),
    ],
)
def test_a_date_is_written_as_the_language_does_without_the_weekday(published, language, words):
    assert date_in_words(published, language) == words


@pytest.mark.parametrize(
    ("language", "name"),
    [("en-GB", "English"), ("es", "español"), ("ar", "العربية"), ("zh-Hans", "简体中文"), ("xx", "xx")],
)
def test_a_language_is_named_in_its_own_words(language, name):
    assert language_name(language) == name


def test_a_long_source_gives_way_to_the_date_and_the_language(show):
    first = Appearance(
        "a", "d", title="T", source="The Gazette of " * 20, published="2026-03-02", language="en"
    )
    page = show("A text.").reader.page
    header = Header(Document("d", "A text.", (first,)), page.columns, 1.0)
    metrics = QFontMetricsF(fonts.ui_font(12.5))
    source, date, language = header.fitted(metrics, 8.0)
    assert (date, language) == ("2 March 2026", "English")
    assert source.startswith("The Gazette of") and source.endswith("…")
    words = [source, date, language, "·", "·"]
    assert sum(metrics.horizontalAdvance(one) for one in words) + 4 * 8.0 <= page.columns.measure


def test_what_is_not_known_of_a_document_is_left_out():
    document = Document("d", "Text", (Appearance("a", "d", title="T", source="Wire"),))
    assert list(meta(document)) == ["Wire"]
