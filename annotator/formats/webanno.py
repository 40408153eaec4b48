"""WebAnno TSV 3, in which WebAnno and INCEpTION export: a token a row, its annotations in columns.

Offsets are UTF-16 units; they become code points, and every token must stand where it says. One file is one
article. Its sentences are in the file; white space between them is not, and becomes spaces and line feeds.

Every span layer that is about names comes in: the label is the feature `value`, else the first feature, else
the layer's own name; other features are notes on the words. Stacked, nested and parts of tokens are kept.
Left out, and listed: layers of words and syntax, relations, chains, slots, and labels of no width. For the
way back to INCEpTION there is the format `cas`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO, Final

from annotator.domain.exchange import Incoming, IncomingNote, IncomingSpan, Problem, appearance
from annotator.domain.text import unusable
from annotator.formats import ReadOptions
from annotator.formats.lines import LONGEST, lines, too_long
from annotator.formats.places import place, short
from annotator.formats.uima import is_about_names, label_feature, short_name
from annotator.formats.units import from_unit
from annotator.formats.webanno_lines import HEADER, TEXT, Layer, Row, layers, row, text_of, values

_MARK: Final = b"\xef\xbb\xbf"
_LONGEST_GAP: Final = 10_000  # units between sentences; more are no offsets
_KINDS: Final = {"CH": "The chains", "RL": "The relations"}
_ROLE: Final = "ROLE_"


@dataclass(slots=True)
class _Annotation:
    """What the rows say of one annotation, by feature; its place in UTF-16 units."""

    line: int
    layer: Layer
    start_utf16: int
    end_utf16: int
    said: dict[str, str] = field(default_factory=dict)


class WebAnno:
    """Reads WebAnno TSV 3."""

    name = "webanno"
    title = "WebAnno TSV 3"
    suffixes = (".tsv",)

    def recognises(self, head: bytes) -> bool:
        """Whether the first line says so; see `Recognises`."""
        return head.removeprefix(_MARK).startswith(HEADER.encode())

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The article of the file; see `Importer`."""
        yield from _Reading(file).read(stream, options.encoding)


importer = WebAnno()


