"""Headlines on top of the text, so that they can be labelled too."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.domain.entities import Appearance
from annotator.domain.exchange import Incoming, appearance

_GAP = "\n\n"


def with_headline(row: Incoming) -> Incoming:
    """The row with its title, a blank line and the body as its text, and all that is said of it moved along.

    A text that begins with its title stays as it is, and only the headline's range is recorded; a row without
    a title, or whose headline is known, stays wholly as it is.
    """
    title = row.appearances[0].title
    if not title.strip() or any(one.headline for one in row.appearances):
        return row
    body = row.text.lstrip()
    if body.startswith(title) and body[len(title) :][:1] in ("\n", "\r"):
        at = len(row.text) - len(body)
        return replace(row, appearances=_recorded(row.text, row.appearances, title, at))
    shift = len(title) + len(_GAP)
    text = title + _GAP + row.text
    return replace(
        row,
        text=text,
        appearances=_recorded(text, row.appearances, title, 0),
        spans=tuple(replace(one, start=one.start + shift, end=one.end + shift) for one in row.spans),
        sentences=tuple(replace(one, start=one.start + shift, end=one.end + shift) for one in row.sentences),
        opinions=tuple(
            replace(one, expression=tuple((start + shift, end + shift) for start, end in one.expression))
            for one in row.opinions
        ),
        notes=tuple(
            one
            if one.start is None or one.end is None
            else replace(one, start=one.start + shift, end=one.end + shift)
            for one in row.notes
        ),
    )


def _recorded(text: str, appearances: tuple[Appearance, ...], title: str, at: int) -> tuple[Appearance, ...]:
    """The same appearances of this text; those of this title know where in it their headline is."""
    return tuple(
        appearance(text, **_facts(one), headline=(at, at + len(title)) if one.title == title else None)
        for one in appearances
    )


def _facts(one: Appearance) -> Mapping[str, Any]:
    names = ("title", "ref", "source", "author", "url", "published", "language", "meta")
    return {name: getattr(one, name) for name in names}
