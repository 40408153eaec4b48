"""Documents with labelled spans, made from a sentence or read from the shared data."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.document import Document
from annotator.domain.entities import Appearance, Rules, Span, StatusValue
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme, make_label, with_labels
from annotator.domain.text import content_id
from annotator.suggest import Suggestion
from annotator.suggest.words import outermost

ENGLISH = "en_conll2003_testa_detok.jsonl"


def document(text: str) -> Document:
    id = content_id(text)
    return Document(id, text, (Appearance("a", id),))


def scheme(*names: str, overlap: bool = True) -> Scheme:
    made = Scheme(Rules("news", "News", overlap=overlap))
    for name in names:
        made = with_labels(made, (*made.labels, make_label(made, name)))
    return made


def labelled(
    text: str, spans: Iterable[tuple[int, int, str]], status: StatusValue = "done"
) -> AnnotatedDocument:
    made = document(text)
    found = [Span(f"s{n}", "l", made.id, *span) for n, span in enumerate(spans)]
    return AnnotatedDocument(made, "ines", Annotations("l", made.id, in_order(found), status=status))


def said(text: str, *spans: tuple[str, str], status: StatusValue = "done") -> AnnotatedDocument:
    """The document in which the first place of each string has the label."""
    places = [(text.index(string), text.index(string) + len(string), label) for string, label in spans]
    return labelled(text, places, status)


def shown(text: str, suggestions: Iterable[Suggestion]) -> list[tuple[str, str]]:
    """What the suggestions say, to compare."""
    return [(text[one.start : one.end], one.label_id) for one in suggestions]


def read(folder: Path, name: str) -> list[AnnotatedDocument]:
    """The documents of a file of the shared data, all done."""
    with (folder / "ner" / name).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [labelled(row["text"], row["spans"]) for row in rows]


def scheme_of(examples: Iterable[AnnotatedDocument]) -> Scheme:
    return scheme(*sorted({span.label for one in examples for span in one.annotations.spans}))


def quality(
    suggested: Iterable[Sequence[Suggestion]], gold: Iterable[AnnotatedDocument]
) -> tuple[float, float, float]:
    """Precision, recall and F1 by exact spans and labels, against the outermost spans."""
    right = proposed = wanted = 0
    for some, one in zip(suggested, gold, strict=True):
        there = {(span.start, span.end, span.label) for span in outermost(one.annotations.spans)}
        right += len(there & {(each.start, each.end, each.label_id) for each in some})
        proposed += len(some)
        wanted += len(there)
    precision, recall = right / max(1, proposed), right / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def copies(examples: Sequence[AnnotatedDocument], count: int) -> list[AnnotatedDocument]:
    """`count` documents, the same ones again under other ids where there are too few."""
    return [
        replace(one, document=replace(one.document, id=f"{number:05}"))
        for number in range(count)
        for one in (examples[number % len(examples)],)
    ]
