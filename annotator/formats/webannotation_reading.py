"""Web Annotation, read: annotations of one text by one creator become a row of our own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final
from urllib.parse import unquote, urlsplit

from annotator.domain.exchange import Incoming, Problem
from annotator.domain.text import unusable
from annotator.formats.facts import OURS
from annotator.formats.json_objects import objects_within
from annotator.formats.lines import LONGEST
from annotator.formats.options import ReadOptions
from annotator.formats.places import short
from annotator.formats.rows import RowReader
from annotator.formats.webannotation_places import Found, found_place

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
SCHEMA: Final = "https://schema.org/"
URN: Final = "urn:sha256:"
FACTS: Final = {
    "ref": "schema:identifier",
    "title": "schema:headline",
    "source": "schema:publisher",
    "author": "schema:author",
    "published": "schema:datePublished",
    "language": "schema:inLanguage",
    "url": "schema:url",
}
_TAGS: Final = frozenset(("tagging", "classifying", "identifying", None))
_COMMENTS: Final = frozenset(("commenting", "describing", "replying", "questioning"))


class WebAnnotationReader:
    """Reads one file."""

    def __init__(self, file: str, options: ReadOptions) -> None:
        """`options` know the files beside it."""
        self._file = file
        self._options = options
        self._rows = RowReader(file, OURS)
        self._groups: dict[tuple[str, str], _Group] = {}

    def read(self, stream: BinaryIO) -> Iterator[Incoming | Problem]:
        """The documents: pages with their text as they come, then what belongs to texts beside the file."""
        for one in objects_within(stream, self._file, self._options.encoding):
            if isinstance(one, Problem):
                yield one
                continue
            line, found = one
            about = found.get("schema:about")
            text = about.get("schema:articleBody") if isinstance(about, dict) else None
            if isinstance(about, dict) and isinstance(text, str):
                yield from self._page(found, about, text, line)
            else:
                for annotation in _annotations(found):
                    self._group(annotation, line).annotations.append(annotation)
        yield from self._others()

    def _page(
        self, page: Mapping[str, Any], about: Mapping[str, Any], text: str, line: int
    ) -> Iterator[Incoming | Problem]:
        """A page that has its text: a document for each creator, or one where nobody said anything."""
        groups: dict[str, _Group] = {}
        for annotation in _annotations(page):
            creator = _creator(annotation)
            groups.setdefault(creator, _Group(line, creator)).annotations.append(annotation)
        facts = {name: about[key] for name, key in FACTS.items() if isinstance(about.get(key), str)}
        status = about.get("schema:creativeWorkStatus")
        if not groups:
            owner = _layer_of(page.get("id"))
            groups[owner] = _Group(line, owner)
        for group in groups.values():
            row = {**facts, "status": status} if isinstance(status, str) else facts
            yield from self._read(group, text, row)

    def _group(self, annotation: Mapping[str, Any], line: int) -> "_Group":
        key = _source(annotation), _creator(annotation)
        return self._groups.setdefault(key, _Group(line, key[1]))

    def _others(self) -> Iterator[Incoming | Problem]:
        for (source, _), group in self._groups.items():
            name = unquote(urlsplit(source).path).rsplit("/", 1)[-1] if source else ""
            text = self._text(name)
            if text is None:
                count = len(group.annotations)
                where = f"put it beside this file as {short(name or 'text')}.txt"
                lost = f"The text of “{short(source)}” is not here, so {count} annotations were left out"
                words = f"{lost}: {where}."
                yield Problem(self._file, group.line, words)
            else:
                yield from self._read(group, text, {"ref": name})

    def _text(self, name: str) -> str | None:
        """The text in the file of this name beside ours."""
        for candidate in (name, f"{name}.txt") if name else ():
            found = self._options.beside(candidate)
            if found is None:
                continue
            with found as stream:
                try:
                    text = stream.read(LONGEST).decode("utf-8-sig")
                except UnicodeDecodeError:
                    continue
            if unusable(text) is None and text[:1] not in "{[":
                return text
        return None

    def _read(self, group: "_Group", text: str, row: Mapping[str, Any]) -> Iterator[Incoming | Problem]:
        said = _Said(text)
        for annotation in group.annotations:
            said.take(annotation)
        layer = {"layer": group.creator} if group.creator else {}
        for words in said.problems:
            yield Problem(self._file, group.line, words, skipped=False)
        yield from self._rows.read({**row, **layer, "text": text, **said.row()}, group.line)


@dataclass(slots=True)
class _Group:
    """The annotations of one text by one creator, the first of which stands in this line."""

    line: int
    creator: str
    annotations: list[Mapping[str, Any]] = field(default_factory=list)


class _Said:
    """What annotations say about one text."""

    def __init__(self, text: str) -> None:
        self.problems: list[str] = []
        self._text = text
        self._spans: list[dict[str, Any]] = []
        self._sentences: list[dict[str, Any]] = []
        self._opinions: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []
        self._whole: dict[str, Any] = {}

    def row(self) -> dict[str, Any]:
        """The keys of a row of our own."""
        ids = {span["id"] for span in self._spans}
        opinions = [one for one in self._opinions if one["target"] in ids]
        if len(opinions) < len(self._opinions):
            count = len(self._opinions) - len(opinions)
            self.problems.append(f"Assessments of what is no label here were left out: {count}.")
        lists = {
            "spans": self._spans,
            "sentences": self._sentences,
            "opinions": opinions,
            "notes": self._notes,
        }
        return {**self._whole, **lists}

    def take(self, annotation: Mapping[str, Any]) -> None:
        """Read one annotation."""
        target = _first(annotation.get("target"))
        motivation = _first(annotation.get("motivation"))
        bodies = [
            _body(one, motivation) for one in _listed(annotation.get("body", annotation.get("bodyValue")))
        ]
        place = self._place(target)
        if isinstance(place, str):
            self.problems.append(f"{place}; the annotation was left out.")
            return
        if place is None and motivation == "assessing" and isinstance(target, str):
            self._opinion(_short_id(target), bodies)
            return
        known = [one for one in bodies if isinstance(one.get("value"), str)]
        for body in known:
            self._said(annotation, body, place)
        if not known:
            self.problems.append(f"An annotation of {_where(place)} says nothing in words; it was left out.")

    def _said(self, annotation: Mapping[str, Any], body: Mapping[str, Any], place: Found | None) -> None:
        at = {"start": place.start, "end": place.end} if place else {}
        purpose, value = body.get("purpose"), body["value"]
        if place and place.how:
            self.problems.append(f"The place of “{short(value)}” {place.how}.")
        if purpose in _COMMENTS or (purpose in _TAGS and place is None):
            self._notes.append({"text": value, **at})
        elif purpose == "moderating":
            if at:
                self._notes.append({"text": value, **at, "flag": True})
            else:
                self._whole["flag"] = value
        elif purpose == "assessing" and not at:
            self._whole["sentiment"] = value
        elif purpose == "assessing":
            self._sentences.append({**at, "sentiment": value})
        elif purpose in _TAGS:
            self._spans.append({**at, "label": value, **self._identity(annotation)})
        else:
            self.problems.append(f"An annotation for {short(purpose)} was left out.")

    def _identity(self, annotation: Mapping[str, Any]) -> dict[str, Any]:
        id = annotation.get("id")
        known = {span["id"] for span in self._spans}
        name = _short_id(id) if isinstance(id, str) and id else f"span-{len(known)}"
        maker = annotation.get("generator")
        origin = maker.get("name") if isinstance(maker, dict) else None
        return {
            "id": name if name not in known else f"{name}-{len(known)}",
            **({"origin": origin} if isinstance(origin, str) else {}),
        }

    def _opinion(self, target: str, bodies: list[dict[str, Any]]) -> None:
        opinion: dict[str, Any] = {"target": target, "polarity": None, "expression": []}
        for body in bodies:
            purpose, value, source = body.get("purpose"), body.get("value"), body.get("source")
            if purpose == "assessing":
                opinion["polarity"] = value
            elif purpose == "describing":
                opinion["intensity"] = value
            elif purpose == "identifying" and isinstance(source, str):
                opinion["holder"] = _short_id(source)
            elif purpose == "highlighting":
                place = self._place(body)
                if isinstance(place, Found):
                    opinion["expression"].append([place.start, place.end])
        self._opinions.append(opinion)

    def _place(self, target: object) -> Found | str | None:
        """Where the target is: None is the whole text, or another annotation."""
        if not isinstance(target, dict) or not target.get("selector"):
            return None
        selectors = [one for one in _listed(target["selector"]) if isinstance(one, dict)]
        return found_place(self._text, selectors)


def _annotations(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The annotations that an object is or has."""
    if "target" in found:
        return [found]
    first = found.get("first")
    items = found.get("items", first.get("items") if isinstance(first, dict) else None)
    return [one for one in _listed(items) if isinstance(one, dict) and "target" in one]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: object) -> Any:  # noqa: ANN401
    return next(iter(_listed(value)), None)


