"""What is selected is what is lit: with the mouse and with movements, in texts that break other tools."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from annotator.domain.text import grapheme_end, is_grapheme_edge
from annotator.domain.words import tokens

TEXTS = {
    "emoji": "He 👨‍👩‍👧 paid 🍊🍊 for 𝔘nity.\n\nThe U.S. said 🇺🇦 yes.",
    "no-break space": "Mr\u00a0Milley paid 4\u00a0200\u00a0crowns.\n\nHe left.",
    "crlf": "One line.\r\nAnother, longer line.\r\n\r\nThe last.",
    "line separator": "Before it\u2028after it\u2029and 🍊 on.",
    "combining": "Cafe\u0301 ole\u0301 and n\u0303andu\u0301 said.\n\ne\u0301",
    "byte order mark": "\ufeffVELMORA said\x07 no.",
    "hebrew": "שלום עולם, אמר Mark Milley ב־2031.\n\nעוד שורה.",
    "arabic": "قال Mark Milley اليوم (سلام) 4200 طن.\n\nوغادر القاعة.",
    "han": "维尔莫拉港务局主席退出了与工会的谈判，约4200名。\n\n工会。",
    "mixed": "维 שלום قال Ilse 👩🏽‍🚀 e\u0301.",
}
LANGUAGES = {"hebrew": "he", "arabic": "ar", "han": "zh"}


@pytest.fixture(params=TEXTS)
def shown(request, show):
    return show(TEXTS[request.param], language=LANGUAGES.get(request.param, "en"))


def centre(shown, start: int, end: int) -> QPoint:
    """The middle of a grapheme, in the viewport."""
    rects = shown.reader.page.rects(start, end)
    return (rects[0].center() - QPointF(0, shown.reader.top)).toPoint()


def graphemes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [at for at in range(start, end) if is_grapheme_edge(text, at)]
    return [(at, grapheme_end(text, at + 1)) for at in edges]


def lit_characters(shown) -> str:
    """The text whose middle is within what is lit, seen from outside: character by character."""
    page, lit = shown.reader.page, shown.lit()
    found = []
    for start, end in graphemes(shown.text, 0, len(shown.text)):
        middles = [rect.center() for rect in page.rects(start, end)]
        if middles and all(any(rect.contains(middle) for rect in lit) for middle in middles):
            found.append(shown.text[start:end])
    return "".join(found)


def visible(words: str) -> str:
    """Without what has no width: lam and alef are one glyph, which counts as the lam."""
    words = words.replace("لا", "ل")
    return "".join(
        character for character in words if character.strip() and character not in "\u2028\u2029\ufeff"
    )


def test_a_click_selects_the_token_it_falls_on_and_lights_exactly_it(shown):
    for start, end in tokens(shown.text):
        for grapheme in graphemes(shown.text, start, end)[:1]:
            QTest.mouseClick(shown.reader.viewport(), Qt.MouseButton.LeftButton, pos=centre(shown, *grapheme))
            assert shown.reader.selection == (start, end)
            assert visible(lit_characters(shown)) == visible(shown.text[start:end])


def test_a_drag_selects_from_token_to_token_whichever_way_and_lights_what_it_selects(shown):
    found = tokens(shown.text)
    viewport = shown.reader.viewport()
    for first, last in ((0, len(found) - 1), (len(found) - 1, 1), (1, min(3, len(found) - 1))):
        begin = graphemes(shown.text, *found[first])[0]
        end = graphemes(shown.text, *found[last])[0]
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=centre(shown, *begin))
        QTest.mouseMove(viewport, centre(shown, *end))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=centre(shown, *end))
        low, high = min(first, last), max(first, last)
        assert shown.reader.selection == (found[low][0], found[high][1])
        assert visible(lit_characters(shown)) == visible(shown.text[found[low][0] : found[high][1]])


def test_moving_lights_each_token_in_turn_and_back(shown):
    found = tokens(shown.text)
    shown.reader.to_edge("document", "start")
    seen = [shown.reader.selection]
    for _ in found[1:]:
        shown.reader.move_token(1)
        seen.append(shown.reader.selection)
        assert visible(lit_characters(shown)) == visible(shown.words())
    assert seen == found
    shown.reader.to_edge("document", "end")
    assert shown.reader.selection == found[-1]
    for expected in reversed(found[:-1]):
        shown.reader.move_token(-1)
        assert shown.reader.selection == expected


def test_extending_lights_all_words_from_the_first_to_the_last(shown):
    found = tokens(shown.text)
    shown.reader.to_edge("document", "start")
    for last in found[1:]:
        shown.reader.move_token(1, extend=True)
        assert shown.reader.selection == (found[0][0], last[1])
    assert visible(lit_characters(shown)) == visible(shown.text[found[0][0] : found[-1][1]])


def test_lines_lead_to_every_line_and_back(shown):
    shown.reader.to_edge("document", "start")
    tops = [shown.lit()[0].top()]
    for _ in range(10):
        shown.reader.move_line(1)
        tops.append(shown.lit()[0].top())
    assert tops == sorted(tops)
    rows = [row for at in shown.reader.page.laid() for row in shown.reader.page.geometry(at).rows]
    assert len(set(tops)) == len(rows)
    for _ in range(10):
        shown.reader.move_line(-1)
    assert shown.lit()[0].top() == tops[0]


def test_a_label_on_the_selection_lights_the_same_words(shown):
    shown.reader.to_edge("document", "start")
    shown.reader.move_token(1)
    shown.reader.move_token(1, extend=True)
    words, before = shown.words(), shown.lit()
    shown.annotate((words, "PER"))
    span = shown.reader.selected_span
    assert (span.start, span.end) == shown.reader.selection
    page, left = shown.reader.page, shown.reader.page.columns.text_left
    segments = [segment for at in page.laid() for segment in page.geometry(at).segments]
    boxes = [box for segment in segments for box in segment.boxes]
    assert [(rect.left() - left, rect.right() - left) for rect in before] == boxes
