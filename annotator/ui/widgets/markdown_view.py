"""Markdown that a stranger may have written, shown and no more: it loads nothing and runs nothing."""

import re
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser

from annotator.ui import fonts

_FEATURES: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_OUTSIDE: Final = frozenset(("http", "https", "mailto"))
_MARGIN, _INDENT, _PIXELS = 10, 16, 13

# What Qt makes of Markdown is written for a page; in its HTML, words of the text cannot look like a tag.
_BLOCK: Final = re.compile(r"<(h\d|p|li) style=\"[^\"]*?margin-top:[^;]*; margin-bottom:[^;]*;")
_HEADING_END: Final = re.compile(r"</h\d>")
_HEADING_SIZE: Final = re.compile(r"(<span style=\"[^\"]*?)font-size:(xx-large|x-large|large);")
_SIZES: Final = {"xx-large": 15 / 13, "x-large": 1.0, "large": 1.0}
_LINK_COLOUR: Final = re.compile(r"(<a [^>]*><span style=\"[^\"]*?)color:#[0-9a-f]+;")


class MarkdownView(QTextBrowser):
    """Shows a text in the size that is asked for. HTML in it stays as it is written, images are left out.

    A link within the text asks for its anchor; one to the web or to an address asks to be opened. All other
    links do nothing.
    """

    anchor_asked = Signal(str)
    page_asked = Signal(QUrl)

    def __init__(self, name: str) -> None:
        """Empty; `name` is what a screen reader says."""
        super().__init__()
        self.markdown = ""
        self._pixels: float = _PIXELS
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setIndentWidth(_INDENT)
        self.anchorClicked.connect(self._follow)

    def show_text(self, markdown: str) -> None:
        """Show this from its beginning."""
        self.markdown = markdown
        self._write()
        self.verticalScrollBar().setValue(0)

    def set_size(self, pixels: float) -> None:
        """Write in this size."""
        self._pixels = pixels
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Give links the colour of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.markdown:
            self._write()

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: ANN401
        """An empty image for every image, as Qt reads the file itself where it gets none; else nothing."""
        is_image = type == QTextDocument.ResourceType.ImageResource.value
        return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied) if is_image else None

    def _write(self) -> None:
        made, font = QTextDocument(), fonts.ui_font(self._pixels)
        made.setDefaultFont(font)
        made.setMarkdown(self.markdown, _FEATURES)
        self.document().setDefaultFont(font)
        self.setHtml(_laid_out(made.toHtml(), self._pixels))

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in _OUTSIDE:
            self.page_asked.emit(link)
        elif not link.scheme() and not link.host() and not link.path() and link.hasFragment():
            self.anchor_asked.emit(link.fragment(QUrl.ComponentFormattingOption.FullyDecoded))


def _laid_out(html: str, pixels: float) -> str:
    """Headings hardly larger than the text, and air above them; links in the theme's colour.

    Headings become paragraphs: those of HTML would be enlarged once more.
    """

    def space(found: re.Match[str]) -> str:
        above, below = (10, 4) if found[1].startswith("h") else (0, 6 if found[1] == "p" else 3)
        name = "li" if found[1] == "li" else "p"
        return f'<{name} style="margin-top:{above}px; margin-bottom:{below}px;'

    def size(found: re.Match[str]) -> str:
        return f"{found[1]}font-size:{round(pixels * _SIZES[found[2]], 1)}px;"

    html = _HEADING_END.sub("</p>", _BLOCK.sub(space, html))
    return _LINK_COLOUR.sub(r"\1", _HEADING_SIZE.sub(size, html))
