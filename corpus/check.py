"""Checks every row and every offset of the sample corpus: `python3 corpus/check.py`.

Offsets are code points, half-open. Prints one sentence per problem and exits 1, or prints what
the corpus holds. Needs nothing but Python, so that anybody can check a copy of the folder.
"""

import hashlib
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

Row = dict[str, Any]

LABELS: Final = ("PER", "ORG", "GPE", "ROLE", "EVT", "DATE", "GRP", "LOC", "LAW", "MON", "QTY", "WRK")
SENTIMENTS: Final = ("negative", "neutral", "positive")
STATUSES: Final = ("new", "in_progress", "done", "skipped")
LAYERS: Final = ("ines", "tomas", "gold")
KEYS: Final = (
    *("id", "ref", "title", "text", "source", "author", "published", "language", "url", "headline"),
    *("appearances", "meta", "layer", "status", "sentiment", "flag"),
    *("spans", "sentences", "opinions", "notes"),
)
JOINER: Final = "\u200d"
SKIN_TONES: Final = "".join(chr(code) for code in range(0x1F3FB, 0x1F400))
FLAG_LETTERS: Final = "".join(chr(code) for code in range(0x1F1E6, 0x1F200))


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Each row of a JSONL file or of all of a folder's, with where it stands ("gold-english.jsonl:3")."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        lines = file.read_bytes().decode("utf-8").split("\n")
        for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, start=1):
            yield f"{file.name}:{number}", json.loads(line)


def problems(path: Path) -> Iterator[str]:
    """What is wrong with the corpus in the folder `path`, one sentence each; nothing if all is well."""
    documents: dict[str, set[str]] = {layer: set() for layer in LAYERS}
    span_ids: set[str] = set()
    for place, row in rows(path):
        for problem in _row_problems(row):
            yield f"{place}: {problem}"
        seen = documents.setdefault(row["layer"], set())
        if row["id"] in seen:
            yield f"{place}: the layer {row['layer']} has this document twice."
        seen.add(row["id"])
        if not place.startswith(f"{row['layer']}-"):
            yield f"{place}: a row of the layer {row['layer']} is in another layer's file."
        for span in row.get("spans", ()):
            if span["id"] in span_ids:
                yield f"{place}: the span id {span['id']} is used twice."
            span_ids.add(span["id"])
    for layer, found in documents.items():
        for missing in sorted(found - documents["ines"]):
            yield f"The document {missing[:12]} of {layer} is not in the layer ines, which holds all."


def _row_problems(row: Row) -> Iterator[str]:
    text = row["text"]
    if row["id"] != hashlib.sha256(text.encode("utf-8")).hexdigest():
        yield "the id is not the SHA-256 of the text."
    if [key for key in KEYS if key in row] != list(row):
        yield f"the keys {', '.join(row)} are unknown or out of order."
    if row["layer"] not in LAYERS or row["status"] not in STATUSES:
        yield f"the layer {row['layer']} or the status {row['status']} is unknown."
    if "sentiment" in row and row["sentiment"] not in SENTIMENTS:
        yield f"the sentiment {row['sentiment']} is not on the scale."
    if "headline" in row and _slice(text, row["headline"]) != row["title"]:
        yield f"the headline {row['headline']} is not the title."
    if row["status"] == "new" and any(row.get(key) for key in ("spans", "sentences", "opinions")):
        yield "a new document has labels."
    yield from _appearance_problems(row)
    yield from _span_problems(row)
    yield from _sentence_problems(row)
    yield from _opinion_problems(row)


def _appearance_problems(row: Row) -> Iterator[str]:
    if "appearances" not in row:
        return
    appearances = row["appearances"]
    if len(appearances) < 2 or len({item["ref"] for item in appearances}) < len(appearances):
        yield "appearances must be several, and their refs must differ."
    if any(row[key] != value for key, value in appearances[0].items()):
        yield "the first appearance says something else than the row."


def _span_problems(row: Row) -> Iterator[str]:
    text = row["text"]
    seen = set()
    for span in row.get("spans", ()):
        start, end = span["start"], span["end"]
        if not 0 <= start < end <= len(text):
            yield f"the span {start}-{end} is empty or outside the text."
            continue
        words = text[start:end]
        if words != span["text"]:
            yield f"the span {start}-{end} covers {words!r}, not {span['text']!r}."
        if words != words.strip():
            yield f"the span {words!r} at {start} begins or ends with white space."
        if cuts_grapheme(text, start) or cuts_grapheme(text, end):
            yield f"the span {words!r} at {start} cuts a character in two."
        if span["label"] not in LABELS:
            yield f"the label {span['label']} at {start} is not in the scheme."
        if (start, end, span["label"]) in seen:
            yield f"the span {words!r} at {start} has the label {span['label']} twice."
        seen.add((start, end, span["label"]))


def _sentence_problems(row: Row) -> Iterator[str]:
    for sentence in row.get("sentences", ()):
        start, end = sentence["start"], sentence["end"]
        if not _slice(row["text"], [start, end]).strip():
            yield f"the sentence {start}-{end} is empty or outside the text."
        if sentence["sentiment"] not in SENTIMENTS:
            yield f"the sentiment {sentence['sentiment']} of the sentence at {start} is not on the scale."


def _opinion_problems(row: Row) -> Iterator[str]:
    spans = {span["id"] for span in row.get("spans", ())}
    for opinion in row.get("opinions", ()):
        if opinion["target"] not in spans:
            yield f"the target {opinion['target']} of an opinion is no span of the row."
        if opinion.get("holder") is not None and opinion["holder"] not in spans:
            yield f"the holder {opinion['holder']} of an opinion is no span of the row."
        if opinion["polarity"] not in SENTIMENTS:
            yield f"the polarity {opinion['polarity']} is not on the scale."
        for words in opinion.get("expression", ()):
            if not _slice(row["text"], words).strip():
                yield f"the expression {words} of an opinion is empty or outside the text."


def _slice(text: str, offsets: list[int]) -> str:
    """The code points between two offsets, or nothing when they are not both in the text."""
    start, end = offsets
    return text[start:end] if 0 <= start <= end <= len(text) else ""


def cuts_grapheme(text: str, offset: int) -> bool:
    """Whether a cut at `offset` parts a mark from its letter, or halves a joined emoji, a flag or CRLF."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if after == JOINER or after in SKIN_TONES or unicodedata.category(after).startswith("M"):
        return True
    if before == JOINER or before + after == "\r\n":
        return True
    flag_halves = offset - len(text[:offset].rstrip(FLAG_LETTERS))
    return after in FLAG_LETTERS and flag_halves % 2 == 1


def main(path: Path) -> int:
    """Prints the problems of the folder `path`, then what it holds; gives the exit code."""
    found = list(problems(path))
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    counts: dict[str, Counter[str]] = {}
    for _, row in rows(path):
        counts.setdefault(row["layer"], Counter())[row["language"]] += 1
    for layer, languages in sorted(counts.items()):
        listed = ", ".join(f"{language} {count}" for language, count in sorted(languages.items()))
        print(f"{layer}: {languages.total()} articles ({listed})")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
