"""Where a text comes from, left out: for people who are to judge what it says, not who says it."""

from dataclasses import replace

from annotator.domain.document import Document
from annotator.domain.query import DocumentRow


def without_origin(document: Document) -> Document:
    """The document with nothing said of source, author, date and address."""
    bare = [
        replace(one, source=None, author=None, published=None, url=None, ref=None, meta={})
        for one in document.appearances
    ]
    return replace(document, appearances=tuple(bare))


def row_without_origin(row: DocumentRow) -> DocumentRow:
    """The row of a list with no source and no date."""
    return replace(row, source=None, published=None)
