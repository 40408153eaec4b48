"""The text of marked-up articles: HTML in fragments, and elements of XML that are written like it.

One rule for all: blocks (paragraphs, headings, items of lists, quotations and the like) become paragraphs,
with a blank line between two of them. Within one, white space becomes a single space, as browsers show it;
a line break and a row of a table begin a line, cells are parted by tabs, and preformatted text keeps its
lines. A no-break space stays. What is no text of the article is left out: scripts, styles, media and their
captions.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from annotator.formats.xml_tree import Element

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "body.content", "body.end", "bq", "block"),
        *(
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
        ),
        *("h5", "h6", "header", "hl1", "hl2", "hr", "li", "main", "nav", "nitf-table", "ol", "p", "section"),
        *("summary", "table", "ul"),
    )
)
_LINES: Final = frozenset(("br", "tr"))
_CELLS: Final = frozenset(("td", "th"))
_LEFT_OUT: Final = frozenset(
    (
        *(
            "audio",
            "button",
            "canvas",
            "figcaption",
            "head",
            "iframe",
            "media",
            "noscript",
            "object",
            "picture",
        ),
        *("script", "select", "style", "svg", "template", "textarea", "title", "video"),
    )
)
_VERBATIM: Final = frozenset(("pre", "listing", "xmp"))
_UNREAD: Final = frozenset(("script", "style", "textarea", "title"))  # what is within them is no markup

_SPACE: Final = re.compile("[ \t\r\n\f]{2,}|[\t\r\n\f]")  # all but single spaces, which are so many
_SPACE_TWICE: Final = re.compile(" {2,}")
_CELL_EDGE: Final = re.compile(r"\n\t+|\t+\n")
_AROUND_BREAKS: Final = re.compile(r" *([\n\t]) *")
_MANY_BREAKS: Final = re.compile(r"\n{2,}")
_LINE_END: Final = re.compile(r"\r\n?")
_TRAILING: Final = re.compile(r"[ \t\f]+$", re.MULTILINE)
_BLANK_LINES: Final = re.compile(r"\n[ \t\f]*(?:\n[ \t\f]*)+")
_WIRE_BREAK: Final = re.compile(r"\n(?:[ \f]*\n)+|\n {3,}")
_FLUSH_LEFT: Final = re.compile(r"\n[^\s<]")
_INDENTED: Final = re.compile(r"\n(?: {3,}|\t)[^\s<]")
_ENTITY: Final = re.compile(
    r"&(?:#[0-9]{1,8}(?![0-9]);?|#[xX][0-9a-fA-F]{1,8}(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{0,31};?)"
)
_SOME_TAG: Final = re.compile(r"<[/!]?[A-Za-z-]")
_PARTING_TAG: Final = re.compile(r"<(?:p|div|br)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_NAME: Final = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,40})")


def plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text without markup: parted by blank lines, the lines within as they are, but for
    white space at their ends.
    """
    text = _TRAILING.sub("", _lines(text))
    return [one for part in _BLANK_LINES.split(text) if (one := part.strip("\n")).strip()]


def wire_paragraphs(text: str) -> list[str]:
    """The paragraphs of a wire's text without markup: one begins at a blank line or an indented one; other
    lines are joined to it by spaces.
    """
    parts = _WIRE_BREAK.split("\n" + _lines(text).expandtabs())
    return [one for part in parts if (one := _SPACE.sub(" ", part).strip())]


def html_paragraphs(fragment: str, *, wire: bool = False) -> list[str]:
    """The paragraphs of HTML, which may be broken in every way; `wire`: its blocks may hold a wire's text."""
    blocks = Blocks(wire)
    for kind, value in _tokens(fragment):
        if kind == "text":
            blocks.text(_unescaped(value))
        elif kind == "start":
            blocks.start(value)
        else:
            blocks.end(value)
    return blocks.paragraphs()


def markup_paragraphs(text: str, *, wire: bool = False) -> list[str]:
    """The paragraphs of what may be HTML or not: without a tag it is plain, and where no tag parts
    paragraphs, blank lines do.
    """
    if not _SOME_TAG.search(text):
        return (wire_paragraphs if wire else plain_paragraphs)(_unescaped(text))
    parted = text if _PARTING_TAG.search(text) else _BLANK_LINES.sub("<p>", _lines(text))
    return html_paragraphs(parted, wire=wire)


