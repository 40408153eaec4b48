"""Reading CoNLL-U: rows become sentences, sentences articles, and brackets and tags labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO, Final

from annotator.domain.exchange import Incoming, IncomingSpan, Problem, appearance
from annotator.domain.text import unusable
from annotator.formats import ReadOptions
from annotator.formats.bio import OUTSIDE, decoded
from annotator.formats.conllu_brackets import HEADER, Brackets
from annotator.formats.conllu_spaces import unescaped
from annotator.formats.joining import within
from annotator.formats.lines import lines
from annotator.formats.options import Choice
from annotator.formats.places import place, short

COLUMNS: Final = 10
ARTICLES: Final = Choice(
    "documents",
    "An article is",
    {"marks": "what stands between “# newdoc” lines", "sentences": "each sentence"},
)
_COMMENT: Final = re.compile(r"#\s*([\w.]+)(?: +id)? *")
_WORD: Final = re.compile(r"\d{1,7}")
_RANGE: Final = re.compile(r"(\d{1,7})-(\d{1,7})")
_EMPTY: Final = re.compile(r"\d{1,7}\.\d{1,7}")
_NOTHING: Final = "_"
_MOST_TOKENS, _MOST_CHARACTERS = 100_000, 1_000_000
_TOLD: Final = "lemmas, tags, heads and features of words"


@dataclass(slots=True)
class _Token:
    """What stands in the text: a word, or several that are written as one."""

    line: int
    form: str
    misc: dict[str, str]
    last: int  # the number of the last word in it
    entities: list[str] = field(default_factory=list)
    tag: str = OUTSIDE

    @property
    def gap(self) -> str | None:
        """What comes behind it; None where the row does not say."""
        if "SpacesAfter" in self.misc:
            return unescaped(self.misc["SpacesAfter"])
        return "" if self.misc.get("SpaceAfter") == "No" else None


@dataclass(slots=True)
class _Sentence:
    text: str | None = None
    new_paragraph: bool = False
    tokens: list[_Token] = field(default_factory=list)

    def pieces(self) -> list[tuple[str, str | None]]:
        """The tokens, each with what comes behind it, None for behind the last where nothing is said."""
        says = any(name in token.misc for token in self.tokens for name in ("SpacesAfter", "SpacesBefore"))
        forms = [token.form for token in self.tokens]
        places = within(self.text, forms) if self.text is not None and not says else None
        if places is not None and self.text is not None:
            starts = [start for start, _ in places[1:]]
            between = [self.text[end:start] for (_, end), start in zip(places, starts, strict=False)]
            return list(zip(forms, [*between, self.tokens[-1].gap], strict=True))
        gaps = [" " if token.gap is None else token.gap for token in self.tokens[:-1]]
        return list(zip(forms, [*gaps, self.tokens[-1].gap], strict=True))


class Articles:
    """The articles of one file."""

    def __init__(self, file: str, options: ReadOptions) -> None:
        """`file` is how problems call it."""
        self._file = file
        self._name = PurePath(file).name
        self._encoding = options.encoding
        self._each = options.choice(ARTICLES) == "sentences"
        self._sentences: list[_Sentence] = []
        self._header: str | None = None
        self._characters = self._number = 0
        self._ref = ""
        self._told: set[str] = set()

    def read(self, stream: BinaryIO) -> Iterator[Incoming | Problem]:
        """The articles of the stream, after what is wrong with each."""
        sentence = _Sentence()
        for one in lines(stream, self._file, self._encoding):
            if isinstance(one, Problem):
                yield one
                continue
            number, line = one
            try:
                words = line.decode().removesuffix("\r")
            except UnicodeDecodeError:
                yield Problem(self._file, number, f"It is not {self._encoding}.", skipped=False)
                continue
            if words.startswith("#"):
                if sentence.tokens:  # whoever forgot the empty line meant it
                    yield from self._end_sentence(sentence)
                    sentence = _Sentence()
                yield from self._comment(words, sentence)
                continue
            if words.strip():
                wrong = self._row(number, words, sentence)
                if wrong is not None:
                    yield Problem(self._file, number, wrong, skipped=False)
            if sentence.tokens and (not words.strip() or len(sentence.tokens) >= _MOST_TOKENS):
                yield from self._end_sentence(sentence)
                sentence = _Sentence()
        if sentence.tokens:
            yield from self._end_sentence(sentence)
        yield from self._end_article()

    def _comment(self, line: str, sentence: _Sentence) -> Iterator[Incoming | Problem]:
        before, _, value = line.partition("=")
        found = _COMMENT.fullmatch(before)
        name = found[1] if found else ""
        if name == "newdoc":
            yield from self._end_article()
            self._number, self._ref = self._number + 1, value.strip()
        elif name == "newpar":
            sentence.new_paragraph = True
        elif name == "text":
            sentence.text = value.removeprefix(" ")
        elif name == HEADER:
            self._header = value

    def _row(self, number: int, line: str, sentence: _Sentence) -> str | None:
        """Read one row; else why not, as a sentence."""
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            return f"It has {len(cells)} columns, where CoNLL-U has {COLUMNS}; it was left out."
        id, form, misc = cells[0], cells[1], _misc(cells[9])
        if _EMPTY.fullmatch(id):
            return self._once("Words that are not written (such as 8.1) were left out.")
        wide = _RANGE.fullmatch(id)
        if not wide and not _WORD.fullmatch(id):
            return f"“{short(id)}” is no number of a word; it was left out."
        if not form or "\0" in form:
            return "It has no word; it was left out."
        last = int(wide[2] if wide else id)
        if wide or not sentence.tokens or last > sentence.tokens[-1].last:
            sentence.tokens.append(_Token(number, form, misc, last))
        token = sentence.tokens[-1]
        token.entities += [misc["Entity"]] if "Entity" in misc else []
        if token.tag == OUTSIDE and "NE" in misc:
            token.tag = misc["NE"]
        says = any(cell != _NOTHING for cell in cells[2:9])
        return self._once(f"The file's {_TOLD} were left out.") if says else None

    def _once(self, sentence: str) -> str | None:
        """The sentence, the first time."""
        news = sentence not in self._told
        self._told.add(sentence)
        return sentence if news else None

    def _end_sentence(self, sentence: _Sentence) -> Iterator[Incoming | Problem]:
        self._sentences.append(sentence)
        self._characters += sum(len(token.form) + 1 for token in sentence.tokens)
        if self._each:
            self._number += 1
            yield from self._end_article()
        elif self._characters > _MOST_CHARACTERS:
            words = f"An article has more than {_MOST_CHARACTERS:,} characters, and was cut after a sentence."
            if (news := self._once(words)) is not None:
                yield Problem(self._file, sentence.tokens[0].line, news, skipped=False)
            self._number = max(1, self._number)
            yield from self._end_article()
            self._number += 1

    def _end_article(self) -> Iterator[Incoming | Problem]:
        sentences, self._sentences, self._characters = self._sentences, [], 0
        if not sentences:
            return
        text, places = _text(sentences)
        tokens = [token for sentence in sentences for token in sentence.tokens]
        line = tokens[0].line
        if (why := unusable(text)) is not None:
            yield Problem(self._file, line, why)
            return
        brackets = Brackets(self._header)
        for token, (start, end) in zip(tokens, places, strict=True):
            for cell in token.entities:
                for wrong in brackets.read(cell, start, end):
                    yield Problem(self._file, token.line, wrong, skipped=False)
        for wrong in brackets.end(text):
            yield Problem(self._file, line, wrong, skipped=False)
        found = [*brackets.spans, *_tagged(tokens, places)]
        kept = [one for one in dict.fromkeys(found) if not isinstance(place(text, one.start, one.end), str)]
        ref = self._ref or (f"{self._name}#{self._number}" if self._number else self._name)
        yield Incoming(
            text,
            (appearance(text, ref=ref),),
            spans=tuple(kept),
            notes=tuple(brackets.notes),
            line=line,
        )


def _text(sentences: list[_Sentence]) -> tuple[str, list[tuple[int, int]]]:
    """The text of the sentences, and where their tokens are in it."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length, gap = 0, ""
    for number, sentence in enumerate(sentences):
        before = sentence.tokens[0].misc.get("SpacesBefore")
        gap = unescaped(before) if before is not None and not gap.strip(" ") else gap
        if number and sentence.new_paragraph and gap in ("", " "):
            gap = "\n\n"
        for form, behind in sentence.pieces():
            pieces += [gap, form]
            length += len(gap) + len(form)
            places.append((length - len(form), length))
            gap = " " if behind is None else behind
    last = sentences[-1].tokens[-1]
    return "".join([*pieces, (last.gap or "")]), places


def _tagged(tokens: list[_Token], places: list[tuple[int, int]]) -> Iterator[IncomingSpan]:
    for first, end, label in decoded([token.tag for token in tokens]):
        yield IncomingSpan(places[first][0], places[end - 1][1], label)


def _misc(cell: str) -> dict[str, str]:
    """The last column, by name."""
    pairs = (part.partition("=") for part in cell.split("|")) if cell != _NOTHING else ()
    return {name: value for name, _, value in pairs}
