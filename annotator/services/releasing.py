"""Releases: a dataset in a folder, split so that no story is in two parts, with all that explains it.

The same project gives the same bytes whenever and wherever it is released again with the same options:
articles stand in the order of their content ids, what chance decides comes from the seed, and nothing tells
when or on which machine it was made.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from array import array
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from annotator import formats, resources
from annotator.domain.entities import GOLD, Layer, StatusValue
from annotator.domain.exchange import AnnotatedDocument, LeftOut
from annotator.domain.near_copies import Candidates, Stories, likeness, shingles, signature
from annotator.domain.scheme import Scheme
from annotator.domain.splitting import Item, Way, split
from annotator.errors import UserError
from annotator.files import explained, shown, sync_folder, writing_whole
from annotator.formats.options import WriteOptions, check
from annotator.services import release_answers, release_card, reviewing, schemes
from annotator.services.exporting import layer_to_export
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.services.release_answers import Names
from annotator.storage.project import Project

Answers = Literal["none", "all", "soft"]
CHECKSUMS = "SHA256SUMS"
FACTS = "release.json"


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What goes into a release. `shares` by part, as `domain.splitting.shares_of` reads them; `statuses`
    (None: any) of the layer; `reviewed`: only what is done in gold; `answers`: also what every annotator said
    (`all`), or how their labels are distributed over each position (`soft`); `names`: with the annotators'
    names, which else are numbered.
    """

    shares: Mapping[str, int]
    format: str = "jsonl"
    layer: str | None = None
    statuses: tuple[StatusValue, ...] | None = ("done",)
    reviewed: bool = False
    seed: int = 0
    way: Way = "story"
    answers: Answers = "none"
    names: bool = False
    licence: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What a release holds: its folder, its hash (of all its files), articles by part, what was left out."""

    folder: Path
    digest: str
    parts: Mapping[str, int]
    layer: str
    load_lines: tuple[str, ...]
    counts: Mapping[str, int]

    def sentences(self) -> list[str]:
        """The release in a few sentences."""
        parts = ", ".join(f"{count:,} {name}" for name, count in self.parts.items())
        total = counted(sum(self.parts.values()), "article")
        said = [f"{total} of layer {self.layer} released to {shown(self.folder.name)}: {parts}."]
        if self.counts:
            listed = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
            said.append(f"Left out or changed: {listed}.")
        return [*said, f"Its hash is {self.digest}."]


def release(
    project: Project, folder: Path, options: ReleaseOptions
) -> Generator[Progress, None, ReleaseReport]:
    """Write a release into a new folder, which is there when it is whole and on the disk. Raises UserError,
    also where the folder is there already, or where somebody changes the project meanwhile.
    """
    exporter = formats.exporter(options.format)
    check(options.format, exporter.choices, options.choices)
    layer = layer_to_export(project, options.layer)
    chosen = yield from _chosen(project, layer, options)
    if not chosen.items:
        raise UserError("No article is ready for this release.", hint="Finish some, or name another status.")
    parts = split(chosen.items, options.shares, options.seed, options.way)
    with _new_folder(folder) as draft:
        work = _Release(project, draft, options, layer, chosen, parts, Names(project, options.names))
        yield from work.write()
    return work.report(folder)


@dataclass(slots=True)
class _Chosen:
    """The articles of a release, a hash of what each held when it was chosen, how many articles there are of
    each language, and how many are copies of another.
    """

    items: list[Item] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    copies: int = 0


def _chosen(project: Project, layer: Layer, options: ReleaseOptions) -> Generator[Progress, None, _Chosen]:
    """The articles that are ready, and which of them tell one story."""
    gold, total = project.layer(GOLD), project.documents.count()
    chosen, signatures = _Chosen(), dict[str, "array[int]"]()
    for done, one in enumerate(project.annotated(layer, options.statuses), 1):
        yield Progress(done, total, "Choosing articles")
        id = one.document.id
        if options.reviewed and (gold is None or project.annotations(id, gold.id).status != "done"):
            continue
        chosen.held[id] = hash(one.annotations)
        chosen.items.append(_item(one))
        chosen.languages[one.document.language or "und"] += 1
        signatures[id] = signature(shingles(one.document.text))
    # In the order of their ids, which is the same in every file, unlike that of arrival.
    ids, candidates, stories = sorted(signatures), Candidates(), Stories()
    for at, id in enumerate(ids):
        for other in candidates.add(at, signatures[id]):
            if stories.of(other) != stories.of(at) and _is_copy(project, id, ids[other]):
                stories.join(other, at)
        yield Progress(at, len(ids), "Looking for copies of one story")
    story = {id: ids[stories.of(at)] for at, id in enumerate(ids)}
    chosen.items = [replace(item, story=story[item.document]) for item in chosen.items]
    chosen.copies = sum(len(found) - 1 for found in stories.together(range(len(ids))))
    return chosen


def _is_copy(project: Project, one: str, other: str) -> bool:
    return likeness(project.document(one).text, project.document(other).text).is_copy


def _item(one: AnnotatedDocument) -> Item:
    id, appearances = one.document.id, one.document.appearances
    published = min(filter(None, (appearance.published for appearance in appearances)), default="")
    sources = frozenset(appearance.source for appearance in appearances if appearance.source)
    return Item(id, id, Counter(span.label for span in one.annotations.spans), published, sources)


@dataclass(slots=True)
class _Release:
    """One release as it is written into its draft folder."""

    project: Project
    folder: Path
    options: ReleaseOptions
    layer: Layer
    chosen: _Chosen
    parts: Mapping[str, str]
    names: Names
    _written: dict[str, int] = field(default_factory=dict)
    _lost: Counter[str] = field(default_factory=Counter)
    _files: dict[str, str] = field(default_factory=dict)

    def write(self) -> Iterator[Progress]:
        """All files; the checksums last."""
        exporter, scheme = formats.exporter(self.options.format), self.project.scheme()
        total = len(self.parts)
        for part in self.options.shares:
            ids = sorted(id for id, name in self.parts.items() if name == part)
            self._written[part] = len(ids)
            with self._file(part + exporter.suffix) as out:
                rows = exporter.write(self._articles(ids), scheme, out, WriteOptions(self.options.choices))
                for one in rows:
                    if isinstance(one, LeftOut):
                        self._lost[one.what] += one.count
                    else:
                        yield Progress(one, total, f"Writing {part}")
        yield from self._explanations(scheme)
        sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(self._files.items()))
        self._text(CHECKSUMS, sums)

    def report(self, folder: Path) -> ReleaseReport:
        """What was written, now that it is at its place."""
        exporter = formats.exporter(self.options.format)
        lines = tuple(
            exporter.load_line.replace("{file}", f"{part}{exporter.suffix}") for part in self._written
        )
        digest = self._files[CHECKSUMS]
        layer = self.names.of(self.layer.id)
        return ReleaseReport(folder, digest, self._written, layer, lines, dict(self._lost))

    def _articles(self, ids: list[str]) -> Iterator[AnnotatedDocument]:
        for id in ids:
            document = self.project.document(id)
            held = self.project.annotations(id, self.layer.id)
            if hash(held) != self.chosen.held[id]:
                raise UserError("Somebody changed labels while they were released.", hint="Do it again.")
            yield AnnotatedDocument(document, self.names.of(self.layer.id), held)

    def _explanations(self, scheme: Scheme) -> Iterator[Progress]:
        """What stands beside the articles: why gold says so, who said what, the scheme, the card."""
        ids = sorted(self.parts)
        if self.project.layer(GOLD) is not None:
            why = map(self.names.in_row, reviewing.provenance(self.project, ids, self.names.of))
            yield from self._lines("provenance.jsonl", why, len(ids))
        if self.options.answers != "none":
            rows = release_answers.rows(self.project, ids, self.options.answers, self.names)
            yield from self._lines(f"{self.options.answers}-answers.jsonl", rows, len(ids))
        self._text("scheme.toml", schemes.dump(scheme))
        if scheme.rules.guideline:
            self._text("guideline.md", scheme.rules.guideline)
        if self.options.format == "jsonl":
            self._text("schema.json", resources.path("annotator.schema.json").read_text(encoding="utf-8"))
        facts = release_card.facts(self.options, self._facts(scheme))
        self._text(FACTS, json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        suffix = formats.exporter(self.options.format).suffix
        self._text("README.md", release_card.card(facts, suffix))
        croissant = release_card.croissant(facts, self._files)
        self._text("croissant.json", json.dumps(croissant, ensure_ascii=False, indent=1) + "\n")

    def _facts(self, scheme: Scheme) -> dict[str, Any]:
        labels: dict[str, Counter[str]] = {part: Counter() for part in self.options.shares}
        for item in self.chosen.items:
            labels[self.parts[item.document]].update(item.labels)
        names = {label.id: label.name for label in scheme.labels}
        return {
            "layer": self.names.of(self.layer.id),
            "parts": dict(self._written),
            "labels": {
                part: {names.get(id, id): count for id, count in sorted(found.items())}
                for part, found in labels.items()
            },
            "languages": dict(sorted(self.chosen.languages.items())),
            "copies_kept_together": self.chosen.copies,
            "scheme": scheme.rules.name,
            "scheme_version": scheme.version,
            "left_out": dict(sorted(self._lost.items())),
        }

    def _lines(self, name: str, rows: Iterator[Mapping[str, Any]], total: int) -> Iterator[Progress]:
        with self._file(name) as out:
            for done, row in enumerate(rows, 1):
                out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                yield Progress(min(done, total), total, f"Writing {name}")

    def _text(self, name: str, text: str) -> None:
        with self._file(name) as out:
            out.write(text.encode())

    @contextlib.contextmanager
    def _file(self, name: str) -> Iterator[Any]:
        if name in self._files:
            raise UserError(
                f"A release has a file {name} of its own, so that no part can be called {Path(name).stem}.",
                hint="Give the part another name.",
            )
        path = self.folder / name
        with writing_whole(path) as out:
            yield out
        digest = hashlib.sha256()
        with path.open("rb") as written:
            while block := written.read(1 << 20):
                digest.update(block)
        self._files[name] = digest.hexdigest()


@contextlib.contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A draft beside it, which becomes the folder when this returns without an error."""
    with explained(folder):
        if folder.exists():
            raise UserError(f"{shown(folder.name)} is there already.", hint="Name a new folder.")
        if not folder.parent.is_dir():
            raise UserError(f"The folder {shown(folder.parent)} does not exist.", hint="Make it first.")
        draft = folder.with_name(f".{folder.name[:80]}.{secrets.token_hex(4)}.part")
        draft.mkdir()
        try:
            yield draft
            os.replace(draft, folder)  # noqa: PTH105 - as Path.replace, and says that it is one step
            sync_folder(folder.parent)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
