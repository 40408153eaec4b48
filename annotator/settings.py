"""What a person sets once and finds again: a JSON file that holds only what differs from the defaults."""

import getpass
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.entities import Author
from annotator.domain.ids import new_id
from annotator.domain.query import ORDERS, Queue
from annotator.files import explained, writing_whole

_RECENT = 12
_AUTHOR, _OTHERS, _RECENTS, _ACTIONS = "author_id", "other_authors", "recent", "recent_actions"
_QUEUES = "queues"

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set: its key in the file, its default, and how a dialog asks for it.

    `choices` are the only values allowed, where there are any; `least` and `most` bound a number.
    """

    key: str
    default: Value
    title: str
    help: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 1_000_000

    def allows(self, value: object) -> bool:
        """Whether the setting can have this value."""
        if type(value) is not type(self.default):
            return False
        if isinstance(value, int) and not isinstance(value, bool):
            return self.least <= value <= self.most
        return not self.choices or value in self.choices


SETTINGS = (
    Setting("name", "", "Your name", "Stands at every label you make. Empty: your login name."),
    Setting("theme", "system", "Theme", "Light, dark, or as the system has it.", ("system", "light", "dark")),
    Setting("zoom", 100, "Text size", "Of the article, in per cent.", least=50, most=400),
    Setting("keys", "ours", "Keys", "The profile that says which action answers to which key."),
    Setting(
        "headline",
        False,
        "Headlines on top of the text",
        "On import, join the title and the body, so that the headline can be labelled.",
    ),
    Setting("suggestions", True, "Suggestions", "Learn from the articles you finish, and suggest labels."),
    Setting(
        "held_out",
        10,
        "Articles without suggestions",
        "In per cent, chosen at random: what you label there tells how much suggestions moved your labels.",
        most=100,
    ),
    Setting("pace", True, "My pace", "Count labels, keys and seconds for yourself. Nobody else sees it."),
    Setting(
        "opinion_links",
        False,
        "Opinion links",
        "Lines from holder and words to the target of the opinion in hand or under the cursor.",
    ),
    Setting(
        "hide_origin",
        False,
        "Hide source, author and date",
        "Until an article is done, so that they do not sway you.",
    ),
    Setting("blind_review", False, "Blind review", "Layers under review are called A, B and C."),
)
_BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings:
    """The settings in one file. Whatever is set is on the disk when the call returns."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is the file; None means the one in the user's configuration folder."""
        self.path = path or default_path()

    def get(self, key: str) -> Value:
        """The value of the setting with this key; a value that is not allowed counts as not set."""
        setting = _BY_KEY[key]
        found = self._load().get(key)
        return found if isinstance(found, str | int) and setting.allows(found) else setting.default

    def set(self, key: str, value: Value) -> None:
        """Keep the value. Raises ValueError for one that the setting does not allow."""
        setting = _BY_KEY[key]
        if not setting.allows(value):
            raise ValueError(f"{setting.title} cannot be {value!r}")
        self._keep(**{key: None if value == setting.default else value})

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        return str(self.get("theme"))

    @property
    def zoom(self) -> int:
        """The size of the article's text, in per cent."""
        return int(self.get("zoom"))

    @property
    def headline(self) -> bool:
        """Whether an import puts headlines on top of the text, unless told otherwise."""
        return bool(self.get("headline"))

    @property
    def suggestions(self) -> bool:
        """Whether labels are suggested."""
        return bool(self.get("suggestions"))

    @property
    def held_out(self) -> int:
        """The share of articles that show no suggestions, in per cent."""
        return int(self.get("held_out"))

    @property
    def name(self) -> str:
        """The name that stands at the person's labels: the setting, else the login name."""
        return str(self.get("name")) or login_name()

    def author(self, name: str | None = None) -> Author:
        """The person at work, whose id is made once and kept; another `name` has another id, kept too."""
        kept = self._load()
        if name is None or name == self.name:
            id = kept.get(_AUTHOR)
            if not isinstance(id, str) or not id:
                id = new_id()
                self._keep(**{_AUTHOR: id})
            return Author(id, self.name)
        others = kept.get(_OTHERS)
        known: dict[str, Any] = dict(others) if isinstance(others, dict) else {}
        if not isinstance(known.get(name), str):
            known[name] = new_id()
            self._keep(**{_OTHERS: known})
        return Author(known[name], name)

    @property
    def recent(self) -> list[Path]:
        """The projects opened last, the latest first."""
        found = self._load().get(_RECENTS)
        return [Path(path) for path in found if isinstance(path, str)] if isinstance(found, list) else []

    @property
    def folder(self) -> Path:
        """Where a person keeps projects: the folder of the last one that is not the program's own sample."""
        from platformdirs import user_data_path

        own = user_data_path("annotator", appauthor=False)
        folders = (path.parent for path in self.recent)
        return next((folder for folder in folders if folder != own and folder.is_dir()), Path.home())

    def remember(self, project: Path) -> None:
        """Put the project on top of the recent ones."""
        path = project.absolute()
        self._keep_recent([path, *(one for one in self.recent if one != path)][:_RECENT])

    def forget(self, project: Path) -> None:
        """Take the project off the list of recent ones."""
        self._keep_recent([one for one in self.recent if one != project.absolute()])

    @property
    def recent_actions(self) -> list[str]:
        """The ids of the actions that were looked up last, the latest first."""
        found = self._load().get(_ACTIONS)
        return [id for id in found if isinstance(id, str)] if isinstance(found, list) else []

    def remember_action(self, id: str) -> None:
        """Put the action on top of those that were looked up."""
        others = [one for one in self.recent_actions if one != id]
        self._keep(**{_ACTIONS: [id, *others][:_RECENT]})

    def queues(self, project: str) -> list[Queue]:
        """The queues that were kept for the project with this replica id, by name."""
        found = self._kept_queues().get(project)
        known: dict[str, Any] = found if isinstance(found, dict) else {}
        made = [_queue(name, kept) for name, kept in sorted(known.items()) if isinstance(kept, dict)]
        return [queue for queue in made if queue is not None]

    def keep_queue(self, project: str, queue: Queue) -> None:
        """Keep the queue, in place of one of the same name."""
        said: dict[str, object] = {"line": queue.line, "order": queue.order, "seed": queue.seed}
        self._change_queues(project, {queue.name: said})

    def forget_queue(self, project: str, name: str) -> None:
        """Take the queue off the list."""
        self._change_queues(project, {name: None})

    def _kept_queues(self) -> dict[str, Any]:
        found = self._load().get(_QUEUES)
        return found if isinstance(found, dict) else {}

    def _change_queues(self, project: str, changes: Mapping[str, dict[str, object] | None]) -> None:
        every = self._kept_queues()
        found = every.get(project)
        known = {**(found if isinstance(found, dict) else {}), **changes}
        left = {name: said for name, said in known.items() if said is not None}
        others = {id: said for id, said in every.items() if id != project}
        self._keep(**{_QUEUES: {**others, **({project: left} if left else {})} or None})

    def _keep_recent(self, paths: list[Path]) -> None:
        self._keep(**{_RECENTS: [str(path) for path in paths] or None})

    def _load(self) -> Mapping[str, Any]:
        """What the file says now; another window may have written it meanwhile."""
        with explained(self.path):
            try:
                found = json.loads(self.path.read_bytes())
            except (FileNotFoundError, NotADirectoryError):
                return {}
            except (ValueError, RecursionError):
                self.path.replace(self.path.with_suffix(".damaged"))
                return {}
        return found if isinstance(found, dict) else {}

    def _keep(self, **values: object) -> None:
        """Write the file anew with these values; None takes one out, keys of newer versions stay."""
        kept = {key: value for key, value in {**self._load(), **values}.items() if value is not None}
        with explained(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with writing_whole(self.path) as stream:
            stream.write(
                json.dumps(kept, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass") + b"\n"
            )


def _queue(name: str, kept: Mapping[str, Any]) -> Queue | None:
    """A queue as the file has it; None where another hand wrote what is none."""
    line, order, seed = kept.get("line"), kept.get("order"), kept.get("seed")
    if not isinstance(line, str) or order not in ORDERS or not isinstance(seed, int):
        return None
    return Queue(name, line, order, seed)


def default_path() -> Path:
    """The settings file in the user's configuration folder."""
    from platformdirs import user_config_path

    return user_config_path("annotator", appauthor=False) / "settings.json"


def login_name() -> str:
    """The name the person is logged in by, or one that stands for anybody."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return os.environ.get("USERNAME") or "annotator"
