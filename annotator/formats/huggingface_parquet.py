"""A data set for token classification as one Parquet file, with numbers for tags and their names in the
schema.

`datasets` finds the names in the file (a `ClassLabel`), so nothing else is needed to train from it. A row
is a sentence (or an article) with `id`, `document`, `tokens`, `ner_tags`, and `starts`: where each token
begins in the article, in code points.

What it holds, leaves out and how it is read is as with the format `huggingface`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from typing import Any, BinaryIO, Final

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.bio import TAGGING
from annotator.formats.needs import need
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

need("pyarrow", "parquet")

_NAME, _TITLE = "huggingface-parquet", "Hugging Face data set, Parquet"
_BATCH: Final = 1000
_FEATURES: Final = b"huggingface"


class ParquetImporter:
    """Reads Parquet with tokens and tags."""

    name, title = _NAME, _TITLE
    suffixes = (".parquet",)
    reads_bytes = True
    choices = READ_CHOICES

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of the rows; problems have the number of the row for a line; see `Importer`."""
        arrow: Any = import_module("pyarrow")
        try:
            table = import_module("pyarrow.parquet").ParquetFile(stream)
            columns = table.schema_arrow.names
            wanted = [name for name in columns if name in ("id", "document", *TOKEN_KEYS, *TAG_KEYS)]
            if not (set(wanted) & set(TOKEN_KEYS) and set(wanted) & set(TAG_KEYS)):
                yield Problem(file, None, f"It has no tokens with tags. It has: {', '.join(columns[:20])}.")
                return
            names = _names(table.schema_arrow.metadata or {})
            rows = enumerate(_rows(table, wanted), 1)
            yield from token_documents(rows, file, options, names)
        except (arrow.ArrowException, OSError, ValueError) as error:
            words = " ".join(str(error).split())[:120]
            yield Problem(file, None, f"It is no Parquet file, or it is damaged: {words}.")


class ParquetExporter:
    """Writes Parquet with tokens and tags."""

    name, title = _NAME, _TITLE
    suffix = ".parquet"
    cannot_hold = CANNOT_HOLD
    load_line = 'datasets.load_dataset("parquet", data_files="{file}")'
    choices = WRITE_CHOICES

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """Groups of a thousand rows; see `Exporter`."""
        arrow: Any = import_module("pyarrow")
        making = RowMaker(scheme, options)
        names = tag_names(scheme, options.choice(TAGGING))
        schema = _schema(arrow, names)
        number = {name: at for at, name in enumerate(names)}
        waiting: list[dict[str, Any]] = []
        with import_module("pyarrow.parquet").ParquetWriter(out, schema) as writer:
            for count, one in enumerate(documents, 1):
                rows, lost = making.made(one)
                waiting += [{**row, "ner_tags": [number[tag] for tag in row["ner_tags"]]} for row in rows]
                if len(waiting) >= _BATCH:
                    writer.write_table(arrow.Table.from_pylist(waiting, schema))
                    waiting = []
                yield from lost
                yield count
            writer.write_table(arrow.Table.from_pylist(waiting, schema))


importer = ParquetImporter()
exporter = ParquetExporter()


def _schema(arrow: Any, names: Sequence[str]) -> Any:  # noqa: ANN401
    """The columns, with what `datasets` wants to know of them."""

    def value(dtype: str) -> dict[str, Any]:
        return {"dtype": dtype, "_type": "Value"}

    tags = {"names": list(names), "_type": "ClassLabel"}
    features = {
        "id": value("string"),
        "document": value("string"),
        "tokens": {"feature": value("string"), "_type": "List"},
        "starts": {"feature": value("int64"), "_type": "List"},
        "ner_tags": {"feature": tags, "_type": "List"},
    }
    told = json.dumps({"info": {"features": features}}, ensure_ascii=False)
    fields = [
        *(("id", arrow.string()), ("document", arrow.string()), ("tokens", arrow.list_(arrow.string()))),
        *(("starts", arrow.list_(arrow.int64())), ("ner_tags", arrow.list_(arrow.int64()))),
    ]
    return arrow.schema(fields, metadata={_FEATURES: told})


def _rows(table: Any, columns: Sequence[str]) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    batches = table.iter_batches(batch_size=_BATCH, columns=list(columns))
    return chain.from_iterable(batch.to_pylist() for batch in batches)


def _names(metadata: Mapping[bytes, bytes]) -> list[str] | None:
    """The names of the tags, where the schema has them."""
    try:
        features = json.loads(metadata.get(_FEATURES, b"{}"))["info"]["features"]
        names = next(features[key]["feature"]["names"] for key in TAG_KEYS if key in features)
    except (ValueError, KeyError, TypeError, StopIteration):
        return None
    return [str(name) for name in names] if isinstance(names, list) else None
