"""Profiles of keys: which action answers to which key, as a person or another program has it.

A profile is a TOML file that says only what differs from ours: under `[keys]`, an action's id and all the
keys it has instead. Labels keep their keys, which are the scheme's. Whatever of a profile cannot be is left
out and said in a sentence, so that no file, however old or damaged, gives one key to two actions.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence

from annotator import resources
from annotator.domain.entities import Label
from annotator.errors import UserError
from annotator.files import explained, writing_whole
from annotator.ui.modes import LABELS_ANSWER, Mode

if TYPE_CHECKING:
    from annotator.ui.actions import Action

_HEAD = " Keys of Annotator that differ from its own; an empty list is no key. Choose them in View > Keys."
_MENU_LETTERS = "FEASRGVH"
_WALKING = {
    *("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown"),
    *("Tab", "Shift+Tab", "Space", "Return", "Enter"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """`name` is its file's, without the suffix; `keys`, by an action's id, all it has instead of ours."""

    name: str
    title: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_own: bool = False


OURS = Profile("ours", "Ours")


@dataclass(frozen=True, slots=True)
class Settled:
    """The keys each action has, by its id; and, a sentence each, what was asked for and could not be."""

    keys: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()


class Profiles:
    """The profiles there are: ours, those that come with the program, a person's own in a folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds a person's own, and need not exist; a file there stands for one of the same name."""
        self.folder = folder

    def names(self) -> list[str]:
        """Ours first, then what comes with the program, then a person's own."""
        shipped = sorted(path.stem for path in resources.path("profiles").glob("*.toml"))
        own = sorted(path.stem for path in self.folder.glob("*.toml"))
        return list(dict.fromkeys([OURS.name, *shipped, *own]))

    def title(self, name: str) -> str:
        """How the profile is called in menus; one that cannot be read, as its file."""
        try:
            return self.load(name).title
        except UserError:
            return name

    def load(self, name: str) -> Profile:
        """The profile of this name; raises UserError that names the file and what is wrong with it."""
        if name == OURS.name:
            return OURS
        own = self.folder / f"{name}.toml"
        return read(own, is_own=True) if own.exists() else read(resources.path("profiles", f"{name}.toml"))

    def free_title(self, wanted: str) -> str:
        """The wanted title, with a number if a profile has it already."""
        taken = {self.title(name) for name in self.names()}
        numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
        return next(title for title in (wanted, *numbered) if title not in taken)

    def named_for(self, title: str) -> str:
        """The name of the file that a profile of this title is kept in."""
        return re.sub(r"[^\w-]+", "-", title.lower()).strip("-") or "keys"

    def save(self, profile: Profile) -> None:
        """Keep a person's own profile; what she wrote between the lines stays. Raises UserError."""
        import tomlkit

        path = self.folder / f"{profile.name}.toml"
        with explained(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            before = path.read_text("utf-8") if path.exists() else ""
        document = tomlkit.parse(before)
        if not before:
            document.add(tomlkit.comment(_HEAD.strip()))
        document["title"] = profile.title
        keys = document.setdefault("keys", tomlkit.table())
        for id in [id for id in keys if id not in profile.keys]:
            del keys[id]
        for id, names in profile.keys.items():
            keys[id] = list(names)
        with writing_whole(path) as stream:
            stream.write(tomlkit.dumps(document).encode())


def read(path: Path, *, is_own: bool = False) -> Profile:
    """The profile in a file; raises UserError that names the file and what is wrong with it."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} is not a TOML file: {error}.") from error
    title, keys = said.get("title") or path.stem, said.get("keys", {})
    if not isinstance(title, str) or not isinstance(keys, dict):
        raise UserError(f"{path.name} needs a title in quotation marks and its keys under [keys].")
    found = {}
    for id, names in _flat(keys):
        names = [names] if isinstance(names, str) else names
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise UserError(f"{path.name}: “{id}” needs a key or a list of keys, in quotation marks.")
        found[id] = tuple(names)
    return Profile(path.stem, title, found, is_own)


def _flat(keys: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    """The entries of the table, by whole ids: without quotation marks, TOML takes `edit.undo` for a table."""
    for part, value in keys.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{part}.")
        else:
            yield before + part, value


def normal(key: str) -> str:
    """The portable name of a key or combination, one spelling for each; empty if there is no such key."""
    sequence = QKeySequence(key)
    return sequence.toString() if sequence.count() == 1 else ""


def named(key: str) -> str:
    """What a key is called in a sentence, in the platform's names."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def unfit(one: "Action", key: str) -> str:
    """Why no profile may give the action this key, as a sentence; empty if it may."""
    shown = named(key)
    if key in _WALKING and key not in one.keys and one.scope == "window":
        return f"{shown} is for walking in lists and pressing buttons, so “{one.title}” cannot have it."
    if re.fullmatch(f"Alt\\+[{_MENU_LETTERS}]", key):
        return f"{shown} opens a menu, so “{one.title}” cannot have it."
    return ""


def label_of(key: str, labels: Iterable[Label]) -> Label | None:
    """The label that has this key, by its portable name."""
    return next((label for label in labels if label.key_cap and label.key_cap.upper() == key), None)


def settle(profile: Profile, declared: Collection["Action"], labels: Collection[Label] = ()) -> Settled:
    """The keys that the actions have under a profile, no key twice in one mode.

    What the profile names comes before what it leaves as it is, an earlier line before a later one. A label
    keeps its key, unless the action has it in ours, where no label can be given it.
    """
    titles = {one.id: one.title for one in declared}
    problems = [f"There is no action “{id}”." for id in profile.keys if id not in titles]
    owner: dict[tuple[str, Mode], str] = {}
    keys: dict[str, tuple[str, ...]] = {one.id: () for one in declared}
    for one, asked in _asked(profile, declared):
        key = normal(asked)
        meets_labels = key not in map(normal, one.keys) and one.modes & LABELS_ANSWER
        label = label_of(key, labels) if meets_labels else None
        other = next((owner[key, mode] for mode in one.modes if owner.get((key, mode), one.id) != one.id), "")
        if not key:
            problems.append(f"“{asked}” is no key, so “{one.title}” cannot have it.")
        elif why := unfit(one, key):
            problems.append(why)
        elif label is not None:
            problems.append(f"{named(key)} labels {label.title} here, so it is not for “{one.title}”.")
        elif other:
            problems.append(
                f"{named(key)} is wanted by “{titles[other]}” and “{one.title}”: the first has it."
            )
        elif key not in keys[one.id]:
            keys[one.id] = (*keys[one.id], key)
            owner |= {(key, mode): one.id for mode in one.modes}
    return Settled(keys, tuple(problems))


def difference(
    keys: Mapping[str, tuple[str, ...]], declared: Iterable["Action"]
) -> dict[str, tuple[str, ...]]:
    """What a profile has to say for the actions to have these keys."""
    return {one.id: keys[one.id] for one in declared if keys[one.id] != tuple(map(normal, one.keys))}


def _asked(profile: Profile, declared: Collection["Action"]) -> Iterator[tuple["Action", str]]:
    """Each action with each key asked for it, first come first served."""
    by_id = {one.id: one for one in declared}
    named = [by_id[id] for id in profile.keys if id in by_id]
    for one in (*named, *(one for one in declared if one.id not in profile.keys)):
        yield from ((one, key) for key in profile.keys.get(one.id, one.keys))
