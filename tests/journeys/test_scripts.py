"""Words of every script are labelled by keys, and what is stored is what was selected."""

import pytest

from annotator.domain.text import is_grapheme_edge
from tests.windows import close_window, open_window, press, slices

TEXTS = {
    "emoji": "👨‍👩‍👧 met 🍊 Ilse\U0001d518 in 🇺🇦 today.",
    "no-break spaces and CRLF": "Ilse\u00a0Maren left.\r\nTomas\u202fBrandl stayed.",
    "line separators": "One line.\u2028Another Maren.\u2029A third Brandl.",
    "combining marks": "José Nuñéz met Ångström in E\u0301vora.",
    "Arabic": "غادرت إلسه مارين المحادثات في 2031 مع هيئة ميناء فلمورا.",
    "Hebrew": "אילזה מארן עזבה את השיחות ב-NATO.",
    "Chinese": "维尔莫拉港务局主席伊尔莎·马伦退出谈判。",
    "Japanese": "イルゼ・マレン議長は会談を離れた。",
    "Thai": "อิลเซ มาเรน ออกจากการเจรจา",
    "Devanagari": "इल्ज़े मारेन ने वार्ता छोड़ दी।",
    "Korean": "일제 마렌은 회담장을 떠났다.",
}
RIGHT_TO_LEFT = ("Arabic", "Hebrew")


@pytest.fixture
def bench(qtbot, tmp_path):
    bench = open_window(tmp_path, tuple(TEXTS.values()))
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


def test_labels_on_every_script_hold_the_words_that_were_selected(bench):
    for name, text in TEXTS.items():
        assert bench.session.document.text == text, name
        expected, onwards = [], "Left" if name in RIGHT_TO_LEFT else "Right"
        press("Ctrl+Home")
        for steps, key in ((1, "1"), (2, "2"), (1, "3")):
            press(onwards, times=steps)
            press(f"Shift+{onwards}")
            start, end = bench.reader.selection
            assert is_grapheme_edge(text, start) and is_grapheme_edge(text, end), name
            press(key)
            expected.append(text[start:end])
        assert sorted(words for _, words in slices(bench)) == sorted(expected), name
        press("Return")


def test_left_goes_left_in_arabic_too(bench, qtbot):
    position = list(TEXTS).index("Arabic")
    press("Ctrl+PgDown", times=position)
    text = bench.session.document.text
    press("Ctrl+Home", "Left")
    assert text[slice(*bench.reader.selection)] == text.split(" ")[1]
    press("Right")
    assert text[slice(*bench.reader.selection)] == text.split(" ")[0]
