"""What a file says of an article beside its text and its labels, for formats that have a place for it."""

from collections import Counter
from typing import Any, Final

from annotator.domain.document import Document
from annotator.formats.columns import Columns, with_ours

OURS: Final = with_ours(Columns("text"), ())
FURTHER: Final = "further appearances of articles"


def facts(document: Document) -> dict[str, Any]:
    """What the first appearance says, under our own names, without what is empty; `id` is the content id."""
    first = document.first
    found: dict[str, Any] = {
        "id": document.id,
        "ref": first.ref,
        "title": first.title,
        "source": first.source,
        "author": first.author,
        "published": first.published,
        "language": first.language,
        "url": first.url,
        "headline": list(first.headline) if first.headline else None,
        "meta": dict(first.meta),
    }
    return {name: value for name, value in found.items() if value}


def further(document: Document) -> Counter[str]:
    """What is lost where only the first appearance is told."""
    return Counter({FURTHER: len(document.appearances) - 1})


def name_of(document: Document) -> str:
    """What the corpus calls the document, else its content id."""
    return document.first.ref or document.id
