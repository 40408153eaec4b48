"""Documents with labels for the tests of formats: made, written, read back and compared."""

import io
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.document import Document
from annotator.domain.entities import FLAG, NOTE, SENTIMENT, Label, Mark, Opinion, Rules, Span
from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem, appearance
from annotator.domain.scheme import DEFAULT_SCALE, Scheme
from annotator.domain.words import tokens, trim
from annotator.formats import ReadOptions
from annotator.formats.jsonl import importer as jsonl
from annotator.formats.options import WriteOptions

LABELS = ("PER", "ORG", "LOC")
SCHEME = Scheme(
    Rules("news", "News", scale=DEFAULT_SCALE),
    tuple(Label(f"{name}-id", name, name, name, "blue", str(at)) for at, name in enumerate(LABELS)),
)
EMOJI = "😊 Angela Merkel traf Siemens in München."
# An emoji before, in and behind labels, a family, a flag, a skin tone; line ends of two kinds; Hebrew; Han.
HARD = (
    "😊 Angela 👩‍👩‍👧 Merkel 🇩🇪 traf 👍🏽 Siemens\r\n"
    "in München 😊.\nראש הממשלה עזב את תל אביב.\n港务局 主席 王小明。"
)


def labelled(text: str, *words: tuple[str, str]) -> list[tuple[int, int, str]]:
    """The places of these words with these labels."""
    return [(text.index(word), text.index(word) + len(word), label) for word, label in words]


HARD_SPANS = labelled(
    HARD,
    *(("Angela 👩‍👩‍👧 Merkel 🇩🇪", "PER"), ("Merkel", "ORG"), ("Siemens", "ORG"), ("München", "LOC")),
    *(("ראש הממשלה", "PER"), ("תל אביב", "LOC"), ("王小明", "PER")),
)


def annotated(
    text: str,
    spans: Iterable[tuple[int, int, str]] = (),
    *,
    sentiment: str | None = None,
    sentences: Iterable[tuple[int, int, str]] = (),
    opinions: Iterable[tuple[int, str, int | None, tuple[tuple[int, int], ...]]] = (),
    notes: Iterable[str] = (),
    flag: str | None = None,
    status: str = "done",
    **said: Any,
) -> AnnotatedDocument:
    """A document; opinions have the number of the target span, polarity, number of the holder, expression."""
    where = appearance(text, **said)
    id = where.document
    found = [
        Span(f"s{number}", "l", id, start, end, f"{label}-id")
        for number, (start, end, label) in enumerate(spans)
    ]
    marks = [Mark(f"m{start}", "l", id, SENTIMENT, value, start, end) for start, end, value in sentences]
    marks += [Mark("a", "l", id, SENTIMENT, sentiment)] if sentiment else []
    marks += [Mark(f"n{number}", "l", id, NOTE, words) for number, words in enumerate(notes)]
    marks += [Mark("f", "l", id, FLAG, flag)] if flag is not None else []
    held = [
        Opinion(f"o{at}", "l", id, f"s{target}", polarity, None if holder is None else f"s{holder}", words)
        for at, (target, polarity, holder, words) in enumerate(opinions)
    ]
    told = Annotations("l", id, in_order(found), in_order(marks), in_order(held), status)  # type: ignore[arg-type]
    return AnnotatedDocument(Document(id, text, (where,)), "mine", told)


@dataclass(frozen=True)
class Written:
    """The bytes of an export, how many documents it counted, and what it left out."""

    data: bytes
    count: int
    left_out: dict[str, int]


def written(exporter: Any, documents: Iterable[AnnotatedDocument], **choices: str) -> Written:
    """What the exporter makes of the documents; the same bytes twice."""
    every = list(documents)
    outs = [io.BytesIO(), io.BytesIO()]
    for out in outs:
        found = list(exporter.write(iter(every), SCHEME, out, WriteOptions(choices)))
    assert outs[0].getvalue() == outs[1].getvalue()
    lost: dict[str, int] = {}
    for one in found:
        if isinstance(one, LeftOut):
            lost[one.what] = lost.get(one.what, 0) + one.count
    counts = [one for one in found if isinstance(one, int)]
    assert counts == list(range(1, len(every) + 1))
    return Written(outs[0].getvalue(), len(counts), lost)


