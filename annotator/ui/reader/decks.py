"""Below a line with open places: a deck of lanes for each of them, a lane a layer, and a clip in each lane.

Decks of places that are beside each other are on one level, so that the line opens no further than it must;
those of nested places are one below the other. Where many layers are compared, only the line of the place at
hand shows them in full. Widths are from the left of the text column.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, NamedTuple

from annotator.ui.reader.compared import Clip, Compared, ComparedPlace
from annotator.ui.reader.measures import Measures
from annotator.ui.reader.offsets import LaidText

_MANY = 4
_ABOVE, _BELOW, _BETWEEN = 7, 1, 6
_EDGE, _PADDING, _BESIDE = 3.0, 4.0, 4.0
_GAP, _TOUCHING = 4.0, 1.5
_JUDGEMENT = 17.0
_OVERHANG = 24.0


class Lanes(NamedTuple):
    """From one lane to the next, and how high a clip is, before zoom."""

    pitch: int
    clip: int

    @property
    def is_slim(self) -> bool:
        """Whether there is no room for letters."""
        return self == SLIM


FULL: Final = Lanes(15, 13)
SLIM: Final = Lanes(6, 4)

Letters = Callable[[str], tuple[str, float]]  # what is written for a label's id, and how wide it is
_Boxes = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ClipBox:
    """What one layer says, on one line: `boxes` left to right; `opens`, if its true beginning is here.

    `letters` begin at `letters_left`, inside or, where they do not fit, beside; None without any.
    """

    layer: int
    clip: Clip
    boxes: _Boxes
    opens: bool
    letters: str
    letters_left: float | None


@dataclass(frozen=True, slots=True)
class Deck:
    """The lanes of one place below one line, 0 being the uppermost level, and how far they reach."""

    place: ComparedPlace
    clips: tuple[ClipBox, ...]
    left: float
    right: float
    level: int = 0


def stacked(laid: LaidText, row: int, compared: Compared, letters: Letters, scale: float) -> tuple[Deck, ...]:
    """The decks below a line, each on the highest level that is free; the narrowest is placed first."""
    line = laid.lines[row]
    made = [
        deck
        for place in compared.touching(line.start, line.end)
        if (deck := _deck(laid, row, place, letters, scale)) is not None
    ]
    levels: list[list[Deck]] = []
    for deck in sorted(made, key=lambda deck: (deck.right - deck.left, deck.left)):
        free = next(at for at in count() if at == len(levels) or not _meets(deck, levels[at]))
        if free == len(levels):
            levels.append([])
        levels[free].append(Deck(deck.place, deck.clips, deck.left, deck.right, free))
    return tuple(deck for level in levels for deck in level)


def lanes(decks: Sequence[Deck], compared: Compared) -> Lanes:
    """How high the lanes of a line with these decks are."""
    is_at_hand = any(deck.place.id == compared.current for deck in decks)
    return FULL if is_at_hand or len(compared.initials) <= _MANY else SLIM


def height(decks: Sequence[Deck], layers: int, lanes: Lanes, measures: Measures) -> int:
    """How much higher a line gets by the decks below it."""
    if not decks:
        return 0
    levels = 1 + max(deck.level for deck in decks)
    between = (levels - 1) * _BETWEEN
    return round((_ABOVE + _BELOW + between + levels * layers * lanes.pitch) * measures.scale)


def top(deck: Deck, layers: int, lanes: Lanes, measures: Measures) -> int:
    """The top of a deck's first lane below the bottom of its line without decks."""
    return round((_ABOVE + deck.level * (layers * lanes.pitch + _BETWEEN)) * measures.scale)


def _deck(laid: LaidText, row: int, place: ComparedPlace, letters: Letters, scale: float) -> Deck | None:
    """None where the line shows nothing of the place."""
    if place.is_judgement and not laid.lines[row].start <= place.start < laid.lines[row].end:
        return None
    whole = laid.boxes(row, place.start, place.end)
    if not whole:
        return None
    clips = [
        box
        for layer, clip in enumerate(place.clips)
        if clip is not None and (box := _clip(laid, row, place, layer, clip, letters, scale)) is not None
    ]
    edges = [edge for clip in clips for edge in _reach(clip, letters)]
    reach = edges if place.is_judgement else [*edges, whole[0][0], whole[-1][1]]
    return Deck(place, tuple(clips), min(reach, default=0.0), max(reach, default=0.0))


def _clip(
    laid: LaidText,
    row: int,
    place: ComparedPlace,
    layer: int,
    clip: Clip,
    letters: Letters,
    scale: float,
) -> ClipBox | None:
    boxes = laid.boxes(row, clip.start, clip.end)
    if not boxes:
        return None
    if place.is_judgement:
        first, width = boxes[-1 if laid.is_right_to_left else 0], _JUDGEMENT * scale
        left = first[1] - width if laid.is_right_to_left else first[0]
        return ClipBox(layer, clip, ((left, left + width),), True, "", None)
    opens = clip.start >= laid.lines[row].start
    if clip.label is None:
        return ClipBox(layer, clip, tuple(boxes), opens, "", None)
    words, width = letters(clip.label)
    return ClipBox(layer, clip, tuple(boxes), opens, words, _letters_left(laid, boxes, width, scale))


def _letters_left(laid: LaidText, boxes: Sequence[tuple[float, float]], width: float, scale: float) -> float:
    """Inside at the beginning; else behind the clip, or before it at the end of the line."""
    left, right = boxes[0][0], boxes[-1][1]
    inside, beside = (_EDGE + _PADDING) * scale, _BESIDE * scale
    fits = right - left >= inside + width + _PADDING * scale
    if laid.is_right_to_left:
        if fits:
            return right - inside - width
        return left - beside - width if left - beside - width > -_OVERHANG else right + beside
    if fits:
        return left + inside
    return right + beside if right + beside + width < laid.width + _OVERHANG else left - beside - width


def _reach(box: ClipBox, letters: Letters) -> tuple[float, ...]:
    """The edges of a clip, and of its letters with a gap around them."""
    edges = (box.boxes[0][0], box.boxes[-1][1])
    if box.letters_left is None or box.clip.label is None:
        return edges
    right = box.letters_left + letters(box.clip.label)[1]
    if edges[0] <= box.letters_left and right <= edges[1]:
        return edges
    return (*edges, box.letters_left - _GAP, right + _GAP)


def _meets(deck: Deck, others: Sequence[Deck]) -> bool:
    return any(
        deck.left < other.right - _TOUCHING and other.left < deck.right - _TOUCHING for other in others
    )
