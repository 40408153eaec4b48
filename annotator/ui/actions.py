"""Actions, declared once: menus, shortcuts and the key sheet are readings of one registry.

A function of `ui/commands/` becomes an action by `@action(...)`. Window actions answer everywhere in the
window; reader actions only where the article has the focus, so that lists keep their type-ahead; review
actions there and in the panels of a review. Label actions come from the scheme, the choice of a profile of
keys from the profiles there are. Whether an action is enabled is asked anew after whatever may matter: it
answers in its modes alone, and there if its `when` says so. Actions that share no mode may share a key.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.domain.change import Edit
from annotator.domain.entities import Label
from annotator.ui.keyboard import Keyboard
from annotator.ui.latin_keys import LatinKeys
from annotator.ui.modes import LABELS_ANSWER, MODES, Mode

if TYPE_CHECKING:
    from annotator.ui.workbench import Workbench

Command = Callable[["Workbench"], None]
Question = Callable[["Workbench"], bool]
Scope = Literal["window", "reader", "review"]

MENUS = ("File", "Edit", "Annotate", "Sentiment", "Review", "Go", "View", "Help")
LABEL_MENU = "Annotate/Label"
KEYS_MENU = "View/Keys"
_ABOUT_LABELS = ("Annotate", "Sentiment")
_FOR_CORRECTING = ("Annotate/Label", "Annotate/Edges")


@dataclass(frozen=True, slots=True)
class Action:
    """What a person can do. `menu` may name a submenu after a slash; `keys` are portable names.

    `choice` says whether this is what holds now; of the choices in one menu, one does. `ticked` says whether
    what the action turns on and off is on.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    menu: str
    scope: Scope
    run: Command
    when: Question | None = None
    repeat: bool = False
    choice: Question | None = None
    separated: bool = False
    ticked: Question | None = None
    modes: frozenset[Mode] = MODES


REGISTRY: dict[str, Action] = {}


def action(
    id: str,
    title: str,
    *,
    keys: str | Sequence[str] = (),
    menu: str,
    scope: Scope = "window",
    when: Question | None = None,
    repeat: bool = False,
    choice: Question | None = None,
    separated: bool = False,
    ticked: Question | None = None,
    modes: Iterable[Mode] | None = None,
) -> Callable[[Command], Command]:
    """Make the function an action, with a line above if `separated`. Raises ValueError for an id in use.

    Unless `modes` are told, what labels answers only there, what is the review's only in it, all else always.
    """

    def register(run: Command) -> Command:
        if id in REGISTRY:
            raise ValueError(f"two actions are called {id}")
        names = (keys,) if isinstance(keys, str) else tuple(keys)
        answers = _modes(menu, scope) if modes is None else frozenset(modes)
        REGISTRY[id] = Action(
            id, title, names, menu, scope, run, when, repeat, choice, separated, ticked, answers
        )
        return run

    return register


def clashes(actions: Iterable[Action]) -> list[tuple[str, str, str]]:
    """Keys that two actions want in one mode, with both ids: Qt fires neither, whatever their scopes."""
    owner: dict[tuple[str, Mode], str] = {}
    found: dict[tuple[str, str, str], None] = {}
    for one in actions:
        for key, mode in product(one.keys, sorted(one.modes)):
            other = owner.setdefault((QKeySequence(key).toString(), mode), one.id)
            if other != one.id:
                found[key, other, one.id] = None
    return list(found)


def reserved_keys() -> frozenset[str]:
    """The single characters that no label may have as its key: by our profile, an action has it.

    Whose profile is another one finds the same, since a scheme is everybody's.
    """
    beside_labels = (one for one in REGISTRY.values() if one.modes & LABELS_ANSWER)
    return frozenset(key.lower() for one in beside_labels for key in one.keys if len(key) == 1)


