"""A stranger's Markdown is shown and no more."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest

from annotator.ui.widgets.markdown_view import MarkdownView


@pytest.fixture
def view(qtbot):
    made = MarkdownView("Guideline")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def shown(view):
    return view.document().toPlainText()


def follow(view, address):
    heard = []
    view.anchor_asked.connect(lambda anchor: heard.append(("anchor", anchor)))
    view.page_asked.connect(lambda page: heard.append(("page", page.toString())))
    view.show_text(f"[here]({address})")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Return)
    return heard


def test_markdown_becomes_text_with_headings_and_lists(view):
    view.show_text("## Person\n\nA **named** human.\n\n- one\n- two")
    assert shown(view) == "Person\nA named human.\none\ntwo"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<b>bold</b>",
        '<img src="secret.png">',
        '<a href="file:///etc/passwd">x</a>',
        "<style>p { color: red }</style>",
        '<h1 style="margin-top:0px; margin-bottom:0px;">x</h1>',
    ],
)
def test_html_stays_as_it_is_written(view, html):
    view.show_text(f"Before {html} after")
    assert shown(view) == f"Before {html} after"
    view.show_text(html)
    assert shown(view).strip() == html


def test_words_that_look_like_the_style_of_a_heading_stay_words(view):
    words = 'margin-top:0px; margin-bottom:0px; font-size:x-large; style="a"'
    view.show_text(f"## {words}\n\n`{words}`")
    assert shown(view) == f"{words}\n{words}"


@pytest.mark.parametrize("form", ["![seen]({})", "[![seen]({})](#a)", "![seen][ref]\n\n[ref]: {}"])
def test_no_image_is_read_from_the_disk(view, tmp_path, form):
    red = QImage(60, 60, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    red.save(str(tmp_path / "red.png"))
    for address in (str(tmp_path / "red.png"), QUrl.fromLocalFile(str(tmp_path / "red.png")).toString()):
        view.show_text(form.format(address))
        image = view.grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(0, 400, 3) for y in range(0, 300, 3)}
        assert "#ff0000" not in colours


def test_nothing_is_loaded_whatever_is_asked_for(view):
    kinds = QTextDocument.ResourceType
    for kind in (kinds.HtmlResource, kinds.StyleSheetResource, kinds.MarkdownResource):
        assert view.loadResource(kind.value, QUrl("file:///etc/hostname")) is None
    assert view.loadResource(kinds.ImageResource.value, QUrl("https://example.org/a.png")).width() == 1


def test_a_link_within_asks_for_its_anchor_and_one_to_the_web_asks_first(view):
    assert follow(view, "#PER") == [("anchor", "PER")]
    assert follow(view, "https://example.org/a")[-1] == ("page", "https://example.org/a")
    assert shown(view) == "here"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "other.md", "//host/share", "data:text/html,x"]
)
def test_any_other_link_does_nothing(view, address):
    assert follow(view, address) == []
    assert shown(view) == "here"


def test_the_text_is_written_in_the_size_that_is_asked_for(view):
    view.show_text("# Heading\n\nwords")
    before = view.document().size().height()
    view.set_size(26)
    assert view.document().size().height() > 1.5 * before
    assert shown(view) == "Heading\nwords"


def test_it_can_be_read_by_keys(view):
    view.show_text("\n\n".join(f"Line {at}" for at in range(100)))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0
    assert view.focusPolicy() & Qt.FocusPolicy.TabFocus
