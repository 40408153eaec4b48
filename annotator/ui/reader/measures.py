"""The reader's measures: how high lines are and where rules and tags hang, and how wide the columns are.

Lengths are pixels. Whatever stands between the lines is whole, so that scrolling can move painted pixels.
"""

from dataclasses import dataclass
from typing import NamedTuple

from annotator.ui.fonts import Writing

_LATIN_MEASURE = 576.0
_CHARACTERS_AT_LEAST = 45
_CHARACTERS_A_LINE = 68
_GUTTER, _LEAST_GUTTER = 72.0, 44.0
_MARGIN, _WORDS_MARGIN, _CIRCLE_MARGIN, _LEAST_MARGIN = 188.0, 148.0, 48.0, 16.0
_WIDEST_NOTES = 280.0
NOTE_OFFSET = 28.0


class _Script(NamedTuple):
    """Baseline and pitch of a line, the fill above and below the baseline, a character's mean width in em."""

    baseline: float
    pitch: float
    above: float
    below: float
    character: float


_LATIN = _Script(20, 35, 15, 5, 0.47)
_HAN = _Script(21, 38, 17, 5, 1.0)
_BODY: dict[Writing, _Script] = {
    "arabic": _Script(25, 44, 20, 8, 0.42),
    "devanagari": _Script(22, 38, 17, 7, 0.5),
    "thai": _Script(23, 40, 18, 6, 0.5),
    "chinese": _HAN,
    "chinese-traditional": _HAN,
    "japanese": _HAN,
    "korean": _Script(21, 38, 17, 5, 0.85),
}
_HEADLINE = _Script(26, 35, 22, 7, 0.5)
_TALL_HEADLINE = _Script(31, 45, 26, 10, 0.5)


@dataclass(frozen=True, slots=True)
class Measures:
    """One kind of line: body or headline, in one script, at one zoom.

    `zoom` scales what belongs to the letters, `scale` what belongs to the tags, which stay readable always.
    """

    zoom: float
    scale: float
    baseline: int
    pitch: int
    fill_above: float
    fill_below: float
    rule_top: int
    first_lane: int
    character: float

    @property
    def lane_pitch(self) -> int:
        """From one lane's rule to the next one's."""
        return round(14 * self.scale)

    @property
    def tag_baseline(self) -> float:
        """From the top of a lane's rule to its tag's baseline."""
        return 11.6 * self.scale

    @property
    def tag_pixels(self) -> float:
        """The type size of tags."""
        return 10 * self.scale

    def line_height(self, lanes: int) -> int:
        """The height of a line with so many lanes: the first one is free in the body."""
        if lanes == 0:
            return self.pitch
        deeper = (lanes - 1) * self.lane_pitch + round(3 * self.scale) if lanes > 1 else 0
        return self.pitch + self.first_lane + deeper


def body_measures(writing: Writing, pixels: float, zoom: float) -> Measures:
    """The lines of an article in this writing, whose type is `pixels` high at zoom 1."""
    return _scaled(_BODY.get(writing, _LATIN), pixels, zoom, first_lane=0)


def headline_measures(writing: Writing, pixels: float, zoom: float) -> Measures:
    """The lines of the headline: closer than the body's, so that labels make room for themselves."""
    script = _TALL_HEADLINE if writing in ("arabic", "devanagari", "thai") else _HEADLINE
    return _scaled(script, pixels, zoom, first_lane=9)


def _scaled(script: _Script, pixels: float, zoom: float, first_lane: int) -> Measures:
    scale = max(1.0, zoom)
    baseline = round(script.baseline * zoom)
    return Measures(
        zoom=zoom,
        scale=scale,
        baseline=baseline,
        pitch=baseline + round((script.pitch - script.baseline) * scale),
        fill_above=script.above * zoom,
        fill_below=script.below * zoom,
        rule_top=round((script.below + 1) * zoom),
        first_lane=round(first_lane * scale),
        character=script.character * pixels * zoom,
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """Gutter, text and margin side by side, mirrored for a document written from right to left."""

    width: float
    text_left: float
    measure: float
    margin: float
    is_mirrored: bool

    @property
    def text_right(self) -> float:
        """Where the text column ends."""
        return self.text_left + self.measure

    @property
    def has_notes(self) -> bool:
        """Whether the margin has room for words."""
        return self.margin >= _WORDS_MARGIN

    @property
    def has_circles(self) -> bool:
        """Whether the margin has room for a circle at least."""
        return self.margin >= _CIRCLE_MARGIN

    def gutter(self, distance: float, width: float) -> float:
        """The left of something `width` wide in the gutter, whose far side is `distance` off the text."""
        return self.text_right + distance - width if self.is_mirrored else self.text_left - distance

    def notes(self) -> tuple[float, float]:
        """Left and right of the margin notes."""
        width = min(self.margin, _WIDEST_NOTES) - NOTE_OFFSET - 8
        if self.is_mirrored:
            return self.text_left - NOTE_OFFSET - width, self.text_left - NOTE_OFFSET
        return self.text_right + NOTE_OFFSET, self.text_right + NOTE_OFFSET + width


def columns(width: float, zoom: float, is_mirrored: bool) -> Columns:
    """Share out a viewport `width` wide: first the margin gives way, then the text down to 45 characters.

    At a zoom too large for even that, the text keeps within the viewport and lines hold fewer.
    """
    full = round(_LATIN_MEASURE * zoom)
    least = min(full, round(full * _CHARACTERS_AT_LEAST / _CHARACTERS_A_LINE))
    gutter = _GUTTER
    measure = max(least, min(full, width - gutter - _CIRCLE_MARGIN))
    if width - gutter - measure < _LEAST_MARGIN:
        gutter = max(_LEAST_GUTTER, width - measure - _LEAST_MARGIN)
        measure = max(100.0, min(measure, width - gutter - _LEAST_MARGIN))
    spare = max(0.0, width - gutter - measure - _MARGIN)
    gutter = float(int(gutter + spare / 2))
    margin = width - gutter - measure
    text_left = width - gutter - measure if is_mirrored else gutter
    return Columns(width, text_left, measure, margin, is_mirrored)
