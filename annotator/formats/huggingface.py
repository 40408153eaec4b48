"""A data set for token classification as Hugging Face's `datasets` loads it: a folder, in a zip archive.

It has `train.jsonl`, a row a sentence (or an article), and the data set card `README.md`, which says what
is in it and names all tags in their order, so that the numbers of tags are the same whoever loads it. A row
has `id`, `document`, `tokens`, `ner_tags` by name, and `starts`: where each token begins in the article, in
code points. Which licence it has is for you to write into the card.

Offsets are tokens, those of the program; no sentence ends within a label. Of labels that overlap one is
written. White space between tokens is not kept, nor are titles and sources. Export finished articles only:
whoever reads `O` learns that nothing is there.

Read are rows with `tokens` (or `words`) and tags by name; tags that are numbers need the card beside the
file. Rows that follow each other and have one `document` are one article, their tokens joined by one space
(or by nothing, or as people write), sentences by a line feed.
"""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

import msgspec

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.bio import TAGGING, is_tag
from annotator.formats.json_lines import objects
from annotator.formats.json_objects import first_object
from annotator.formats.options import ReadOptions, WriteOptions
from annotator.formats.token_rows import (
    CANNOT_HOLD,
    READ_CHOICES,
    TAG_KEYS,
    TOKEN_KEYS,
    WRITE_CHOICES,
    RowMaker,
    tag_names,
    token_documents,
)

_NAME, _TITLE = "huggingface", "Hugging Face data set"
_CARD, _ROWS = "README.md", "train.jsonl"
_LARGEST_CARD: Final = 1 << 20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_TAG_NAMES: Final = re.compile(r"class_label:\s*\n\s*names:\s*\n((?:\s*['\"]?\d+['\"]?:[^\n]*\n)+)")
_TAG_NAME: Final = re.compile(r"['\"]?(\d+)['\"]?:\s*(.*?)\s*$", re.MULTILINE)
_encode = msgspec.json.Encoder().encode


class HuggingFaceImporter:
    """Reads rows of tokens and tags."""

    name, title = _NAME, _TITLE
    suffixes = (".jsonl", ".json")
    choices = READ_CHOICES

    def recognises(self, head: bytes) -> bool:
        """Whether the first row has tokens and as many tags; see `Recognises`."""
        row = first_object(head) or {}
        tokens = next((row[key] for key in TOKEN_KEYS if key in row), None)
        tags = next((row[key] for key in TAG_KEYS if key in row), None)
        if not isinstance(tokens, list) or not isinstance(tags, list) or len(tokens) != len(tags):
            return False
        return all(is_tag(tag) if isinstance(tag, str) else type(tag) is int for tag in tags)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of the rows; see `Importer`."""
        names = _names_beside(options)
        return token_documents(objects(stream, file, options.encoding), file, options, names)


class HuggingFaceExporter:
    """Writes rows of tokens and tags, and a card."""

    name, title = _NAME, _TITLE
    suffix = ".huggingface.zip"
    cannot_hold = CANNOT_HOLD
    load_line = (
        "python -m zipfile -e {file} gold"
        " && python -c 'import datasets; print(datasets.load_dataset(\"gold\"))'"
    )
    choices = WRITE_CHOICES

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """The rows, then the card, which counts them; see `Exporter`."""
        making = RowMaker(scheme, options)
        count = 0
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(_member(_ROWS), "w", force_zip64=True) as lines:
                for count, one in enumerate(documents, 1):
                    rows, lost = making.made(one)
                    lines.write(b"".join(_encode(row) + b"\n" for row in rows))
                    yield from lost
                    yield count
            names = tag_names(scheme, options.choice(TAGGING))
            archive.writestr(_member(_CARD), _card(making, names, count))


importer = HuggingFaceImporter()
exporter = HuggingFaceExporter()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _card(making: RowMaker, names: Sequence[str], articles: int) -> str:
    """The data set card."""
    quoted = [json.dumps(name, ensure_ascii=False) for name in names]
    languages = sorted(making.languages)
    lines = [
        "---",
        *(["language:", *(f"- {json.dumps(language)}" for language in languages)] if languages else []),
        "task_categories:",
        "- token-classification",
        "task_ids:",
        "- named-entity-recognition",
        "configs:",
        "- config_name: default",
        "  data_files:",
        "  - split: train",
        f"    path: {_ROWS}",
        "dataset_info:",
        "  features:",
        *(f"  - name: {name}\n    dtype: string" for name in ("id", "document")),
        "  - name: tokens\n    sequence: string",
        "  - name: starts\n    sequence: int64",
        "  - name: ner_tags\n    sequence:\n      class_label:\n        names:",
        *(f"          '{number}': {name}" for number, name in enumerate(quoted)),
        "---",
        "",
        "# Names in news",
        "",
        f"{articles:,} articles, {making.rows:,} rows, {making.tokens:,} tokens.",
        "`starts` says where each token begins in its article, in code points.",
        "",
        "| label | count |",
        "| --- | --- |",
        *(f"| {_cell(label)} | {count:,} |" for label, count in sorted(making.labels.items())),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", r"\|")


def _names_beside(options: ReadOptions) -> list[str] | None:
    """The names of the tags in the card beside the file, where there is one."""
    found = options.beside(_CARD)
    if found is None:
        return None
    with found as stream:
        card = stream.read(_LARGEST_CARD).decode("utf-8", "replace")
    listed = _TAG_NAMES.search(card)
    if listed is None:
        return None
    names = {int(number): _unquoted(name) for number, name in _TAG_NAME.findall(listed[1])}
    return [names.get(number, "O") for number in range(max(names) + 1)]


def _unquoted(name: str) -> str:
    """A string of YAML as cards have it."""
    if name.startswith('"'):
        try:
            return str(json.loads(name))
        except ValueError:
            return name
    return name[1:-1].replace("''", "'") if name[:1] == "'" == name[-1:] else name
