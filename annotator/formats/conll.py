"""CoNLL: a token a line, its tag in the last column, an empty line after each sentence.

Offsets are tokens. A file holds tokens, sentences and labels that share no token; nothing else. It cannot
say where white space stood, so text that is read is made of its tokens: joined by one space (or by nothing,
or as people write), sentences by a line feed. Where a comment `# text = ...` gives a sentence and its tokens
stand in it in their order, that is the text. An article begins at `-DOCSTART-` or `# newdoc`; a file without
them is one article, cut at the end of a sentence after a million characters.

Read are two columns and more, parted by tabs or spaces, with tags of IOB1, IOB2, BIOES or BILOU, which need
not be named: a label goes on until another begins. Tags are in the last column that holds any, and columns
before it that hold the same labels are levels of nesting. Other columns are left out, and the report says so.

Written are the program's tokens, or, for texts that were read from such a file, those that spaces and line
ends part: then the file is the same again. No sentence ends within a label. Of labels that overlap one is
written. White space in the names of labels becomes `_`. Traps: IOB1 that is read as IOB2 loses labels, so say
which one it is; a strict scorer must be told the scheme; whoever reads `O` learns that nothing is there, so
export finished articles only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats import ReadOptions
from annotator.formats.bio import OUTSIDE, TAGGING, Tagged, encoded
from annotator.formats.conll_reading import DOCUMENTS, TAG_COLUMN, documents, recognises
from annotator.formats.joining import JOINED
from annotator.formats.label_names import LabelNames, fitted
from annotator.formats.losses import OVERLAPPING, RENAMED, SAID, WORDLESS, left_out
from annotator.formats.options import EDGES, Choice, WriteOptions
from annotator.formats.tokenized import OVERLAPS, TOKENS, OnTokens, flat, on_tokens, parted

COLUMNS: Final = Choice(
    "columns",
    "Columns",
    {
        "4": "token, -X-, _, tag, as in CoNLL-2003",
        "2": "token, tag",
        "3": "token, -X-, tag, as in CoNLL-2002",
        "5": "token, _, -X-, _, tag, as in the German CoNLL-2003",
    },
)
SEPARATOR: Final = Choice("separator", "Columns are parted by", {"space": "a space", "tab": "a tab"})
_BETWEEN: Final = {"2": (), "3": ("-X-",), "4": ("-X-", "_"), "5": ("_", "-X-", "_")}
_START: Final = {"2": ("O",), "3": ("-X-", "O"), "4": ("-X-", "O", "O"), "5": ("-X-", "-X-", "-X-", "O")}
_SPACE: Final = re.compile(r"\s+")


_NAME, _TITLE = "conll", "CoNLL (BIO tags)"


class ConllImporter:
    """Reads columns with BIO tags."""

    name, title = _NAME, _TITLE
    suffixes = (".conll", ".iob", ".iob2", ".bio", ".bioes", ".conll03", ".tsv", ".txt")
    choices = (TAG_COLUMN, JOINED, DOCUMENTS)

    def recognises(self, head: bytes) -> bool:
        """Whether rows of tokens and tags begin so; see `Recognises`."""
        return recognises(head)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of the stream; see `Importer`."""
        return documents(stream, file, options)


class ConllExporter:
    """Writes columns with BIO tags."""

    name, title = _NAME, _TITLE
    suffix = ".conll"
    cannot_hold = (*SAID, OVERLAPPING, "white space", "titles, sources and dates")
    load_line = "python -m spacy convert {file} . --converter conll --n-sents 10"
    choices = (TAGGING, COLUMNS, SEPARATOR, TOKENS, EDGES, OVERLAPS)

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A block of sentences for each document; see `Exporter`."""
        names = fitted(scheme, _SPACE)
        separator = "\t" if options.choice(SEPARATOR) == "tab" else " "
        columns = options.choice(COLUMNS)
        start = separator.join(("-DOCSTART-", *_START[columns]))
        for count, one in enumerate(documents, 1):
            sentences, lost = _tagged(one, names, options)
            out.write(f"{start}\n\n".encode())
            for sentence in sentences:
                rows = (separator.join((token, *_BETWEEN[columns], tag)) for token, tag in sentence)
                out.write("".join(f"{row}\n" for row in (*rows, "")).encode())
            yield from left_out(one, also=lost)
            yield count


importer = ConllImporter()
exporter = ConllExporter()


def _tagged(
    one: AnnotatedDocument, names: LabelNames, options: WriteOptions
) -> tuple[list[list[tuple[str, str]]], Counter[str]]:
    """The tokens of each sentence with their tags, and what is left out or changed."""
    text, spans = one.document.text, one.annotations.spans
    parts = parted(text, one.document.language, spans, options.choice(TOKENS))
    every = [token for part in parts for token in part]
    placed, lost = on_tokens(text, spans, every, options.choice(EDGES))
    kept, overlapping = flat(placed, options.choice(OVERLAPS))
    tags = _tags(kept, names, parts, options.choice(TAGGING))
    lost.update(overlapping)
    lost[WORDLESS] += not every
    lost[RENAMED] += sum(names.is_other(each.label) for each in kept)
    written = [(_SPACE.sub("_", text[start:end]), tag) for (start, end), tag in zip(every, tags, strict=True)]
    rows = iter(written)
    return [[next(rows) for _ in part] for part in parts], lost


def _tags(
    kept: list[OnTokens], names: LabelNames, parts: list[list[tuple[int, int]]], tagging: str
) -> list[str]:
    """The tags of all tokens, sentence by sentence: what ends one sentence does not touch the next."""
    tags: list[str] = []
    waiting = iter(kept)
    label = next(waiting, None)
    for part in parts:
        begin = len(tags)
        inside = []
        while label and label.first < begin + len(part):
            inside.append(Tagged(label.first - begin, label.end - begin, names.of(label.label)))
            label = next(waiting, None)
        tags += encoded(inside, len(part), tagging) if inside else [OUTSIDE] * len(part)
    return tags
