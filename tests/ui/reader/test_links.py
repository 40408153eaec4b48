"""Opinion links run from holder and words to the target, and never through words."""

import pytest
from PySide6.QtCore import QRectF

from annotator.domain.entities import Opinion
from annotator.ui.reader import links

TEXT = (
    "“It was a reckless and frankly insulting offer,” said Tomas Brandl, who leads the union’s pilots. "
    "He accused the authority of hiding a surplus of 310 million crowns, a claim Maren called misleading."
)
ARABIC = "وقال توماس براندل إن العرض «متهوّر ومهين بصراحة»، واتهم الهيئة بإخفاء فائض قدره 310 ملايين كرونة."


def opinion(shown, who, whom, *pieces):
    holder = f"{who}:PER" if who else None
    words = tuple(shown.place(words) for words in pieces)
    return Opinion("o", "l", "d", f"{whom}:ORG", "negative", holder, words)


def linked(show, text, who, whom, *pieces, zoom=100, **settings):
    """The links of one opinion that is shown, and the reader."""
    shown = show(text, **settings)
    said = opinion(shown, who, whom, *pieces)
    spans = [(whom, "ORG"), *([(who, "PER")] if who else [])]
    shown.annotate(*spans, opinions=(said,))
    shown.reader.set_zoom(zoom)
    shown.reader.show_links([said.id])
    return links.place(shown.reader.page, said), shown


def crosses(link, rect):
    """Whether a line of the link goes through the inside of the rectangle."""
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    pairs = zip(link.points, link.points[1:], strict=False)
    return any(
        QRectF(one, two).normalized().adjusted(-0.1, -0.1, 0.1, 0.1).intersects(inner) for one, two in pairs
    )


@pytest.mark.parametrize("zoom", [60, 100, 200])
@pytest.mark.parametrize("text", [TEXT, ARABIC], ids=["english", "arabic"])
def test_links_go_round_the_words(show, text, zoom):
    names = (
        ("توماس براندل", "الهيئة", "متهوّر")
        if text is ARABIC
        else ("Tomas Brandl", "the authority", "reckless")
    )
    found, shown = linked(
        show, text, names[0], names[1], names[2], zoom=zoom, language="ar" if text is ARABIC else "en"
    )
    assert [one.is_held for one in found] == [True, False]
    words = shown.reader.page.rects(0, len(text))
    assert words and not any(crosses(link, rect) for link in found for rect in words)


def test_a_link_ends_below_its_target_and_begins_below_its_holder(show):
    (held, said), shown = linked(show, TEXT, "Tomas Brandl", "the authority", "reckless and frankly")
    for words, end in (
        ("Tomas Brandl", held.start),
        ("the authority", held.end),
        ("reckless and frankly", said.start),
    ):
        rect = shown.reader.page.rects(*shown.place(words))[-1]
        assert rect.left() < end.x < rect.right()
        assert rect.bottom() < end.top < end.floor
    assert said.end == held.end


def test_beside_the_text_is_where_the_notes_are(show):
    (held, _), shown = linked(show, TEXT, "Tomas Brandl", "the authority", "reckless")
    columns = shown.reader.page.columns
    assert columns.text_right < held.beside < columns.notes()[0]
    (held, _), shown = linked(show, ARABIC, "توماس براندل", "الهيئة", "متهوّر", language="ar")
    columns = shown.reader.page.columns
    assert columns.notes()[1] < held.beside < columns.text_left


def test_each_piece_of_the_expression_is_linked(show):
    found, _ = linked(show, TEXT, None, "the authority", "reckless", "hiding a surplus")
    assert [one.is_held for one in found] == [False, False]


def test_the_author_in_no_words_has_no_link(show):
    found, _ = linked(show, TEXT, None, "the authority")
    assert found == []


def test_links_are_painted_in_the_colour_of_the_polarity_and_go_again(show):
    (held, _), shown = linked(show, TEXT, "Tomas Brandl", "the authority", "reckless")
    point = held.points[2]
    with_links = shown.image().pixelColor(int(point.x()), int(held.points[2].y()) + 4)
    shown.reader.show_links([])
    without = shown.image().pixelColor(int(point.x()), int(held.points[2].y()) + 4)
    assert with_links != without


def test_an_end_that_was_never_looked_at_is_far_away(show):
    text = TEXT + "\n\nFiller." * 300 + "\n\nThe cabinet denied it."
    shown = show(text)
    said = Opinion("o", "l", "d", "cabinet:ORG", "negative", None, (shown.place("reckless"),))
    shown.annotate(("cabinet", "ORG"), opinions=(said,))
    shown.reader.show_links(["o"])
    (link,) = links.place(shown.reader.page, said)
    assert link.end.floor > shown.reader.height()
    shown.image()
