"""What stands on top of a panel: its title, a few words about it, buttons."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from annotator.ui import fonts, icons, plain
from annotator.ui.theme import Appearance

HEIGHT = 36
PADDING = 16
_BESIDE_BUTTONS = 6


class Heading(QWidget):
    """36 px: the title, what there is of it in a quieter tone, icon buttons at the right."""

    def __init__(self, title: str, appearance: Appearance) -> None:
        """Without words about it yet."""
        super().__init__()
        self._appearance = appearance
        self._about = plain.label(tone="ink3", font=fonts.ui_font(12.5))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_BESIDE_BUTTONS, 0, _BESIDE_BUTTONS, 0)
        self._row.setSpacing(0)
        self._row.addSpacing(PADDING - _BESIDE_BUTTONS)  # which is mirrored, as margins are not
        self._row.addWidget(plain.label(title, font=fonts.ui_font(12.5, QFont.Weight.DemiBold)))
        self._row.addSpacing(8)
        self._row.addWidget(self._about)
        self._row.addStretch()
        self.setFixedHeight(HEIGHT)

    def show_about(self, words: str) -> None:
        """Show these words beside the title."""
        self._about.setText(words)

    def about(self) -> str:
        """The words beside the title."""
        return self._about.text()

    def add_button(self, icon: str, name: str, pressed: Callable[[], object]) -> QToolButton:
        """An icon button; its name is its tool tip."""
        made = IconButton(icon, name, self._appearance)
        made.clicked.connect(lambda: pressed())
        self._row.addWidget(made)
        return made

    def add_menu(self, icon: str, name: str, menu: QMenu) -> QToolButton:
        """An icon button that opens a menu."""
        made = IconButton(icon, name, self._appearance)
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        self._row.addWidget(made)
        return made


class IconButton(QToolButton):
    """An icon, 16 px; its name is its tool tip."""

    def __init__(self, icon: str, name: str, appearance: Appearance, tone: str = "ink2") -> None:
        """`icon` is a file of resources/icons, `tone` a colour of the theme."""
        super().__init__()
        self._icon = icon
        self._tone = tone
        self._appearance = appearance
        self.setAccessibleName(name)
        plain.set_tooltip(self, name)
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        appearance.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        theme = self._appearance.theme
        self.setIcon(icons.icon(self._icon, theme.colour(self._tone), disabled=theme.colour("dis")))
