"""Reading columns with BIO tags: rows become sentences, sentences articles, tokens a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO, Final

from annotator.domain.exchange import Incoming, IncomingSpan, Problem, appearance
from annotator.domain.text import unusable
from annotator.formats import ReadOptions
from annotator.formats.bio import OUTSIDE, decoded, is_tag
from annotator.formats.conll_columns import CONLLU_COLUMNS, Layout, layout
from annotator.formats.joining import JOINED, joined, within
from annotator.formats.lines import lines
from annotator.formats.options import Choice
from annotator.formats.places import place, short

TAG_COLUMN: Final = Choice(
    "column",
    "Tags are in",
    {
        "guess": "the last column that holds any, and those before it that hold the same labels",
        "last": "the last column that holds any",
        **{str(number): f"column {number}" for number in range(2, 6)},
    },
)
DOCUMENTS: Final = Choice(
    "documents",
    "An article is",
    {"marks": "what stands between lines of -DOCSTART-", "sentences": "each sentence"},
)
_SAMPLE_LINES, _HEAD_LINES = 2_000, 400
_MOST_TOKENS = 100_000  # of a sentence
_MOST_CHARACTERS = 1_000_000  # of an article whose end nobody marked
_MOST_COLUMNS: Final = 60  # what comes behind is one cell
_SPACES: Final = re.compile(" +")
_NEARLY_ALL: Final = 0.95
_TEXT: Final = re.compile(r"#\s*text\s*=\s?(.*)", re.DOTALL)
_NEW: Final = re.compile(r"#\s*newdoc\b(?:\s+id\s*=\s*(.*))?", re.DOTALL)
_START: Final = "-DOCSTART-"
_NUMBERED_START: Final = ("0", "1")
_NOTHING: Final = ("_", "-", "-X-")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that is no token: an empty one, the start of an article with its id, or a sentence's text."""

    kind: str
    value: str = ""


@dataclass(slots=True)
class _Sentence:
    line: int
    text: str | None = None
    tokens: list[str] = field(default_factory=list)
    tags: list[list[str]] = field(default_factory=list)


def recognises(head: bytes) -> bool:
    """Whether a file that begins so has rows of tokens and tags, which no prose and hardly a table has."""
    whole = head.rsplit(b"\n", 1)[0] if head.count(b"\n") > 1 else head
    try:
        found = [_line(number, line) for number, line in enumerate(_head_lines(whole))]
    except UnicodeDecodeError:
        return False
    rows = [one.cells for one in found if isinstance(one, _Row)]
    kinds = {one.kind for one in found if isinstance(one, _Mark)}
    columns = layout(rows)
    if columns is None or columns.columns >= CONLLU_COLUMNS:
        return "start" in kinds and not rows
    tags = [row[columns.tags[-1]] for row in rows if len(row) == columns.columns]
    if len(tags) < _NEARLY_ALL * len(rows) or not is_tag(tags[0]):
        return False
    says = "end" in kinds or any(tag != OUTSIDE for tag in tags)
    return "start" in kinds or (len(tags) > 2 and OUTSIDE in tags and says)


