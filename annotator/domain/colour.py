"""Colour arithmetic: how well colours can be told from their ground and from each other.

Colours are "#rrggbb" strings in sRGB. Sources:
contrast: WCAG 2.2, "relative luminance" and "contrast ratio";
difference: CIEDE2000 as in Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula" (2005);
colour-vision deficiency: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency" (2009), matrices of severity 1.0, applied to linear light;
lightness that moves without the hue: Ottosson, "A perceptual color space for image processing" (2020).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cbrt, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import Literal

Vision = Literal["full", "deuteranopia", "protanopia", "tritanopia"]
Pattern = Literal["solid", "double", "thick"]
Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

PATTERNS: tuple[Pattern, ...] = ("solid", "double", "thick")
VISIONS: tuple[Vision, ...] = ("full", "deuteranopia", "protanopia", "tritanopia")
TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0
NEAR = 13.0
"""CIEDE2000 distance below which two labels must not share a pattern."""

_DEFICIENCIES: dict[Vision, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_D65: Triple = (0.95047, 1.0, 1.08883)
_OK_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_OK_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_OK_CONES_BACK: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_OK_LINEAR: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


@dataclass(frozen=True, slots=True)
class LabelColours:
    """The four colours of a label, and the pattern of its rule for eyes that cannot tell the colours."""

    stroke: str
    text: str
    fill: str
    hot: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Planes:
    """The grounds that a label is painted on."""

    paper: str
    chrome: str
    row: str
    sentence: str

    @property
    def dark(self) -> bool:
        """Whether marks must be lighter than the grounds."""
        return luminance(self.paper) < 0.18


def luminance(colour: str) -> float:
    """WCAG relative luminance, between 0 (black) and 1 (white)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, between 1 and 21; the order of the two does not matter."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def simulate(colour: str, vision: Vision) -> str:
    """The colour as it looks with a colour-vision deficiency of full severity."""
    if vision == "full":
        return colour
    return _hex(_apply(_DEFICIENCIES[vision], _linear(colour)))


def difference(one: str, other: str) -> float:
    """CIEDE2000 distance; about 1 can just be seen side by side."""
    return lab_difference(_lab(one), _lab(other))


def lab_difference(one: Triple, other: Triple) -> float:
    """CIEDE2000 between two CIELAB colours; the names are those of the paper."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    g = (1 - _seventh((hypot(a1, b1) + hypot(a2, b2)) / 2)) / 2
    c1, h1 = _polar(a1 * (1 + g), b1)
    c2, h2 = _polar(a2 * (1 + g), b2)
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    mean_h = h1 + h2 if c1 * c2 == 0 else h1 + turn / 2
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(mean_h - 30))
        + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6))
        - 0.20 * cos(radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2)
    lightness = (l2 - l1) / s_l
    chroma = (c2 - c1) / (1 + 0.045 * mean_c)
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * mean_c * t)
    bend = 60 * exp(-((((mean_h % 360) - 275) / 25) ** 2))
    rotation = -2 * _seventh(mean_c) * sin(radians(bend))
    return sqrt(lightness**2 + chroma**2 + hue**2 + rotation * chroma * hue)


def nearest(colour: str, others: Iterable[str]) -> float:
    """The smallest distance to any of the others under any vision."""
    pairs = ((simulate(colour, vision), simulate(other, vision)) for other in others for vision in VISIONS)
    return min((difference(one, two) for one, two in pairs), default=100.0)


def snap(colour: str, planes: Planes, others: Iterable[LabelColours] = ()) -> LabelColours:
    """A label's colours from one colour of a person's own choice.

    The hue is kept; lightness moves only as far as the contrasts need: the stroke 3:1 on paper, chrome and
    sentence, the text 4.5:1 on every plane and on its fill. The pattern is one that no near label of the
    others has, if there is such a one.
    """
    _, chroma, hue = _oklch(colour)
    if planes.dark:
        fill = _from_oklch(0.315, min(0.4 * chroma, 0.06), hue)
        hot = _from_oklch(0.4, min(0.5 * chroma, 0.07), hue)
    else:
        fill = _from_oklch(0.945, 0.22 * chroma, hue)
        hot = _from_oklch(0.885, 0.45 * chroma, hue)
    grounds = (planes.paper, planes.chrome, planes.sentence)
    stroke = _moved(colour, planes.dark, grounds, MARK_CONTRAST)
    text = _moved(stroke, planes.dark, (*grounds, planes.row, fill), TEXT_CONTRAST)
    return LabelColours(stroke, text, fill, hot, _free_pattern(stroke, others))


def _moved(colour: str, lighter: bool, grounds: Iterable[str], ratio: float) -> str:
    """The colour, made lighter or darker until it has this contrast on each of the grounds."""
    lightness, chroma, hue = _oklch(colour)
    step = 0.005 if lighter else -0.005
    moved = colour.upper()
    while min(contrast(moved, ground) for ground in grounds) < ratio and -0.01 < lightness < 1.01:
        lightness += step
        moved = _from_oklch(lightness, chroma, hue)
    return moved


def _free_pattern(stroke: str, others: Iterable[LabelColours]) -> Pattern:
    """The first pattern that no other label nearer than NEAR has, else the one whose labels are farthest."""
    strokes: dict[Pattern, list[str]] = {pattern: [] for pattern in PATTERNS}
    for other in others:
        strokes[other.pattern].append(other.stroke)
    return max(PATTERNS, key=lambda pattern: min(nearest(stroke, strokes[pattern]), NEAR))


def _apply(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _linear(colour: str) -> Triple:
    """Linear light of red, green and blue, each between 0 and 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _hex(linear: Triple) -> str:
    """The sRGB colour of linear light; what lies outside the gamut is cut off."""
    levels = (_encoded(min(1.0, max(0.0, value))) for value in linear)
    return "#" + "".join(f"{round(255 * level):02X}" for level in levels)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def _oklch(colour: str) -> Triple:
    """Lightness, chroma and hue (radians) in Oklab."""
    cones = _apply(_OK_CONES, _linear(colour))
    lightness, a, b = _apply(_OK_LAB, (cbrt(cones[0]), cbrt(cones[1]), cbrt(cones[2])))
    return lightness, hypot(a, b), atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour of this lightness and hue, with as much of the chroma as sRGB can show."""
    while True:
        roots = _apply(_OK_CONES_BACK, (lightness, chroma * cos(hue), chroma * sin(hue)))
        linear = _apply(_OK_LINEAR, (roots[0] ** 3, roots[1] ** 3, roots[2] ** 3))
        if chroma < 0.001 or all(-0.002 <= value <= 1.002 for value in linear):
            return _hex(linear)
        chroma *= 0.97


def _lab(colour: str) -> Triple:
    """CIELAB under D65."""
    xyz = _apply(_XYZ, _linear(colour))
    x, y, z = (_lab_root(value / white) for value, white in zip(xyz, _D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _lab_root(value: float) -> float:
    return cbrt(value) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _seventh(chroma: float) -> float:
    return sqrt(chroma**7 / (chroma**7 + 25**7))


def _polar(a: float, b: float) -> tuple[float, float]:
    """Chroma, and hue in degrees."""
    return hypot(a, b), degrees(atan2(b, a)) % 360