class _Reading:
    """One file as it is read: its text grows by sentences, its annotations by rows."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._header: list[str] = []
        self._layers: list[Layer] = []
        self._pieces: list[str] = []
        self._length_utf16 = 0
        self._waiting: list[str] = []  # lines of the sentence that begins
        self._rows: list[tuple[int, Row]] = []
        self._found: dict[tuple[str, ...], _Annotation] = {}

    def read(self, stream: BinaryIO, encoding: str) -> Iterator[Incoming | Problem]:
        """The article, after what was wrong."""
        size = 0
        for one in lines(stream, self._file, encoding):
            if isinstance(one, Problem):
                yield one
                continue
            number, line = one
            size += len(line)
            if size > LONGEST:
                yield too_long(self._file, None)
                return
            try:
                words = line.decode().removesuffix("\r")
            except UnicodeDecodeError:
                yield Problem(self._file, number, f"It is not {encoding}.", skipped=False)
                continue
            wrong = self._line(number, words)
            if wrong is not None:
                yield Problem(self._file, number, wrong, skipped=False)
        yield from self._end()

    def _line(self, number: int, line: str) -> str | None:
        """Read one line; else why not, as a sentence."""
        if line.startswith("#"):
            if line.startswith(TEXT):
                self._waiting.append(text_of(line[len(TEXT) :]))
            elif not self._rows:
                self._header.append(line)
            return None
        if not line:
            return None
        found = row(line)
        if found is None:
            return f"“{short(line)}” is no row of WebAnno TSV 3; it was left out."
        if not self._rows:
            self._layers = layers(self._header)
        self._begin(found.start_utf16)
        self._rows.append((number, found))
        for layer in self._layers:
            if layer.kind == "SP" and is_about_names(layer.name):
                self._annotations(number, found, layer)
        return None

    def _begin(self, start_utf16: int) -> None:
        """Add the sentence whose first row begins here, with the white space before it."""
        if not self._waiting:
            return
        sentence, self._waiting = "\n".join(self._waiting), []
        gap = start_utf16 - self._length_utf16
        before = " " * gap if 0 < gap <= _LONGEST_GAP else ""
        if gap == 1 and self._pieces:
            before = "\n"
        elif gap > 1 and self._pieces:
            before = "\n" + before[1:]
        self._pieces += [before, sentence]
        self._length_utf16 += len(before) + len(sentence.encode("utf-16-le", "surrogatepass")) // 2

    def _annotations(self, number: int, found: Row, layer: Layer) -> None:
        """Add what the row's cells of this layer say to the annotations they belong to."""
        for at, feature in enumerate(layer.features):
            if layer.first + at >= len(found.cells) or _is_slot(feature):
                continue
            for level, value in enumerate(values(found.cells[layer.first + at])):
                key = (layer.name, value.id) if value.id else (layer.name, str(len(self._rows)), str(level))
                new = _Annotation(number, layer, found.start_utf16, found.end_utf16)
                one = self._found.setdefault(key, new)
                one.start_utf16 = min(one.start_utf16, found.start_utf16)
                one.end_utf16 = max(one.end_utf16, found.end_utf16)
                if value.words is not None:
                    one.said[feature] = value.words

    def _end(self) -> Iterator[Incoming | Problem]:
        text = "".join(self._pieces)
        if not text:
            yield Problem(self._file, None, "There is no row in it with a text above it.")
            return
        if (why := unusable(text)) is not None:
            yield Problem(self._file, None, why)
            return
        yield from self._left_out()
        to_text = from_unit(text, "utf-16")
        bad = [found for found in self._rows if not _stands(text, to_text, found[1])]
        for number, found in bad[:1]:
            words = f"“{short(found.token)}” does not stand at {found.start_utf16}-{found.end_utf16}"
            more = f", nor {len(bad) - 1} other tokens where they say" if len(bad) > 1 else ""
            yield Problem(self._file, number, f"{words}{more}; see whether labels are right.", skipped=False)
        spans, notes = list[IncomingSpan](), list[IncomingNote]()
        for one in self._found.values():
            at = _place(text, to_text, one)
            if isinstance(at, str):
                words = f"A label of {short(short_name(one.layer.name))} {at}; it was left out."
                yield Problem(self._file, one.line, words, skipped=False)
                continue
            spans.append(IncomingSpan(*at, _label(one)))
            notes += [IncomingNote(words, *at) for words in _notes(one)]
        where = appearance(text, ref=PurePath(self._file).name)
        yield Incoming(text, (where,), spans=tuple(dict.fromkeys(spans)), notes=tuple(notes))

    def _left_out(self) -> Iterator[Problem]:
        for layer in self._layers:
            why = _why_not(layer)
            if why is not None:
                yield Problem(self._file, None, f"{why} of {short_name(layer.name)} were left out.", False)


def _why_not(layer: Layer) -> str | None:
    """What of the layer is left out, in plural words."""
    if layer.kind in _KINDS:
        return _KINDS[layer.kind]
    if not is_about_names(layer.name):
        return "The words"
    return "The slots" if any(map(_is_slot, layer.features)) else None


def _place(text: str, to_text: Callable[[int], int | None], one: _Annotation) -> tuple[int, int] | str:
    """The code points of the annotation; else why it has none, to be put behind a noun."""
    start, end = to_text(one.start_utf16), to_text(one.end_utf16)
    if start is None or end is None:
        return f"at {one.start_utf16}-{one.end_utf16} cuts a character or reaches beyond the text"
    return place(text, start, end)


def _is_slot(feature: str) -> bool:
    """Whether the column is the role, or the target, of a link to another annotation."""
    return feature.startswith(_ROLE) or "." in feature


def _stands(text: str, to_text: Callable[[int], int | None], found: Row) -> bool:
    start, end = to_text(found.start_utf16), to_text(found.end_utf16)
    return start is not None and end is not None and text[start:end] == found.token


def _named(one: _Annotation) -> str | None:
    return label_feature(name for name in one.layer.features if name and not _is_slot(name))


def _label(one: _Annotation) -> str:
    return one.said.get(_named(one) or "") or short_name(one.layer.name)


def _notes(one: _Annotation) -> list[str]:
    """What else the features say, other than the label."""
    return [f"{name}: {words}" for name, words in one.said.items() if name != _named(one)]