def _modes(menu: str, scope: Scope) -> frozenset[Mode]:
    """Where an action of this menu and scope answers, unless it says so itself."""
    if scope == "review":
        return frozenset(("reviewing",))
    if menu in _FOR_CORRECTING:
        return LABELS_ANSWER
    is_about_labels = menu.partition("/")[0] in _ABOUT_LABELS
    if is_about_labels and (scope == "reader" or menu == "Sentiment"):
        return frozenset(("labelling",))
    return MODES


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A line of the key sheet: the menu it is found in, what it does, its keys by their portable names."""

    menu: str
    title: str
    keys: tuple[str, ...]


class Actions(QObject):
    """The actions of one window, as Qt's objects in its menus."""

    def __init__(
        self,
        bench: "Workbench",
        menu_bar: QMenuBar,
        registry: dict[str, Action],
        label_selection: Callable[["Workbench", Label], None],
    ) -> None:
        """Fill the menu bar from the registry and, with what `label_selection` does, from the scheme."""
        super().__init__(menu_bar)
        self._label_selection = label_selection
        self._bench = bench
        self._bar = menu_bar
        self._menus: dict[str, QMenu] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._declared = registry
        self._made: dict[str, QAction] = {}
        self._labels: list[Action] = []
        self._profiles: list[Action] = []
        self.keyboard = Keyboard(bench.settings, registry.values())
        self.keyboard.setParent(self)
        for menu in (*MENUS, LABEL_MENU):
            self.menu(menu)
        for one in registry.values():
            self._make(one)
        self.menu(KEYS_MENU).addSeparator()
        self._make_profiles()
        self._make_labels()
        self.keyboard.changed.connect(self._give_keys)
        LatinKeys(bench.reader, lambda: [*bench.reader.actions(), *bench.window.actions()])
        self._ask_again_when_something_changes()

    def __getitem__(self, id: str) -> QAction:
        """The action with this id; raises KeyError."""
        return self._made[id]

    def __contains__(self, id: str) -> bool:
        """Whether there is an action with this id now."""
        return id in self._made

    def key(self, id: str) -> str:
        """The first key of an action by its portable name, for its key cap; empty if it has none."""
        return next(iter(self.keyboard.of(self._declared[id])), "")

    def key_sheet(self) -> Iterator[KeyRow]:
        """A row for each action that has a key now, menu by menu."""
        for menu in MENUS:
            for one in (*self._labels, *self._declared.values()):
                keys = self.keyboard.of(one)
                if one.menu.partition("/")[0] == menu and keys:
                    yield KeyRow(menu, one.title, keys)

    def offered(self) -> Iterator[tuple[str, QAction]]:
        """All that the menus offer, each with the path of its menu, in the order of the menus."""
        for path in sorted(self._menus, key=lambda path: MENUS.index(path.partition("/")[0])):
            for made in self._menus[path].actions():
                if not made.isSeparator() and made.menu() is None:
                    yield path, made

    def use_profile(self, name: str) -> None:
        """Let the actions have the keys of this profile, and say what of it could not be."""
        self.keyboard.choose(name)
        self._make_profiles()
        self._make_labels()
        self._say_problems()

    def menu(self, path: str) -> QMenu:
        """The menu of this name, made if it is missing; after a slash, a menu within it."""
        if path not in self._menus:
            above, _, title = path.rpartition("/")
            parent: QMenu | QMenuBar = self.menu(above) if above else self._bar
            self._menus[path] = parent.addMenu(title if above else f"&{title}")
        return self._menus[path]

    def answer_in(self, panel: QWidget) -> None:
        """Let the actions of a review answer in this panel too."""
        for one in self._declared.values():
            if one.scope == "review":
                panel.addAction(self._made[one.id])

    def ask_again(self) -> None:
        """Enable and tick each action as things stand now."""
        mode = self._bench.reviewing.mode
        for one in (*self._declared.values(), *self._labels, *self._profiles):
            made = self._made[one.id]
            made.setEnabled(mode in one.modes and (one.when is None or one.when(self._bench)))
            is_on = one.choice or one.ticked
            if is_on is not None:
                made.setChecked(is_on(self._bench))

    def _ask_again_when_something_changes(self) -> None:
        session = self._bench.session
        session.opened.connect(self._make_labels)
        session.opened.connect(self._say_problems)
        session.closed.connect(self._make_labels)
        session.edited.connect(self._after)
        for signal in (session.shown, session.layer_changed, session.list_changed):
            signal.connect(self.ask_again)
        self._bench.reader.selection_changed.connect(self.ask_again)
        self._bench.appearance.changed.connect(self.ask_again)
        self._bench.switches.changed.connect(self.ask_again)
        for signal in (self._bench.reviewing.toggled, self._bench.reviewing.changed):
            signal.connect(self.ask_again)
        self.ask_again()

    def _after(self, edit: Edit) -> None:
        if edit.touches(Label.kind):
            before = self.keyboard.problems
            self._make_labels()
            if self.keyboard.problems != before:
                self._say_problems()
        self.ask_again()

    def _make(self, one: Action) -> None:
        made = QAction(one.title.replace("&", "&&"), self)
        made.setObjectName(one.id)
        made.setShortcuts([QKeySequence(key) for key in self.keyboard.of(one)])
        made.setAutoRepeat(one.repeat)
        made.triggered.connect(lambda: one.run(self._bench))
        menu = self.menu(one.menu)
        if one.separated:
            menu.addSeparator()
        menu.addAction(made)
        made.setCheckable(bool(one.choice or one.ticked))
        if one.choice is not None:
            self._groups.setdefault(one.menu, QActionGroup(self)).addAction(made)
        if one.scope != "window":
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._bench.reader.addAction(made)
        else:
            self._bench.window.addAction(made)
        self._made[one.id] = made

    def _give_keys(self) -> None:
        for id, one in self._declared.items():
            self._made[id].setShortcuts([QKeySequence(key) for key in self.keyboard.of(one)])

    def _say_problems(self) -> None:
        if self.keyboard.problems:
            self._bench.session.message.emit(" ".join(self.keyboard.problems))

    def _make_labels(self) -> None:
        """One action a label of the scheme, on the label's own key unless another action has it."""
        labels = self._bench.session.scheme.labels
        self.keyboard.make_room(labels)
        taken = self.keyboard.single()
        self._labels = self._made_anew(self._labels, [self._label_action(label, taken) for label in labels])
        self.ask_again()

    def _make_profiles(self) -> None:
        """One action a profile, which chooses it."""
        profiles = self.keyboard.profiles
        choices = [self._profile_action(name, profiles.title(name)) for name in profiles.names()]
        self._profiles = self._made_anew(self._profiles, choices)
        self.ask_again()

    def _made_anew(self, old: list[Action], new: list[Action]) -> list[Action]:
        for one in old:
            gone = self._made.pop(one.id)
            for widget in (self._bench.reader, self._bench.window, self.menu(one.menu)):
                widget.removeAction(gone)
            gone.deleteLater()
        for one in new:
            self._make(one)
        return new

    def _label_action(self, label: Label, taken: frozenset[str]) -> Action:
        usable = label.key_cap and label.key_cap not in taken
        return Action(
            id=f"label.{label.id}",
            title=label.title,
            keys=(label.key_cap.upper(),) if usable else (),
            menu=LABEL_MENU,
            scope="reader",
            run=lambda bench: self._label_selection(bench, label),
            when=lambda bench: bench.session.document is not None,
            modes=LABELS_ANSWER,
        )

    def _profile_action(self, name: str, title: str) -> Action:
        return Action(
            id=f"{KEYS_MENU}/{name}",
            title=title,
            keys=(),
            menu=KEYS_MENU,
            scope="window",
            run=lambda _: self.use_profile(name),
            choice=lambda _: self.keyboard.profile.name == name,
        )
