"""Markdown that a stranger may have written, shown and no more: it loads nothing and runs nothing."""

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser

from annotator.ui import fonts

_AS_ON_GITHUB = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
_NO_HTML = QTextDocument.MarkdownFeature.MarkdownNoHTML
_OUTSIDE = frozenset(("http", "https", "mailto"))
_MARGIN, _PIXELS = 12, 13


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
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.document().setDocumentMargin(_MARGIN)
        self.anchorClicked.connect(self._follow)
        self.set_size(_PIXELS)

    def show_text(self, markdown: str) -> None:
        """Show this from its beginning."""
        self.document().setMarkdown(markdown, _AS_ON_GITHUB | _NO_HTML)
        self.verticalScrollBar().setValue(0)

    def set_size(self, pixels: float) -> None:
        """Write in this size."""
        self.document().setDefaultFont(fonts.ui_font(pixels))

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: ANN401
        """An empty image for every image, as Qt reads the file itself where it gets none; else nothing."""
        is_image = type == QTextDocument.ResourceType.ImageResource.value
        return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied) if is_image else None

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in _OUTSIDE:
            self.page_asked.emit(link)
        elif not link.scheme() and not link.host() and not link.path() and link.hasFragment():
            self.anchor_asked.emit(link.fragment(QUrl.ComponentFormattingOption.FullyDecoded))