def read(
    importer: Any, data: bytes, file: str = "file", beside: Mapping[str, bytes] | None = None, **choices: str
) -> tuple[list[Incoming], list[str]]:
    """The documents of the file, and its problems as sentences."""

    def opened(name: str) -> io.BytesIO | None:
        found = (beside or {}).get(name)
        return None if found is None else io.BytesIO(found)

    found = list(importer.read(io.BytesIO(data), file, ReadOptions(choices=choices, beside=opened)))
    assert all(isinstance(one, Incoming | Problem) for one in found)
    for one in found:
        if isinstance(one, Incoming):
            check(one)
    return [one for one in found if isinstance(one, Incoming)], [
        str(one) for one in found if isinstance(one, Problem)
    ]


def check(one: Incoming) -> None:
    """What a project takes for granted of what comes in."""
    ids = {span.id for span in one.spans}
    places = [*one.spans, *one.sentences, *(note for note in one.notes if note.start is not None)]
    for place in places:
        assert type(place.start) is type(place.end) is int
        assert 0 <= place.start < place.end <= len(one.text)
    assert all(isinstance(span.label, str) and span.label for span in one.spans)
    for opinion in one.opinions:
        assert opinion.target in ids
        assert opinion.holder is None or opinion.holder in ids
        assert isinstance(opinion.polarity, str)
        assert all(0 <= start < end <= len(one.text) for start, end in opinion.expression)
    for words in (one.layer, one.sentiment, one.flag, one.status, *(note.text for note in one.notes)):
        assert words is None or isinstance(words, str)
    for where in one.appearances:
        json.dumps(dict(where.meta))
        facts = (where.ref, where.source, where.author, where.url, where.published, where.language)
        assert all(fact is None or isinstance(fact, str) for fact in facts)


def places(one: Incoming | AnnotatedDocument) -> list[tuple[int, int, str]]:
    """The labels and where they are, in order."""
    if isinstance(one, Incoming):
        return sorted({(span.start, span.end, span.label) for span in one.spans})
    return sorted({(s.start, s.end, s.label.removesuffix("-id")) for s in one.annotations.spans})


def round_trip(exporter: Any, importer: Any, *documents: AnnotatedDocument, **choices: str) -> list[Incoming]:
    """The documents as they come back, without a problem."""
    found, problems = read(importer, written(exporter, documents, **choices).data, **choices)
    assert problems == []
    assert [one.text for one in found] == [one.document.text for one in documents]
    return found


def corpus_documents(*names: str) -> list[AnnotatedDocument]:
    """The sample corpus as its reviewer left it, with the labels' names for ids."""
    found = []
    for name in names or ("gold-english", "gold-world"):
        data = (Path(__file__).parents[2] / "corpus" / f"{name}.jsonl").read_bytes()
        for one in jsonl.read(io.BytesIO(data), name, ReadOptions()):
            assert isinstance(one, Incoming)
            found.append(_as_document(one))
    return found


def corpus_scheme(documents: Iterable[AnnotatedDocument]) -> Scheme:
    """A scheme with all the labels that the documents have."""
    names = sorted({span.label for one in documents for span in one.annotations.spans})
    labels = tuple(Label(name, name, name, name[:4], "blue") for name in names)
    return Scheme(Rules("news", "News", scale=DEFAULT_SCALE), labels)


