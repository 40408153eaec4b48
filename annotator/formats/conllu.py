"""CoNLL-U: ten columns a word, as Universal Dependencies and CorefUD have them; entities in the last column.

Offsets are words. The text is exact: `SpaceAfter=No` and `SpacesAfter` say what stands between words, where a
file has neither the comment `# text` does, else one space stands there, and `# newpar` is an empty line. An
article begins at `# newdoc`; a file without is one article, cut after a sentence beyond a million characters.

Read are the brackets of `Entity=` (in the order of fields that `# global.Entity` declares) and the tags of
`NE=`, both as labels, nested ones too. A mention in several pieces is kept from the first to the last of
them, and a note says which they were. Which mentions are one entity, and what is said of words (lemmas, tags,
heads), has no place here; the report says so.

Written are the program's words with `Entity=`, which holds labels within and across others, or with `NE=`,
the only one that spaCy reads, of labels that share no word. Characters that these columns reserve become `_`
in names of labels. No sentence ends within a label.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO, Final

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.domain.words import Token
from annotator.formats import ReadOptions
from annotator.formats.bio import OUTSIDE, Tagged, encoded
from annotator.formats.conllu_brackets import FIELDS, HEADER
from annotator.formats.conllu_reading import ARTICLES, COLUMNS, Articles
from annotator.formats.conllu_spaces import escaped
from annotator.formats.label_names import LabelNames, fitted
from annotator.formats.losses import RENAMED, SAID, WORDLESS, left_out
from annotator.formats.options import EDGES, Choice, WriteOptions
from annotator.formats.tokenized import OVERLAPS, OnTokens, flat, on_tokens, parted

ENTITIES: Final = Choice(
    "entities",
    "Labels are",
    {"entity": "brackets in Entity=, as in CorefUD, nested too", "ne": "tags in NE=, which spaCy reads"},
)
_RESERVED: Final = re.compile(r"[\s|()\[\]/=-]")
_NO_COMMENT: Final = re.compile(r"\s+")
_ROW: Final = re.compile(rb"\d{1,7}(?:[-.]\d{1,7})?\t[^\t\n]+(?:\t[^\t\n]*){8}\r?")
_MARK: Final = b"\xef\xbb\xbf"
_NAME, _TITLE = "conllu", "CoNLL-U"


class ConlluImporter:
    """Reads CoNLL-U."""

    name, title = _NAME, _TITLE
    suffixes = (".conllu", ".conll", ".txt")
    choices = (ARTICLES,)

    def recognises(self, head: bytes) -> bool:
        """Whether the first line that is no comment is a row of ten columns; see `Recognises`."""
        for line in head.removeprefix(_MARK).split(b"\n"):
            if line.strip() and not line.startswith(b"#"):
                return _ROW.fullmatch(line) is not None
        return False

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of the stream; see `Importer`."""
        found = False
        for one in Articles(file, options).read(stream):
            found = True
            yield one
        if not found:
            yield Problem(file, None, "There is no word in it.")


class ConlluExporter:
    """Writes CoNLL-U."""

    name, title = _NAME, _TITLE
    suffix = ".conllu"
    cannot_hold = (*SAID, "titles, sources and dates")
    load_line = 'conllu.parse_incr(open("{file}", encoding="utf-8"))'
    choices = (ENTITIES, EDGES, OVERLAPS)

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """The sentences of each document; see `Exporter`."""
        names = fitted(scheme, _RESERVED)
        for count, one in enumerate(documents, 1):
            lines, lost = _lines(one, count, names, options)
            out.write("".join(f"{line}\n" for line in lines).encode())
            yield from left_out(one, also=lost)
            yield count


importer = ConlluImporter()
exporter = ConlluExporter()


def _lines(
    one: AnnotatedDocument, count: int, names: LabelNames, options: WriteOptions
) -> tuple[list[str], Counter[str]]:
    """The lines of a document, and what of its labels is left out or changed."""
    text, spans = one.document.text, one.annotations.spans
    parts = parted(text, one.document.language, spans, "words")
    words = [word for part in parts for word in part]
    placed, lost = on_tokens(text, spans, words, options.choice(EDGES))
    tagged = options.choice(ENTITIES) == "ne"
    if tagged:
        placed, overlapping = flat(placed, options.choice(OVERLAPS))
        lost.update(overlapping)
    lost[WORDLESS] += not words
    lost[RENAMED] += sum(names.is_other(each.label) for each in placed)
    said = _tags(placed, names, len(words)) if tagged else _brackets(placed, names, len(words))
    id = _NO_COMMENT.sub("_", one.document.first.ref or one.document.id)
    lines = [f"# newdoc id = {id}", *([] if tagged else [f"# {HEADER} = {FIELDS}"])]
    at = 0
    for number, part in enumerate(parts, 1):
        lines += [f"# sent_id = {count}-{number}", f"# text = {_spaced(text, part)}"]
        for place, (start, end) in enumerate(part, 1):
            behind = words[at + 1][0] if at + 1 < len(words) else len(text)
            before = text[:start] if at == 0 else ""
            misc = "|".join([*said[at], *_spaces(before, text[end:behind], at + 1 == len(words))]) or "_"
            lines.append("\t".join((str(place), text[start:end], *"_" * (COLUMNS - 3), misc)))
            at += 1
        lines.append("")
    return lines, lost


def _spaced(text: str, part: Sequence[Token]) -> str:
    """The sentence as its comment has it: one space where anything stands between two words."""
    words = [text[start:end] + " " * (end < behind) for (start, end), (behind, _) in pairwise(part)]
    return "".join([*words, text[slice(*part[-1])]])


def _spaces(before: str, gap: str, is_last: bool) -> list[str]:
    """What the last column says of what stands before and behind a word."""
    found = [f"SpacesBefore={escaped(before)}"] if before else []
    if gap == ("" if is_last else " "):
        return found
    return [*found, f"SpacesAfter={escaped(gap)}" if gap else "SpaceAfter=No"]


def _tags(placed: Iterable[OnTokens], names: LabelNames, count: int) -> list[list[str]]:
    labels = [Tagged(one.first, one.end, names.of(one.label)) for one in placed]
    return [[] if tag == OUTSIDE else [f"NE={tag}"] for tag in encoded(labels, count, "iob2")]


def _brackets(placed: Iterable[OnTokens], names: LabelNames, count: int) -> list[list[str]]:
    """The brackets of each word: those that close, then those that open, the longest first."""
    opening: list[list[str]] = [[] for _ in range(count)]
    closing: list[list[str]] = [[] for _ in range(count)]
    in_order = sorted(placed, key=lambda one: (one.first, -one.end))
    for number, one in enumerate(in_order, 1):
        single = ")" if one.end - one.first == 1 else ""
        opening[one.first].append(f"(e{number}-{names.of(one.label)}-1-{single}")
        if not single:
            closing[one.end - 1].insert(0, f"e{number})")
    cells = ("".join((*closes, *opens)) for closes, opens in zip(closing, opening, strict=True))
    return [[f"Entity={cell}"] if cell else [] for cell in cells]
