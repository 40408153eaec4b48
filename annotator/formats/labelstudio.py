"""Label Studio's JSON: a list of tasks, each with an article and what one annotator or several said of it.

Labels are regions of the control `label`. The sentiment of the article is a choice of `sentiment`, that of
a sentence a region of `sentence`, and an opinion of the author a choice of `towards` on the region of its
target. Whom else an opinion belongs to, its words and its intensity have no place. Title, source and the
like are data of the task. A skipped article is a cancelled annotation, and what gold says is ground truth.

The project there must have controls of these names, or regions are dropped without a word. The same export
with the choice `content=config` writes the labelling configuration that fits, such as

    <View><Labels name="label" toName="text"><Label value="PER"/></Labels>
    <Labels name="sentence" toName="text"><Label value="negative"/></Labels>
    <Text name="text" value="$text"/>
    <Choices name="towards" toName="text" perRegion="true"><Choice value="negative"/></Choices>
    <Choices name="sentiment" toName="text"><Choice value="negative"/></Choices></View>

Offsets are code points. Releases before 2022, and some of 2023 and 2024, counted otherwise where emoji
stand: a file is read by the unit in which its regions say what stands there, and the report tells which.
Where a line ends with two characters Label Studio shows an empty line; offsets hold.

Each annotation is read as its annotator's layer, each prediction as its model's. Relations, and controls
that mean nothing here, are left out and reported. Import the full JSON: JSON_MIN and CoNLL lose half of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import quoteattr

import msgspec

from annotator.domain.entities import GOLD, Opinion
from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.facts import FURTHER, OURS, facts, further
from annotator.formats.json_objects import first_object, objects_within
from annotator.formats.labelstudio_results import (
    LABEL,
    SENTENCE,
    SENTIMENT,
    TEXT,
    TOWARDS,
    ResultReader,
    annotations_of,
    text_of,
)
from annotator.formats.losses import FLAGS, NOTES, ORIGINS, left_out
from annotator.formats.options import Choice, ReadOptions, WriteOptions
from annotator.formats.rows import RowReader

_LOST: Final = (NOTES, FLAGS, ORIGINS)
CONTENT: Final = Choice(
    "content", "Write", {"tasks": "the tasks", "config": "the labelling configuration, as XML"}
)
HELD_BY_OTHERS: Final = "opinions that somebody in the text holds"
EXPRESSIONS: Final = "words of opinions"
INTENSITIES: Final = "intensities of opinions"
_encode = msgspec.json.Encoder().encode


class LabelStudio:
    """Reads and writes Label Studio's tasks."""

    name = "labelstudio"
    title = "Label Studio JSON"
    suffixes = (".json",)
    suffix = ".labelstudio.json"
    cannot_hold = (HELD_BY_OTHERS, EXPRESSIONS, INTENSITIES, *_LOST, FURTHER)
    load_line = "In Label Studio: Import > {file}"
    choices = (CONTENT,)

    def recognises(self, head: bytes) -> bool:
        """Whether the first object is a task with annotations; see `Recognises`."""
        task = first_object(head) or {}
        return isinstance(task.get("data"), dict) and bool(annotations_of(task)[1])

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """A document for each annotation of each task; see `Importer`."""
        reader, results = RowReader(file, OURS), ResultReader()
        for one in objects_within(stream, file, options.encoding):
            if isinstance(one, Problem):
                yield one
                continue
            line, task = one
            data = task.get("data")
            text = text_of(task)
            if not isinstance(data, dict) or text is None:
                yield Problem(file, line, "It is no task with a text.")
                continue
            rest = {key: value for key, value in data.items() if value != text}
            for annotation, is_model in annotations_of(task)[0] or [({}, False)]:
                row, problems = results.row(text, annotation, is_model=is_model)
                yield from (Problem(file, line, words, skipped=False) for words in problems)
                yield from reader.read({**rest, **row}, line)

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A task a document; see `Exporter`."""
        if options.choice(CONTENT) == "config":
            out.write(config(scheme).encode())
            return
        names = {label.id: label.name for label in scheme.labels}
        before = b"[\n"
        for count, one in enumerate(documents, 1):
            out.write(before + _encode(_task(count, one, names)))
            before = b",\n"
            yield from left_out(one, _LOST, _lost(one.annotations.opinions) + further(one.document))
            yield count
        out.write((b"[" if before == b"[\n" else b"\n") + b"]\n")


importer = LabelStudio()
exporter = importer


def config(scheme: Scheme) -> str:
    """The labelling configuration for what is exported under this scheme."""
    labels = "".join(f"<Label value={quoteattr(label.name)}/>" for label in scheme.labels)
    steps = [quoteattr(step.name) for step in scheme.scale]
    scale = "".join(f"<Choice value={step}/>" for step in steps)
    sentence = "".join(f"<Label value={step}/>" for step in steps)
    lines = [
        "<View>",
        f'<Labels name="{LABEL}" toName="{TEXT}">{labels}</Labels>',
        f'<Labels name="{SENTENCE}" toName="{TEXT}">{sentence}</Labels>',
        f'<Text name="{TEXT}" value="$text"/>',
        f'<Choices name="{TOWARDS}" toName="{TEXT}" perRegion="true">{scale}</Choices>',
        f'<Choices name="{SENTIMENT}" toName="{TEXT}">{scale}</Choices>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _lost(opinions: Iterable[Opinion]) -> Counter[str]:
    lost = Counter[str]()
    for opinion in opinions:
        if opinion.holder is not None:
            lost[HELD_BY_OTHERS] += 1
        else:
            lost[EXPRESSIONS] += bool(opinion.expression)
            lost[INTENSITIES] += bool(opinion.intensity)
    return lost


def _task(number: int, one: AnnotatedDocument, names: dict[str, str]) -> dict[str, Any]:
    said = one.annotations
    annotation = {
        "was_cancelled": said.status == "skipped",
        "ground_truth": one.layer == GOLD,
        "result": list(_results(one, names)),
    }
    data = {"text": one.document.text, **facts(one.document), "layer": one.layer, "status": said.status}
    return {"id": number, "data": data, "annotations": [annotation]}


def _results(one: AnnotatedDocument, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    text, said = one.document.text, one.annotations

    def result(control: str, kind: str, value: dict[str, Any], **id: str) -> dict[str, Any]:
        return {**id, "from_name": control, "to_name": TEXT, "type": kind, "value": value}

    def place(start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "text": text[start:end]}

    for span in said.spans:
        value = {**place(span.start, span.end), "labels": [names.get(span.label, span.label)]}
        yield result(LABEL, "labels", value, id=span.id)
    for mark in said.sentences:
        start, end = mark.start or 0, mark.end or 0
        yield result(SENTENCE, "labels", {**place(start, end), "labels": [mark.value]}, id=f"s{start}-{end}")
    for opinion in said.opinions:
        target = said.span(opinion.target)
        if opinion.holder is None and target is not None:
            value = {**place(target.start, target.end), "choices": [opinion.polarity]}
            yield result(TOWARDS, "choices", value, id=target.id)
    if said.sentiment is not None:
        yield result(SENTIMENT, "choices", {"choices": [said.sentiment]}, id="sentiment")