def _as_document(one: Incoming) -> AnnotatedDocument:
    first = one.appearances[0]
    layer, id = "gold", first.document
    spans = [Span(s.id or str(at), layer, id, s.start, s.end, s.label) for at, s in enumerate(one.spans)]
    marks = [Mark(f"m{s.start}", layer, id, SENTIMENT, s.sentiment, s.start, s.end) for s in one.sentences]
    marks += [Mark("a", layer, id, SENTIMENT, one.sentiment)] if one.sentiment else []
    opinions = [
        Opinion(str(at), layer, id, o.target, o.polarity, o.holder, o.expression, o.intensity)
        for at, o in enumerate(one.opinions)
    ]
    said = Annotations(layer, id, in_order(spans), in_order(marks), in_order(opinions), one.status or "new")
    return AnnotatedDocument(Document(id, one.text, one.appearances), layer, said)


_ALPHABET = "abMe .,'-\n\r\té😊👩\u200d👧🇩🇪👍🏽שלא港务局\u00a0\u0301"


@st.composite
def documents(draw: st.DrawFn, alphabet: str = _ALPHABET, edges: str = "any") -> AnnotatedDocument:
    """Short texts of hard characters with labels anywhere, or with `edges` "words" on words' edges."""
    text = draw(
        st.text(alphabet, min_size=1, max_size=40).filter(
            lambda text: trim(text, 0, len(text))[0] < len(text.rstrip())
        )
    )
    spots = tokens(text) if edges == "words" else [(at, at + 1) for at in range(len(text))]
    spans = []
    for _ in range(draw(st.integers(0, 4)) if spots else 0):
        first = draw(st.integers(0, len(spots) - 1))
        last = draw(st.integers(first, len(spots) - 1))
        start, end = spots[first][0], spots[last][1]
        if not text[start:end].isspace():
            spans.append((start, end, draw(st.sampled_from(LABELS))))
    return annotated(
        text,
        sorted(set(spans)),
        sentiment=draw(st.sampled_from([None, "negative", "positive"])),
        ref=draw(st.sampled_from([None, "wire-1"])),
        title=draw(st.sampled_from(["", "Crêpes 🥞"])),
    )


def mutated(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """Damaged copies of a file: cut, bytes changed, lines swapped, pieces doubled."""
    chance = random.Random(seed)
    for _ in range(count):
        broken = bytearray(data)
        kind = chance.randrange(4)
        if kind == 0:
            del broken[chance.randrange(len(broken)) :]
        elif kind == 1:
            for _ in range(chance.randint(1, 8)):
                broken[chance.randrange(len(broken))] = chance.choice(
                    [*b'"\\[]{},:-0123456789\x00\n\xff', chance.randrange(256)]
                )
        elif kind == 2:
            lines = bytes(broken).split(b"\n")
            chance.shuffle(lines)
            broken = bytearray(b"\n".join(lines))
        else:
            start = chance.randrange(len(broken))
            end = min(len(broken), start + chance.randint(1, 40))
            broken[end:end] = broken[start:end] * chance.randint(1, 3)
        yield bytes(broken)


_STRANGE = (None, True, 0, -1, 7, 1.5, 10**30, "", "x", "0:3", [], {}, [[]], [1, 2, "PER"], {"a": 1}, ["a"])


def reshaped(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """Copies of a file of JSON, a list or lines, in which values are of another kind, or are gone."""
    chance = random.Random(seed)
    is_list = data.startswith(b"[")
    rows = json.loads(data) if is_list else [json.loads(line) for line in data.split(b"\n") if line]
    for _ in range(count):
        changed = json.loads(json.dumps(rows))
        for _ in range(chance.randint(1, 3)):
            _change(changed, chance)
        yield json.dumps(changed).encode() if is_list else as_lines(changed)


def _change(rows: list[Any], chance: random.Random) -> None:
    """Change one value somewhere below the rows."""
    spots: list[tuple[Any, Any]] = []
    level: list[Any] = list(rows)
    while level:
        one = level.pop()
        found = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        for key, value in found:
            spots.append((one, key))
            level.append(value)
    if not spots:
        return
    place, key = chance.choice(spots)
    if chance.random() < 0.2:
        del place[key]
    else:
        place[key] = deepcopy(chance.choice(_STRANGE))  # or a later change would be to the choices


def as_lines(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as lines of JSON."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
