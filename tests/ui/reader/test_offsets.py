import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextLayout, QTextOption

from annotator.domain.text import is_grapheme_edge
from annotator.ui import fonts
from annotator.ui.reader.offsets import LaidText, display, is_right_to_left

WIDTH = 300.0
PARTS = [
    "Ilse ",
    "Maren",
    "👨‍👩‍👧",
    "🍊 ",
    "\u00a0",
    "e\u0301",
    "𝔘",
    "维尔莫拉",
    "\ufeff",
    "\x07",
    "\u200b",
    "—",
    "ﬁn ",
    "\t",
]
LATIN = st.lists(st.sampled_from(PARTS), min_size=1, max_size=14).map("".join)
# No tabs here: amid two directions Qt gives a tab's box where another character stands.
MIXED = [*PARTS[:-1], "שלום ", "قال ", "4200 ", "(", ") "]
BIDI = st.lists(st.sampled_from(MIXED), min_size=1, max_size=14).map("".join)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def bare_layout(text: str) -> QTextLayout:
    """The same text laid out without any of our code."""
    layout = QTextLayout(text, fonts.reader_font("en"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(WIDTH)
    layout.endLayout()
    return layout


@given(st.text())
def test_what_is_drawn_has_the_length_of_the_text_and_nothing_qt_would_drop(text):
    shown = display(text)
    assert units(shown) == units(text)
    assert not any(character in shown for character in "\x00\x07\n\r\u2028\ufeff\ufffc\ufffe")


def test_a_document_of_qt_counts_as_many_characters_as_what_is_drawn(qapp):
    text = "\ufeffA\u00a0😀\x1f\ufffc\u2029B\t"
    assert QTextLayout(display(text)).text() == display(text)


@given(LATIN, st.data())
def test_boxes_stand_where_qt_puts_the_same_utf16_positions(qapp, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    laid = LaidText(text, 0, fonts.reader_font("en"), WIDTH)
    bare = bare_layout(display(text))
    for number, line in enumerate(laid.lines):
        first, last = max(start, line.start), min(end, line.end)
        boxes = laid.boxes(number, start, end)
        if first >= last:
            assert boxes == []
            continue
        known = bare.lineAt(number)
        right_edge = known.naturalTextWidth()
        left = min(known.cursorToX(units(text[:first]))[0], right_edge)
        right = min(known.cursorToX(units(text[:last]))[0], right_edge)
        assert boxes == ([(left, right)] if left < right else [])


@given(BIDI)
def test_a_point_in_the_box_of_a_character_finds_that_character(qapp, text):
    laid = LaidText(text, 100, fonts.reader_font("ar"), WIDTH)
    for number, line in enumerate(laid.lines):
        for start in range(line.start, line.end):
            end = next(at for at in range(start + 1, 101 + len(text)) if is_grapheme_edge(text, at - 100))
            if not is_grapheme_edge(text, start - 100) or "ﬁ" in text[start - 100 : end - 100]:
                continue
            for left, right in laid.boxes(number, start, end)[:1]:
                found = laid.character_at(number, (left + right) / 2)
                assert start <= found < end or right - left < 1


@given(BIDI)
def test_the_lines_hold_every_character_once(qapp, text):
    laid = LaidText(text, 7, fonts.reader_font("ar"), WIDTH)
    assert laid.lines[0].start == 7
    assert laid.lines[-1].end == 7 + len(text)
    assert all(one.end == other.start for one, other in zip(laid.lines, laid.lines[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("קול", True),
        ("«قال» Mark", True),
        ("Mark قال", False),
        ("2031, 维", False),
        ("1998", False),
        ("", False),
    ],
)
def test_the_first_letter_with_a_direction_decides(text, answer):
    assert is_right_to_left(text) is answer


def test_right_to_left_text_begins_at_the_right(qapp):
    laid = LaidText("قال مارك", 0, fonts.reader_font("ar"), WIDTH)
    ((left, right),) = laid.boxes(0, 0, 1)
    assert right > WIDTH - 2 and left > WIDTH / 2


def test_a_span_across_a_change_of_direction_stands_in_parts(qapp):
    text = "قال Mark Milley اليوم"
    laid = LaidText(text, 0, fonts.reader_font("ar"), 500)
    assert len(laid.boxes(0, text.index("ل"), text.index("Mark") + 2)) == 2
