"""Three layers that differ, as rows of our JSONL."""

import json
from pathlib import Path

from annotator.services.importing import ImportOptions, import_paths
from annotator.storage.project import Project

TEXT = "Ilse Maren of the Port Authority left Kastelholm, she said. Tarn Quarter waits."
MAREN, PORT, WIDE = ("Ilse Maren", "PER"), ("Port Authority", "ORG"), ("the Port Authority", "ORG")
TARN, TARN_TOO = ("Tarn Quarter", "LOC"), ("Tarn Quarter", "GPE")
ROWS = [
    ("ann", 1, [MAREN, PORT, TARN], "negative"),
    ("bob", 1, [MAREN, WIDE, TARN_TOO], "neutral"),
    ("ann", 2, [MAREN, PORT, TARN], "negative"),
    ("bob", 2, [MAREN, PORT, TARN_TOO], "negative"),
    ("cleo", 2, [MAREN], None),
    ("ann", 3, [MAREN, TARN], "positive"),
    ("bob", 3, [MAREN, TARN, PORT], "positive"),
    ("ann", 4, [PORT], None),
]


def row(layer: str, number: int, spans: list[tuple[str, str]], sentiment: str | None) -> dict:
    """A row of our JSONL; the spans are given by their words."""
    text = f"{TEXT} {number}"
    places = [(text.index(words), words, label) for words, label in spans]
    found = [
        {"id": f"{layer}{at}", "start": start, "end": start + len(words), "label": label}
        for at, (start, words, label) in enumerate(places)
    ]
    known = {"sentiment": sentiment} if sentiment else {}
    title = f"Report {number}"
    return {"text": text, "title": title, "layer": layer, "status": "done", "spans": found, **known}


def bring(folder: Path, project: Project, rows: list) -> None:
    """Import these rows."""
    path = folder / f"rows{len(rows)}.jsonl"
    path.write_text("".join(json.dumps(row(*one)) + "\n" for one in rows), encoding="utf-8")
    for _ in import_paths(project, [path], ImportOptions()):
        pass
