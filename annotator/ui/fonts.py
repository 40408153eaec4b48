"""Which families the window writes in, by role and by the language of the document.

Each font is made once and shared: whoever wants to change one copies it first.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

Writing = Literal[
    "western",
    "arabic",
    "hebrew",
    "devanagari",
    "thai",
    "chinese",
    "chinese-traditional",
    "japanese",
    "korean",
]

LATIN_SERIF = ("Charis SIL", "Charter", "Sitka Text", "Georgia", "Noto Serif", "DejaVu Serif")
UI_FAMILIES = ("Inter", "SF Pro Text", "Segoe UI", "Cantarell", "Noto Sans", "DejaVu Sans")
MONO_FAMILIES = ("JetBrains Mono", "SF Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono")
EMOJI_FAMILIES = ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji")

# Han serif first, or Qt takes a Japanese sans for the characters and narrow Latin quotation marks.
# Latin first beside Arabic, Hebrew and Thai: their own digits and stops are drawn in another style and size.
# Devanagari first, or Qt warns that the Latin face cannot shape it.
_READING: dict[Writing, tuple[str, ...]] = {
    "western": LATIN_SERIF,
    "arabic": (*LATIN_SERIF[:4], "Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", *LATIN_SERIF[4:]),
    "hebrew": (*LATIN_SERIF[:4], "Noto Serif Hebrew", "New Peninim MT", "David", *LATIN_SERIF[4:]),
    "devanagari": ("Noto Serif Devanagari", "Kohinoor Devanagari", "Nirmala UI", *LATIN_SERIF),
    "thai": (*LATIN_SERIF[:4], "Noto Serif Thai", "Thonburi", "Leelawadee UI", *LATIN_SERIF[4:]),
    "chinese": ("Noto Serif CJK SC", "Songti SC", "SimSun", "Droid Sans Fallback", *LATIN_SERIF),
    "chinese-traditional": (
        "Noto Serif CJK TC",
        "Songti TC",
        "PMingLiU",
        "Droid Sans Fallback",
        *LATIN_SERIF,
    ),
    "japanese": (
        "Noto Serif CJK JP",
        "Hiragino Mincho ProN",
        "Yu Mincho",
        "Droid Sans Fallback",
        *LATIN_SERIF,
    ),
    "korean": ("Noto Serif CJK KR", "AppleMyungjo", "Batang", *LATIN_SERIF),
}
_PIXELS: dict[Writing, float] = {
    "arabic": 21,
    "chinese": 19,
    "chinese-traditional": 19,
    "japanese": 19,
    "korean": 19,
}
_LATIN_PIXELS = 18.0
_HEADLINE_SCALE = 1.5
_WRITINGS: dict[str, Writing] = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug", "ckb"), "arabic"),
    **dict.fromkeys(("he", "yi"), "hebrew"),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), "devanagari"),
    "th": "thai",
    "zh": "chinese",
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-hant"), "chinese-traditional"),
    "ja": "japanese",
    "ko": "korean",
}


_UPRIGHT = re.compile(
    r"[\u0590-\u08ff\u0900-\u097f\u0e00-\u0e7f\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff"
    r"\ufe70-\ufefc\uff00-\uffef\U00020000-\U0003ffff]"
)  # Hebrew, Arabic, Devanagari, Thai, Hangul, kana and Han: italics there are only letters pushed over


class Missing(NamedTuple):
    """Something this machine cannot write well, and the Debian package that mends it."""

    what: str
    package: str


_SAMPLES = (
    ("Latin", "en", "Łódź", "fonts-noto-core"),
    ("Greek", "el", "Αθήνα", "fonts-noto-core"),
    ("Cyrillic", "uk", "Київ", "fonts-noto-core"),
    ("Arabic", "ar", "القاهرة", "fonts-noto-core"),
    ("Hebrew", "he", "ירושלים", "fonts-noto-core"),
    ("Devanagari", "hi", "दिल्ली", "fonts-noto-core"),
    ("Thai", "th", "กรุงเทพ", "fonts-noto-core"),
    ("Chinese", "zh", "北京", "fonts-noto-cjk"),
    ("Japanese", "ja", "ひらカナ", "fonts-noto-cjk"),
    ("Korean", "ko", "서울", "fonts-noto-cjk"),
    ("emoji", "en", "\U0001f34a", "fonts-noto-color-emoji"),
)
_FACES = (
    ("the reading face Charis SIL", LATIN_SERIF[:4], "fonts-sil-charis"),
    ("the window's face Inter", UI_FAMILIES[:4], "fonts-inter"),
    ("the face for codes JetBrains Mono", MONO_FAMILIES[:3], "fonts-jetbrains-mono"),
    ("coloured emoji", EMOJI_FAMILIES, "fonts-noto-color-emoji"),
)


def writing_of(language: str | None) -> Writing:
    """How a language (a tag such as `en` or `zh-Hant`) is written; an unknown one counts as western."""
    tag = (language or "").lower().replace("_", "-")
    whole = "-".join(tag.split("-")[:2])
    return _WRITINGS.get(whole) or _WRITINGS.get(tag.split("-")[0], "western")


def reader_pixels(language: str | None) -> float:
    """The size of the article text at zoom 1."""
    return _PIXELS.get(writing_of(language), _LATIN_PIXELS)


def reader_font(language: str | None, zoom: float = 1.0) -> QFont:
    """The article text of a document in this language."""
    return serif_font(reader_pixels(language) * zoom, language=language)


def headline_font(language: str | None, zoom: float = 1.0) -> QFont:
    """The headline above an article in this language."""
    return serif_font(_LATIN_PIXELS * _HEADLINE_SCALE * zoom, QFont.Weight.Bold, language=language)


@cache
def serif_font(
    pixels: float,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    italic: bool = False,
    language: str | None = None,
) -> QFont:
    """Article text in any size: the reader, cards, margin notes, the display line of a page."""
    font = _font(_READING[writing_of(language)], pixels, weight, QFont.StyleHint.Serif)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # else spacing jumps with the zoom
    return font


def quotation_font(pixels: float, words: str, language: str | None = None) -> QFont:
    """Words of an article outside of it: in italics where their script has them, else upright."""
    return serif_font(pixels, italic=not _UPRIGHT.search(words), language=language)


@cache
def ui_font(pixels: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's own words; digits are of one width."""
    font = _font(UI_FAMILIES, pixels, weight, QFont.StyleHint.SansSerif)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def key_font() -> QFont:
    """The letter on a key cap."""
    return ui_font(11, QFont.Weight.Medium)


