"""What the annotations of a CAS mean here."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

from annotator.domain.entities import Appearance
from annotator.domain.exchange import Incoming, IncomingNote, IncomingSpan, Problem, appearance
from annotator.domain.text import unusable
from annotator.formats.cas_loading import Loaded, load
from annotator.formats.places import place, short
from annotator.formats.uima import is_about_names, label_feature, short_name

_PLACE: Final = ("sofa", "begin", "end")
_STRING: Final = "uima.cas.String"
_SIMPLE: Final = (
    _STRING,
    *(f"uima.cas.{name}" for name in ("Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double")),
)
_TIES: Final = ("Governor", "Dependent", "next")  # what annotations have that tie others
_METADATA: Final = "DocumentMetaData"
_SEGMENTS: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation."
_QUIET: Final = (_SEGMENTS, "de.tudarmstadt.ukp.dkpro.core.api.metadata.", "uima.tcas.DocumentAnnotation")
_UNSPECIFIED: Final = "x-unspecified"


def articles(
    data: bytes, file: str, types: bytes | None, layer: str | None = None
) -> Iterator[Incoming | Problem]:
    """The article of each view that has a text, with its labels in this layer, after what was wrong."""
    found = load(data, file, types)
    if isinstance(found, Problem):
        yield found
        return
    if found.unknown:
        names = ", ".join(short(short_name(name)) for name in found.unknown)
        yield Problem(file, None, f"Annotations without a known type were left out: {names}.", skipped=False)
    if not found.views:
        yield Problem(file, None, "There is no text in it.")
    for text, annotations in found.views:
        why = unusable(text)
        if why is not None:
            yield Problem(file, None, why)
        else:
            yield from _article(text, annotations, file, found, layer)


def _article(
    text: str, annotations: list[Any], file: str, found: Loaded, layer: str | None
) -> Iterator[Incoming | Problem]:
    spans, notes, others = list[IncomingSpan](), list[IncomingNote](), Counter[str]()
    for one in annotations:
        name = one.type.name
        ties = any(feature.name in _TIES for feature in one.type.all_features)
        if ties or not is_about_names(name):
            others[short_name(name)] += not name.startswith(_QUIET)
            continue
        at = _place(text, one, found.unmapped)
        if isinstance(at, str):
            words = f"A label of {short(short_name(name))} {at}; it was left out."
            yield Problem(file, None, words, skipped=False)
            continue
        label, said = _said(one)
        spans.append(IncomingSpan(*at, label))
        notes += [IncomingNote(words, *at) for words in said]
    if others.total():
        listed = ", ".join(f"{count} {name}" for name, count in others.items() if count)
        yield Problem(file, None, f"Annotations of other things were left out: {listed}.", skipped=False)
    where = _appearance(text, annotations, file)
    yield Incoming(text, (where,), layer=layer, spans=tuple(dict.fromkeys(spans)), notes=tuple(notes))


def _place(text: str, one: Any, unmapped: frozenset[int]) -> tuple[int, int] | str:  # noqa: ANN401
    if not unmapped.isdisjoint((one.begin, one.end)):
        return f"at {one.begin}-{one.end} of the file cuts a character or reaches beyond the text"
    return place(text, one.begin, one.end)


def _said(one: Any) -> tuple[str, list[str]]:  # noqa: ANN401
    """The label, and what other features say, as notes."""
    values: dict[str, str] = {}
    strings: list[str] = []
    for feature in one.type.all_features:
        value = getattr(one, feature.name, None)
        if feature.name in _PLACE or feature.rangeType.name not in _SIMPLE:
            continue
        strings += [feature.name] if feature.rangeType.name == _STRING else []
        if value is not None and str(value).strip():
            values[feature.name] = str(value)
    name = label_feature(strings)
    label = values.pop(name, None) if name else None
    return label or short_name(one.type.name), [f"{key}: {value}" for key, value in values.items()]


def _appearance(text: str, annotations: list[Any], file: str) -> Appearance:
    facts: dict[str, str] = {}
    for one in annotations:
        if short_name(one.type.name) in (_METADATA, "DocumentAnnotation"):
            for key in ("language", "documentTitle", "documentUri", "documentId"):
                value = getattr(one, key, None)
                if isinstance(value, str) and value and value != _UNSPECIFIED:
                    facts.setdefault(key, value)
    return appearance(
        text,
        title=facts.get("documentTitle", ""),
        ref=facts.get("documentId") or PurePath(file).name,
        url=facts.get("documentUri"),
        language=facts.get("language"),
    )
