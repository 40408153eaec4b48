"""Documents for the tests of formats whose labels and losses are looked at closely: any labels, by name."""

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.document import Document
from annotator.domain.entities import FLAG, NOTE, SENTIMENT, Mark, Opinion, Rules, Span
from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem, appearance
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.domain.words import tokens
from annotator.formats import ReadOptions, WriteOptions

EMOJI = "😊 Ilse Maren 👩‍🏫 met 🇩🇪 Brandl 👍🏽 in Kastelholm."
TEXTS = (
    EMOJI,
    "Cranes stand still\r\n\r\nVELMORA - The chairwoman, Ilse Maren, left.\r\nShe did.",
    "أعلنت إيلسا مارين في كاستلهولم أن الميناء مغلق.",
    "港务局主席林美华周二在卡斯特霍尔姆辞职。罢工结束了。",
    "Dr. Maren of the U.S. Port Authority's board said: “No.”",
)
LABELS = ("PER", "ORG", "GPE")


def scheme(*names: str) -> Scheme:
    """A scheme with labels of these names."""
    made = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
    for name in names or LABELS:
        made = with_labels(made, [*made.labels, make_label(made, name)])
    return made


def annotated(
    text: str, *spans: tuple[int, int, str], language: str | None = None, **facts: Any
) -> AnnotatedDocument:
    """A document with spans, whose ids are s0, s1 and so on."""
    one = appearance(text, language=language, **facts)
    made = [Span(f"s{at}", "layer", one.document, *span) for at, span in enumerate(spans)]
    said = Annotations("layer", one.document, in_order(made), status="done")
    return AnnotatedDocument(Document(one.document, text, (one,)), "gold", said)


def named(text: str, *said: str, **facts: Any) -> AnnotatedDocument:
    """A document where words have a label, said as `Ilse Maren PER`: the first place of each."""
    pairs = [one.rsplit(" ", 1) for one in said]
    spans = [(text.index(words), text.index(words) + len(words), label) for words, label in pairs]
    return annotated(text, *spans, **facts)


def with_everything(text: str, *spans: tuple[int, int, str]) -> AnnotatedDocument:
    """A document of which a layer says one thing of each kind."""
    one = annotated(text, *spans)
    id = one.document.id
    marks = (
        Mark("m1", "layer", id, SENTIMENT, "negative"),
        Mark("m2", "layer", id, SENTIMENT, "neutral", 0, len(text)),
        Mark("m3", "layer", id, NOTE, "Look again."),
        Mark("m4", "layer", id, FLAG, "doubt", *spans[0][:2]),
    )
    opinion = Opinion("o1", "layer", id, "s0", "negative")
    return replace(one, annotations=replace(one.annotations, marks=marks, opinions=(opinion,)))


def write(
    exporter: Any, documents: Iterable[AnnotatedDocument], labels: Scheme | None = None, **choices: str
) -> tuple[bytes, list[LeftOut]]:
    """The file, and what was left out."""
    out = io.BytesIO()
    found = list(exporter.write(documents, labels or scheme(), out, WriteOptions(choices)))
    return out.getvalue(), [one for one in found if isinstance(one, LeftOut)]


def read(
    importer: Any,
    data: bytes,
    file: str = "wire.dat",
    beside: Callable[[str], Any] | None = None,
    **choices: str,
) -> tuple[list[Incoming], list[Problem]]:
    """The rows, and what was wrong."""
    options = ReadOptions("utf-8", choices=choices, beside=beside or (lambda _: None))
    found = list(importer.read(io.BytesIO(data), file, options))
    return [one for one in found if isinstance(one, Incoming)], [
        one for one in found if isinstance(one, Problem)
    ]


def lost(found: Iterable[LeftOut]) -> dict[str, int]:
    """What was left out, counted."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.what] = counts.get(one.what, 0) + one.count
    return counts


_WORDS = st.sampled_from(
    [
        "Maren",
        "Brandl",
        "Kastelholm",
        "left",
        "O'Neill's",
        "U.S.",
        "港务局",
        "مارين",
        "😊",
        "👩‍🏫",
        "🇩🇪",
        "e\u0301t\u00e9",
        ".",
    ]
)
_GAPS = st.sampled_from([" ", " ", " ", "\n", "\r\n", "\u00a0", ", ", "", " \n\n "])


@st.composite
def documents(draw: st.DrawFn, *, nested: bool = True, on_tokens: bool = True) -> AnnotatedDocument:
    """A document of words in many scripts, with spans from token to token, or from anywhere to anywhere."""
    parts = draw(st.lists(st.tuples(_WORDS, _GAPS), min_size=1, max_size=12))
    text = "".join(word + gap for word, gap in parts)
    found = tokens(text)
    edges = found if on_tokens else [(at, at + 1) for at in range(len(text))]
    pairs = st.tuples(st.integers(0, len(edges) - 1), st.integers(0, 3), st.sampled_from(LABELS))
    spans, reach = set(), 0
    for first, more, label in sorted(draw(st.lists(pairs, max_size=5))):
        start, end = edges[first][0], edges[min(first + more, len(edges) - 1)][1]
        if (nested or start >= reach) and text[start:end].strip():
            spans.add((start, end, label))
            reach = max(reach, end)
    return annotated(text, *sorted(spans))
