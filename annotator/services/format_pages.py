"""The page of each format: what it is, what it keeps and what not, its choices, the line that loads it."""

import inspect
import sys
from collections.abc import Iterable

from annotator import formats
from annotator.errors import UserError
from annotator.formats import Format
from annotator.formats.options import Choice


def page(name: str) -> str:
    """The page of the format of this name: plain text, a blank line between its parts; raises UserError."""
    found = next((one for one in formats.formats() if one.name == name), None)
    if found is None:
        raise UserError(f"There is no format “{name}”.", hint="See: annotator formats")
    if found.problem:
        raise UserError(f"The format “{name}” is {found.problem}.", hint="Install it, then do it again.")
    return "\n\n".join(_parts(found)) + "\n"


def _parts(found: Format) -> Iterable[str]:
    ways = " and ".join(way for way, there in (("in", found.importer), ("out", found.exporter)) if there)
    yield f"{found.name}: {found.title}, {ways} ({', '.join(found.suffixes)})"
    codec = found.exporter or found.importer
    yield inspect.cleandoc(sys.modules[type(codec).__module__].__doc__ or "")
    exporter = found.exporter
    if exporter is not None and exporter.cannot_hold:
        yield f"An export lists what it leaves out: {', '.join(exporter.cannot_hold)}."
    for word, offered in (
        ("Reading", getattr(found.importer, "choices", ())),
        ("Writing", exporter.choices if exporter else ()),
    ):
        if offered:
            yield "\n".join(_choices(word, offered))
    if exporter is not None and exporter.load_line:
        yield f"Load it with:\n\n    {exporter.load_line.replace('{file}', f'FILE{exporter.suffix}')}"


def _choices(word: str, offered: Iterable[Choice]) -> Iterable[str]:
    yield f"{word}, with --choose NAME=VALUE (the usual value first):"
    for choice in offered:
        yield f"  {choice.name}: {choice.title}"
        for value, meaning in choice.values.items():
            yield f"    {value}: {meaning}"
