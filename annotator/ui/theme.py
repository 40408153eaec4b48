"""The look of the window: colours from resources/themes, one palette and one style sheet made of them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from annotator import resources
from annotator.domain.colour import LabelColours, Pattern, Planes, snap
from annotator.ui import fonts, icons

ThemeName = Literal["light", "dark"]
Choice = Literal["system", "light", "dark"]
UNKNOWN_HUE = "slate"

_OWN_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SHEET_ICONS = {
    "tick": ("check", "onprimary"),
    "chevron": ("chevron-down", "ink2"),
    "menu_tick": ("check", "ink"),
    "close": ("cross", "ink3"),
}
_POLARITY = {-1: "neg", 0: "neu", 1: "pos"}
_ROLES = {
    QPalette.ColorRole.Window: "chrome",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "paper",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.BrightText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "sel",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Accent: "cursor",
    QPalette.ColorRole.Link: "cursor",
    QPalette.ColorRole.LinkVisited: "cursor",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}
_TEXT_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How a label is painted: rule, tag, behind the words, behind the words when hovered or selected."""

    stroke: QColor
    text: QColor
    fill: QColor
    hot: QColor
    pattern: Pattern


@dataclass(frozen=True, eq=False)
class Theme:
    """Every colour of the window, by the names of the theme file."""

    name: ThemeName
    is_dark: bool
    tokens: Mapping[str, QColor]
    labels: Mapping[str, LabelColours]
    _looks: dict[str, LabelLook] = field(default_factory=dict, repr=False)

    def colour(self, token: str) -> QColor:
        """The colour of a token such as `ink`; KeyError if the theme has no such token."""
        return self.tokens[token]

    def polarity(self, sign: int) -> QColor:
        """The colour of a negative (-1), neutral (0) or positive (1) value."""
        return self.tokens[_POLARITY[sign]]

    def label(self, name: str) -> LabelLook:
        """The look of a label whose colour is a hue's name or "#rrggbb"; any other name looks like slate."""
        if name not in self._looks:
            self._looks[name] = self._look(name)
        return self._looks[name]

    def _look(self, name: str) -> LabelLook:
        found = self.labels.get(name)
        if found is None and _OWN_COLOUR.fullmatch(name):
            found = snap(name, self._planes(), self.labels.values())
        found = found or self.labels[UNKNOWN_HUE]
        stroke, text, fill, hot = map(QColor, (found.stroke, found.text, found.fill, found.hot))
        return LabelLook(stroke, text, fill, hot, found.pattern)

    def _planes(self) -> Planes:
        return Planes(*(self.tokens[token].name() for token in ("paper", "chrome", "row", "sentence")))


class Appearance(QObject):
    """The theme in use, handed to whoever paints; follows the system unless a person chose otherwise."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = "system") -> None:
        """Dress the application at once."""
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._sheet_icons = QTemporaryDir()
        app.setStyle("Fusion")
        app.setFont(fonts.ui_font())
        self._theme = load(self._wanted())
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        """The colours to paint with now; after `changed` it is another one."""
        return self._theme

    @property
    def choice(self) -> Choice:
        """What was chosen: a theme, or the system's."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Use this theme from now on."""
        self._choice = choice
        self._follow()

    def _follow(self) -> None:
        if self._wanted() != self._theme.name:
            self._theme = load(self._wanted())
            self._dress()
            self.changed.emit()

    def _wanted(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        scheme = self._app.styleHints().colorScheme()  # Unknown where the platform does not say
        return "dark" if scheme == Qt.ColorScheme.Dark else "light"

    def _dress(self) -> None:
        folder = (
            Path(self._sheet_icons.path()) / self._theme.name
        )  # its own, as Qt caches images by their path
        folder.mkdir(exist_ok=True)
        self._app.setPalette(palette(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme, folder))


def load(name: ThemeName) -> Theme:
    """Read a theme from its file."""
    data = tomllib.loads(resources.path("themes", f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(
        name=name,
        is_dark=data["dark"],
        tokens={token: QColor(value) for token, value in data["tokens"].items()},
        labels={hue: LabelColours(**values) for hue, values in data["labels"].items()},
    )


def palette(theme: Theme) -> QPalette:
    """The palette for everything the style sheet does not reach."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, theme.colour(token))
    for role in _TEXT_ROLES:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("dis"))
    return made


def style_sheet(theme: Theme, folder: Path) -> str:
    """The style sheet in the theme's colours; the icons it shows are written into the folder."""
    values = {token: value.name() for token, value in theme.tokens.items()}
    sides = ("left", "right")
    is_mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    values["start"], values["end"] = sides[::-1] if is_mirrored else sides
    for name, (icon, token) in _SHEET_ICONS.items():
        file = folder / f"{name}.svg"
        file.write_bytes(icons.svg(icon, theme.colour(token)))
        values[name] = f'url("{file.as_posix()}")'
    return Template(resources.path("themes", "window.qss").read_text(encoding="utf-8")).substitute(values)