@cache
def tag_font(pixels: float = 10) -> QFont:
    """The written tag of a label."""
    font = QFont(ui_font(pixels, QFont.Weight.DemiBold))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.3)
    return font


@cache
def mono_font(pixels: float = 12, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Codes, offsets, hint letters."""
    return _font(MONO_FAMILIES, pixels, weight, QFont.StyleHint.Monospace)


def missing_scripts() -> list[Missing]:
    """The scripts for which some character would be drawn as an empty box, and what mends each."""
    return [
        Missing(script, package)
        for script, language, sample, package in _SAMPLES
        if not _can_write(sample, reader_font(language))
    ]


def missing_faces() -> list[Missing]:
    """The intended faces this machine does not have; the window works without, in a plainer look."""
    return [Missing(face, package) for face, families, package in _FACES if not _installed(families)]


def _font(families: tuple[str, ...], pixels: float, weight: QFont.Weight, hint: QFont.StyleHint) -> QFont:
    font = QFont()
    font.setFamilies(list(_installed((*families, *EMOJI_FAMILIES))) or [font.defaultFamily()])
    font.setStyleHint(hint)
    font.setPixelSize(int(pixels + 0.5))  # Qt draws no sizes between: asked for 18.5 in points it takes 19
    font.setWeight(weight)
    return font


@cache
def _installed(families: tuple[str, ...]) -> tuple[str, ...]:
    """Those that exist: asking for one that does not makes macOS search all aliases, with a warning."""
    return tuple(family for family in families if QFontDatabase.hasFamily(family))


def _can_write(sample: str, font: QFont) -> bool:
    """Whether each character has a glyph, in the font's families or in what Qt falls back to."""
    metrics = QFontMetricsF(font)
    return all(metrics.inFontUcs4(ord(character)) for character in sample)