def element_paragraphs(*elements: Element, wire: bool = False) -> list[str]:
    """The paragraphs of elements that have names as HTML or NITF have them."""
    blocks = Blocks(wire)
    for element in elements:
        _walk(element, blocks)
    return blocks.paragraphs()


class Blocks:
    """Makes paragraphs of tags and texts as they come."""

    def __init__(self, wire: bool = False) -> None:
        """`wire` tells whether an indented line within a block may begin a paragraph."""
        self._wire = wire
        self._done: list[str] = []
        self._parts: list[str] = []
        self._left_out: list[str] = []
        self._verbatim = 0

    def start(self, name: str) -> None:
        """A start tag, its name in lower case."""
        if self._left_out and name != "body":
            if name == self._left_out[-1]:
                self._left_out.append(name)
        elif name in _LEFT_OUT:
            self._left_out.append(name)
        elif name in _BLOCKS or name in _VERBATIM:
            self._left_out.clear()
            self._flush()
            self._verbatim += name in _VERBATIM
        elif name in _LINES:
            self._parts.append("\n")
        elif name in _CELLS:
            self._parts.append("\t")

    def end(self, name: str) -> None:
        """An end tag; one that nothing was opened for does no harm."""
        if self._left_out:
            if name == self._left_out[-1]:
                self._left_out.pop()
        elif name in _BLOCKS or name in _VERBATIM:
            self._flush()
            self._verbatim = max(self._verbatim - (name in _VERBATIM), 0)

    def text(self, data: str) -> None:
        """Characters between tags."""
        if self._left_out:
            return
        if self._verbatim:
            self._parts.append(_lines(data))
        elif self._wire and _FLUSH_LEFT.search(data) and _INDENTED.search(data):
            self._parts.append("\n\n".join(wire_paragraphs(data)))
        else:
            self._parts.append(_SPACE.sub(" ", data))

    def paragraphs(self) -> list[str]:
        """All paragraphs that say something."""
        self._flush()
        return self._done

    def _flush(self) -> None:
        text = "".join(self._parts)
        self._parts.clear()
        if self._verbatim:
            self._done += plain_paragraphs(text)
            return
        text = _SPACE_TWICE.sub(" ", text)
        if "\n" in text or "\t" in text:
            text = _CELL_EDGE.sub("\n", _AROUND_BREAKS.sub(r"\1", text))
        self._done += [one for part in _MANY_BREAKS.split(text) if (one := part.strip(" \t\n"))]


def _walk(element: Element, blocks: Blocks) -> None:
    name = element.name.lower()
    blocks.start(name)
    for one in element.content:
        if isinstance(one, str):
            blocks.text(one)
        else:
            _walk(one, blocks)
    blocks.end(name)


def _tokens(markup: str) -> Iterator[tuple[str, str]]:
    """Texts ("text") and names of tags ("start", "end"), in one pass over the markup, whatever it is like."""
    done, at, last, last_comment, quotes = 0, 0, markup.rfind(">"), markup.rfind("-->"), True
    while 0 <= (tag := markup.find("<", at)) < last:
        named = _NAME.match(markup, tag)
        if named is None and markup[tag + 1] not in "!?":
            at = tag + 1
            continue
        if tag > done:
            yield "text", markup[done:tag]
        if named is None:
            is_comment = markup.startswith("<!--", tag) and tag + 4 <= last_comment
            at = done = markup.index("-->", tag + 4) + 3 if is_comment else markup.index(">", tag) + 1
            continue
        whole = _TAG.match(markup, tag) if quotes else None
        quotes = whole is not None  # where one is never closed, none is believed any more
        at = whole.end() if whole else markup.index(">", tag) + 1
        name = named[2].lower()
        yield "end" if named[1] else "start", name
        if markup[at - 2] == "/":
            yield "end", name
        elif name in _UNREAD and not named[1]:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(markup, at)
            at = closing.start() if closing else len(markup)
        done = at
    yield "text", markup[done:]


def _lines(text: str) -> str:
    """The text with line feeds as its line ends."""
    return _LINE_END.sub("\n", text)


def _unescaped(text: str) -> str:
    """The text with its character references resolved, those of too many digits left alone."""
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text
