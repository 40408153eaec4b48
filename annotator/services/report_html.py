"""Pages of a report as strings: self-contained, without a script, printable, everything in them escaped.

A page loads nothing. Its markup is well-formed XML too, so that any parser can read it.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

_STYLE: Final = """
:root { color-scheme: light; }
body { font: 14px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #1c1b19;
  background: #fff; max-width: 52rem; margin: 2.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; padding-top: .75rem; border-top: 1px solid #d9d5cc; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .4rem 0; } .quiet { color: #5c5850; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: #5c5850; border-bottom: 1px solid #b9b3a6; }
th, td { padding: .3rem .75rem .3rem 0; vertical-align: top; }
td { border-bottom: 1px solid #ece8e0; overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; }
svg { display: block; margin: .75rem 0; max-width: 100%; } svg text { font: 12px system-ui, sans-serif; }
.case { border: 1px solid #d9d5cc; border-radius: 6px; padding: .6rem .9rem; margin: .75rem 0; }
.case p { margin: .15rem 0; } mark { background: #fbe7a8; color: inherit; padding: 0 .1em; }
.rule { border-left: 3px solid #d9d5cc; padding-left: .75rem; white-space: pre-wrap; color: #5c5850; }
@page { margin: 18mm 16mm; }
@media print {
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; }
  h2, h3 { break-after: avoid; } tr, .case, svg { break-inside: avoid; }
  thead { display: table-header-group; }
  mark { background: none; text-decoration: underline; }
}
"""
_ROW, _NAME, _BAR, _COUNT = 22, 190, 380, 70  # pixels of a bar chart
_REPLACED: Final = {code: "�" for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


def text(words: str) -> str:
    """Words for people, whatever is in them: no tag, no character that a page cannot hold."""
    safe = words.encode("utf-8", "replace").decode("utf-8")
    return escape(safe.translate(_REPLACED))


def name(words: str) -> str:
    """The same for words whose script may run the other way than the sentence around them."""
    return f"<bdi>{text(words)}</bdi>"


def page(title: str, under: str, sections: Iterable[str]) -> str:
    """A whole page; `under` is what stands below its title, in words."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\" />\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{text(title)}</h1>\n<p class="quiet">{text(under)}</p>\n{"".join(sections)}</body>\n</html>\n'
    )


def section(title: str, *parts: str) -> str:
    """A heading and what is below it, as markup; nothing where there is nothing."""
    inside = "".join(parts)
    return f"<h2>{text(title)}</h2>\n{inside}" if inside else ""


def paragraph(words: str, *, quiet: bool = False) -> str:
    """A sentence or several."""
    opening = '<p class="quiet">' if quiet else "<p>"
    return f"{opening}{text(words)}</p>\n" if words else ""


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], words: frozenset[int] = frozenset({0})
) -> str:
    """Rows of cells; columns in the places `words` hold words, all others numbers. Nothing without rows."""
    if not rows:
        return ""
    head = "".join(_cell("th", cell, at in words) for at, cell in enumerate(columns))
    body = "".join(
        f"<tr>{''.join(_cell('td', cell, at in words) for at, cell in enumerate(row))}</tr>\n" for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def bars(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """A bar for each count, the longest as long as there is room; nothing without counts."""
    most = max((count for _, count in counts), default=0)
    if not most:
        return ""
    width, height = _NAME + _BAR + _COUNT, len(counts) * _ROW
    drawn = "".join(_bar(at, one, count, most) for at, (one, count) in enumerate(counts))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">\n<title>{text(title)}</title>\n{drawn}</svg>\n'
    )


def _bar(at: int, one: str, count: int, most: int) -> str:
    length, top = max(1, round(_BAR * count / most)), at * _ROW
    short = one if len(one) <= 26 else f"{one[:25]}…"
    return (
        f'<text x="{_NAME - 10}" y="{top + 15}" text-anchor="end" fill="#1c1b19">{text(short)}</text>'
        f'<rect x="{_NAME}" y="{top + 4}" width="{length}" height="{_ROW - 8}" rx="2" fill="#6b7f99" />'
        f'<text x="{_NAME + length + 6}" y="{top + 15}" fill="#5c5850">{count:,}</text>\n'
    )


def _cell(tag: str, words: str, is_words: bool) -> str:
    return f"<{tag}>{name(words)}</{tag}>" if is_words else f'<{tag} class="number">{text(words)}</{tag}>'