def documents(stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
    """The articles of the stream, with what was wrong."""
    found = _lines(stream, file, options.encoding)
    first = [one for _, one in zip(range(_SAMPLE_LINES), found, strict=False)]
    rows = [one.cells for one in first if isinstance(one, _Row)]
    asked = options.choice(TAG_COLUMN)
    chosen = int(asked) - 1 if asked.isdecimal() else None
    columns = layout(rows, chosen, levels=asked == "guess")
    if columns is None:
        yield from (one for one in first if isinstance(one, Problem))
        yield Problem(file, None, _no_tags(rows, asked))
        return
    if _says_more(rows, columns):
        read = ", ".join(str(at + 1) for at in columns.tags)
        words = f"Tags were read from column {read}; what other columns say of a token was left out."
        yield Problem(file, None, words, skipped=False)
    yield from _Documents(file, columns, options).read(chain(first, found))


class _Documents:
    """The articles of one file, as its sentences come."""

    def __init__(self, file: str, columns: Layout, options: ReadOptions) -> None:
        self._file = file
        self._name = PurePath(file).name
        self._columns = columns
        self._join = options.choice(JOINED)
        self._each = options.choice(DOCUMENTS) == "sentences"
        self._sentences: list[_Sentence] = []
        self._characters = 0
        self._number = 0
        self._ref = ""
        self._told_cut = False

    def read(self, found: Iterator["_Row | _Mark | Problem"]) -> Iterator[Incoming | Problem]:
        """The articles, after what is wrong with each."""
        sentence = _Sentence(0)
        for one in found:
            if isinstance(one, Problem):
                yield one
                continue
            if isinstance(one, _Row):
                yield from self._add(sentence, one)
                if len(sentence.tokens) < _MOST_TOKENS:
                    continue
            if sentence.tokens:
                yield from self._end_sentence(sentence)
                sentence = _Sentence(0)
            if isinstance(one, _Mark) and one.kind == "start":
                yield from self._end_document()
                self._number, self._ref = self._number + 1, one.value
            elif isinstance(one, _Mark) and one.kind == "text":
                sentence.text = one.value
        if sentence.tokens:
            yield from self._end_sentence(sentence)
        yield from self._end_document()

    def _add(self, sentence: _Sentence, row: _Row) -> Iterator[Problem]:
        at, cells = self._columns, row.cells
        if len(cells) != at.columns:
            words = f"It has {len(cells)} columns, where this file has {at.columns}"
            if len(cells) <= at.token or not cells[at.token]:
                yield Problem(self._file, row.line, f"{words}; it was left out.")
                return
            yield Problem(self._file, row.line, f"{words}.", skipped=False)
        tags = [cells[each] if each < len(cells) else "" for each in at.tags]
        token = cells[at.token]
        if not token:
            yield Problem(self._file, row.line, "It has no token.")
            return
        for tag in tags:
            if tag and not is_tag(tag):
                words = f"“{short(tag)}” is no tag such as O, B-PER or I-PER; it was read as O."
                yield Problem(self._file, row.line, words, skipped=False)
        sentence.line = sentence.line or row.line
        sentence.tokens.append(token)
        sentence.tags.append(tags)

    def _end_sentence(self, sentence: _Sentence) -> Iterator[Incoming | Problem]:
        self._sentences.append(sentence)
        self._characters += sum(map(len, sentence.tokens)) + len(sentence.tokens)
        if self._each:
            self._number += 1
            yield from self._end_document()
        elif self._characters > _MOST_CHARACTERS:
            if not self._told_cut:
                self._told_cut = True
                words = (
                    f"An article has more than {_MOST_CHARACTERS:,} characters, and was cut after a sentence."
                )
                yield Problem(self._file, sentence.line, words, skipped=False)
            self._number = max(1, self._number)
            yield from self._end_document()
            self._number += 1

    def _end_document(self) -> Iterator[Incoming | Problem]:
        sentences, self._sentences, self._characters = self._sentences, [], 0
        if not sentences:
            return
        pieces, spans, begin = list[str](), list[IncomingSpan](), 0
        for sentence in sentences:
            piece, places = self._text(sentence)
            if places is None:
                words = "The tokens do not stand in the sentence of “# text”; it was made of the tokens."
                yield Problem(self._file, sentence.line, words, skipped=False)
                piece, places = joined(sentence.tokens, self._join)
            pieces.append(piece)
            spans += _spans(sentence, places, begin)
            begin += len(piece) + 1
        text, line = "\n".join(pieces), sentences[0].line
        if (why := unusable(text)) is not None:
            yield Problem(self._file, line, why)
            return
        kept = [
            span for span in dict.fromkeys(spans) if not isinstance(place(text, span.start, span.end), str)
        ]
        if len(kept) < len(set(spans)):
            yield Problem(self._file, line, "A label of nothing but white space was left out.", skipped=False)
        ref = self._ref or (f"{self._name}#{self._number}" if self._number else self._name)
        yield Incoming(text, (appearance(text, ref=ref),), spans=tuple(kept), line=line)

    def _text(self, sentence: _Sentence) -> tuple[str, list[tuple[int, int]] | None]:
        if sentence.text is None:
            return joined(sentence.tokens, self._join)
        return sentence.text, within(sentence.text, sentence.tokens)


def _spans(sentence: _Sentence, places: Sequence[tuple[int, int]], begin: int) -> Iterator[IncomingSpan]:
    """The spans of the tags of every level, in code points from the sentence's `begin`."""
    for tags in zip(*sentence.tags, strict=True):
        for first, end, label in decoded(tags):
            yield IncomingSpan(begin + places[first][0], begin + places[end - 1][1], label)


def _lines(stream: BinaryIO, file: str, encoding: str) -> Iterator["_Row | _Mark | Problem"]:
    for one in lines(stream, file, encoding):
        if isinstance(one, Problem):
            yield one
            continue
        number, line = one
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield Problem(file, number, f"It is not {encoding}.")
            continue
        if "\0" in text:
            yield Problem(file, number, "It holds a NUL character.")
            continue
        if (found := _line(number, text.removesuffix("\r"))) is not None:
            yield found


def _head_lines(head: bytes) -> Iterator[str]:
    for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[:_HEAD_LINES]:
        yield line.decode().removesuffix("\r")


def _line(number: int, line: str) -> "_Row | _Mark | None":
    """What a line is; None for a comment that says nothing of the text."""
    if "\t" in line:
        cells = [cell.strip(" ") for cell in line.split("\t", _MOST_COLUMNS)]
    else:
        cells = _SPACES.split(line.strip(" "), _MOST_COLUMNS)
    if not any(cells):
        return _Mark("end")
    if cells[0] == _START or (cells[0] in _NUMBERED_START and cells[1:2] == [_START]):
        return _Mark("start")
    if cells[0].startswith("#") and (len(cells) == 1 or (cells[0] == "#" and not is_tag(cells[-1]))):
        if found := _NEW.fullmatch(line):
            return _Mark("start", (found[1] or "").strip())
        return _Mark("text", found[1]) if (found := _TEXT.fullmatch(line)) else None
    return _Row(number, cells)


def _says_more(rows: Sequence[Sequence[str]], columns: Layout) -> bool:
    """Whether other columns than those that are read say anything."""
    unread = set(range(columns.token + 1, columns.columns)) - set(columns.tags)
    return any(cell not in _NOTHING for row in rows for at, cell in enumerate(row) if at in unread)


def _no_tags(rows: Sequence[Sequence[str]], asked: str) -> str:
    if not rows:
        return "There is no token in it."
    if asked.isdecimal():
        return f"There is no column {asked} behind that of the tokens."
    return "None of its columns holds tags such as O, B-PER or I-PER."
