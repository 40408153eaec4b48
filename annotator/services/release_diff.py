"""What changed between two releases."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.files import explained, shown
from annotator.services.import_report import counted
from annotator.services.releasing import CHECKSUMS, FACTS

_SAID = ("spans", "sentences", "opinions", "sentiment", "flag", "notes", "status")
_MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class _Row:
    """An article in a release: its part, a hash of what is said, where its line is, what to call it."""

    part: str
    said: str
    file: Path
    at: int


@dataclass(slots=True)
class ReleaseDiff:
    """Articles by content id: those that came, went, are in another part, or are labelled otherwise; labels
    that came and went by name; options and files that differ.
    """

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    labels_added: Counter[str] = field(default_factory=Counter)
    labels_removed: Counter[str] = field(default_factory=Counter)
    options: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same, byte for byte."""
        return not self.files

    def lines(self) -> list[str]:
        """The difference for people."""
        if self.is_empty:
            return ["The two releases are the same, byte for byte."]
        said = [
            f"{counted(len(self.added), 'article')} added, {len(self.removed):,} removed,"
            f" {len(self.moved):,} in another part, {len(self.changed):,} labelled otherwise."
        ]
        said += [f"{name}: {before} became {after}" for name, (before, after) in self.options.items()]
        for word, counts in (("came", self.labels_added), ("went", self.labels_removed)):
            listed = ", ".join(f"{count:,} {label}" for label, count in sorted(counts.items()))
            said += [f"Labels that {word}: {listed}."] if listed else []
        said += [f"+ {id}" for id in self.added[:_MOST_LISTED]]
        said += [f"- {id}" for id in self.removed[:_MOST_LISTED]]
        said += [
            f"> {id}: {before} to {after}" for id, (before, after) in list(self.moved.items())[:_MOST_LISTED]
        ]
        for id, details in list(self.changed.items())[:_MOST_LISTED]:
            said += [f"~ {id}", *(f"    {one}" for one in details)]
        said.append(f"Files that differ: {', '.join(self.files)}.")
        return said

    def facts(self) -> dict[str, Any]:
        """The same for scripts, ready for JSON."""
        return {
            "same": self.is_empty,
            "added": self.added,
            "removed": self.removed,
            "moved": {id: list(parts) for id, parts in self.moved.items()},
            "changed": self.changed,
            "labels_added": dict(self.labels_added),
            "labels_removed": dict(self.labels_removed),
            "options": {name: list(values) for name, values in self.options.items()},
            "files": self.files,
        }


def diff(before: Path, after: Path) -> ReleaseDiff:
    """Compare two release folders; articles are compared where both are in JSONL. Raises UserError."""
    old, new = _facts(before), _facts(after)
    found = ReleaseDiff()
    for name in sorted({*old, *new} - {"labels", "parts", "languages", "left_out"}):
        if old.get(name) != new.get(name):
            found.options[name] = old.get(name), new.get(name)
    sums = _sums(before), _sums(after)
    found.files = sorted(name for name in {*sums[0], *sums[1]} if sums[0].get(name) != sums[1].get(name))
    if found.files and old["format"] == new["format"] == "jsonl":
        _compare(_rows(before, old), _rows(after, new), found)
    return found


def _compare(old: Mapping[str, _Row], new: Mapping[str, _Row], found: ReleaseDiff) -> None:
    found.added = sorted(new.keys() - old.keys())
    found.removed = sorted(old.keys() - new.keys())
    for id in sorted(old.keys() & new.keys()):
        before, after = old[id], new[id]
        if before.part != after.part:
            found.moved[id] = before.part, after.part
        if before.said != after.said:
            was, became = _row(before), _row(after)
            found.changed[id] = _details(was, became, found)


def _details(was: Mapping[str, Any], became: Mapping[str, Any], found: ReleaseDiff) -> list[str]:
    said = []
    gone, come = _spans(was) - _spans(became), _spans(became) - _spans(was)
    for sign, spans, counts, row in (
        ("-", gone, found.labels_removed, was),
        ("+", come, found.labels_added, became),
    ):
        for start, end, label in sorted(spans):
            counts[label] += 1
            said.append(f"{sign} {label} “{row['text'][start:end]}” at {start}-{end}")
    said += [f"{name} differ" for name in _SAID[1:] if was.get(name) != became.get(name)]
    return said


def _spans(row: Mapping[str, Any]) -> set[tuple[int, int, str]]:
    return {(span["start"], span["end"], span["label"]) for span in row.get("spans") or ()}


def _rows(folder: Path, facts: Mapping[str, Any]) -> dict[str, _Row]:
    """Where each article is; the articles themselves stay on the disk."""
    found = {}
    for part in facts["parts"]:
        file = folder / f"{part}.jsonl"
        for at, row in _lines(file):
            said = json.dumps([row.get(name) for name in _SAID], sort_keys=True)
            found[str(row["id"])] = _Row(part, sha256(said.encode()).hexdigest(), file, at)
    return found


def _lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    at = 0
    with explained(file), file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield at, json.loads(line)
            except ValueError:
                raise UserError(
                    f"{shown(file.name)}, line {number}: it is no row of a release.",
                    hint=f"See whether {CHECKSUMS} still holds.",
                ) from None
            at += len(line)


def _row(one: _Row) -> dict[str, Any]:
    with one.file.open("rb") as stream:
        stream.seek(one.at)
        found: dict[str, Any] = json.loads(stream.readline())
        return found


def _facts(folder: Path) -> dict[str, Any]:
    path = folder / FACTS
    with explained(path):
        data = path.read_bytes()
    try:
        found = json.loads(data)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not {"format", "parts"} <= found.keys():
        raise UserError(
            f"{shown(folder.name)} is no release.", hint="It needs the release.json it was made with."
        )
    return found


def _sums(folder: Path) -> dict[str, str]:
    path = folder / CHECKSUMS
    with explained(path):
        lines = path.read_text(encoding="utf-8").split("\n")
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines) if name}