def _body(one: object, motivation: object) -> dict[str, Any]:
    """A body with its purpose, which is the annotation's motivation where it has none of its own."""
    body = {"value": one} if isinstance(one, str) else dict(one) if isinstance(one, dict) else {}
    purpose = _first(body.get("purpose")) or motivation
    return {**body, "purpose": purpose if isinstance(purpose, str) else None}


def _source(annotation: Mapping[str, Any]) -> str:
    target = _first(annotation.get("target"))
    found = target.get("source", target.get("id")) if isinstance(target, dict) else target
    found = found.get("id") if isinstance(found, dict) else found
    return found if isinstance(found, str) else ""


def _creator(annotation: Mapping[str, Any]) -> str:
    """What the creator is called."""
    who = _first(annotation.get("creator"))
    if isinstance(who, dict):
        names = (who.get(key) for key in ("nickname", "name", "email", "id"))
        return next((name for name in names if isinstance(name, str) and name), "")
    return who if isinstance(who, str) else ""


def _layer_of(id: object) -> str:
    """The layer in the id of a page of ours."""
    if not isinstance(id, str) or not id.startswith(URN) or "#" not in id:
        return ""
    return unquote(id.split("#", 1)[1].split("/", 1)[0])


def _short_id(id: str) -> str:
    """Our own id in the id of an annotation of ours; others are kept whole."""
    return unquote(id.rsplit("/", 1)[-1]) if id.startswith(URN) and "/" in id else id


def _where(place: Found | None) -> str:
    return f"{place.start}-{place.end}" if place else "the whole text"
