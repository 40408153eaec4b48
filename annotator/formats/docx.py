"""Word documents, `.docx`: one file, one article; read straight from the XML in the package.

The text are the paragraphs in their order, those of tables and text boxes among them, with blank lines
between; the rows of a table are lines, their cells parted by tabs. What was deleted while changes were
tracked is gone, what was inserted is there. Footnotes, comments, headers and pictures are left out; the
report counts the notes. The title is the paragraph in the style “Title”, else what the properties say,
else a first heading. Author, date of creation, language and the other properties are kept. Encrypted files
and old `.doc` files are refused.
"""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO, Final

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.articles import Article
from annotator.formats.lines import LONGEST
from annotator.formats.safe_xml import Element, Fault, elements
from annotator.formats.xml_tree import Names, told_by_name

_OLD: Final = b"\xd0\xcf\x11\xe0"
_MAIN, _CORE, _STYLES = "word/document.xml", "docProps/core.xml", "word/styles.xml"
_GONE: Final = ("moveFrom", "del", "Fallback", "rt", "pPr", "rPr", "instrText")
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES: Final = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
}
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class DocxImporter:
    """Reads a Word document."""

    name = "docx"
    title = "Word"
    suffixes = (".docx",)
    reads_bytes = True

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The article of the file; see `Importer`."""
        head = stream.read(len(_OLD))
        stream.seek(0)
        if head == _OLD:
            words = "It is an old Word file (.doc) or an encrypted one: save it as .docx, without a password."
            yield Problem(file, None, words)
            return
        try:
            with zipfile.ZipFile(stream) as package:
                yield from _read(package, file)
        except _BROKEN:
            yield Problem(file, None, "It is no Word document, or it is damaged or encrypted.")


importer = DocxImporter()


def _read(package: zipfile.ZipFile, file: str) -> Iterator[Incoming | Problem]:
    if _MAIN not in package.namelist():
        yield Problem(file, None, f"It is no Word document: there is no {_MAIN} in it.")
        return
    styles, language = _styles(package)
    text = _Text(styles)
    with package.open(_MAIN) as part:
        for one in elements(part, lambda path: path[:-1] == ("document", "body"), ("p", "tbl")):
            if isinstance(one, Fault):
                yield Problem(file, one.line, one.message, one.skipped)
                continue
            text.add(one)
            if text.characters > LONGEST:
                yield Problem(file, None, f"Its text is longer than {LONGEST >> 20} MB, which no article is.")
                return
    said = _core(package)
    title = text.titles.get("title") or said.text("title") or text.titles.get("heading 1") or ""
    yield Article(
        text.paragraphs,
        title=title,
        ref=PurePath(file).name,
        author=said.text("creator"),
        published=said.text("created") or said.text("modified"),
        language=said.text("language") or language,
        meta=told_by_name(one for one in said.elements() if one.name not in ("title", "creator", "language")),
    ).incoming(file, "The document")
    if text.notes:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in text.notes.items())
        yield Problem(file, None, f"Left out: {kinds}.", skipped=False)


@dataclass(slots=True)
class _Text:
    """The paragraphs as they come; `titles` are the first ones of a style, by its name in lower case."""

    styles: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    characters: int = 0

    def add(self, element: Element) -> None:
        """A child of the body."""
        for name in _NOTES:
            self.notes[_NOTES[name]] += sum(1 for _ in element.below(name))
        self.notes = +self.notes
        if element.name == "tbl":
            self._keep("\n".join(_rows(element)))
        elif element.name == "p":
            self._keep(_words(element), self.styles.get(_value(element.first("pPr", "pStyle")), ""))
            for box in _boxes(element):
                for one in box.elements("p", "tbl"):
                    self.add(one)
        elif element.name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            for one in element.elements():
                self.add(one)

    def _keep(self, text: str, style: str = "") -> None:
        text = text.strip()
        if text:
            self.paragraphs.append(text)
            self.characters += len(text)
            if style == "title" or len(self.paragraphs) == 1:
                self.titles.setdefault(style, " ".join(text.split()))


def _words(element: Element) -> str:
    """The text of a paragraph without that of its text boxes."""
    parts = []
    for one in element.elements():
        if one.name == "t":
            parts.append(one.raw())
        elif one.name in _SIGNS:
            parts.append(_SIGNS[one.name])
        elif one.name not in _GONE and one.name != "txbxContent":
            parts.append(_words(one))
    return "".join(parts)


def _boxes(element: Element) -> Iterator[Element]:
    """The contents of its text boxes, each once: older programs are told the same again."""
    for one in element.elements():
        if one.name == "txbxContent":
            yield one
        elif one.name not in _GONE:
            yield from _boxes(one)


def _rows(table: Element) -> Iterator[str]:
    """The rows of a table as lines, and those of tables within its cells."""
    for row in table.elements("tr"):
        yield "\t".join(
            " ".join(filter(None, (_words(one).strip() for one in cell.elements())))
            for cell in row.elements("tc")
        )


def _value(element: Element | None) -> str:
    """The attribute `val`, whatever its prefix."""
    return (
        next((value for name, value in element.attributes.items() if name.endswith("val")), "")
        if element
        else ""
    )


def _styles(package: zipfile.ZipFile) -> tuple[dict[str, str], str]:
    """The names of the styles in lower case by their ids, and the language of what names none."""
    names: dict[str, str] = {}
    language = ""
    for one in _children(package, _STYLES, "styles"):
        if one.name == "style":
            id = next((value for name, value in one.attributes.items() if name.endswith("styleId")), "")
            names[id] = _value(one.first("name")).lower()
        elif one.name == "docDefaults":
            language = _value(one.first("rPrDefault", "rPr", "lang"))
    return names, language


def _core(package: zipfile.ZipFile) -> Element:
    """The properties of the document."""
    return Element("coreProperties", "", "", {}, 0, list(_children(package, _CORE, "coreProperties")))


def _children(package: zipfile.ZipFile, name: str, root: str) -> Iterator[Element]:
    def is_child(path: Names) -> bool:
        return len(path) == 2 and path[0] == root

    if name in package.namelist():
        with package.open(name) as part:
            yield from (one for one in elements(part, is_child, ("style",)) if isinstance(one, Element))
