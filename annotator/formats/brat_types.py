"""brat's types from labels, whose names may have any letters, and back; brat's files that list them."""

import re
from typing import Final

from annotator.domain.scheme import Scheme

VISUAL: Final = "visual.conf"
SENTIMENT: Final = "Sentiment"
_FORBIDDEN: Final = re.compile(r"[^A-Za-z0-9_-]")
_NUMBER: Final = re.compile(r"_\d+\Z")


class Types:
    """The type of each label, by the label's id; no two labels have one."""

    def __init__(self, scheme: Scheme) -> None:
        """Of all the labels of the scheme."""
        self.names: dict[str, str] = {}  # by type, in the scheme's order
        self._by_label: dict[str, str] = {}
        for label in scheme.labels:
            self._take(label.id, label.name)

    def of(self, label: str) -> str:
        """The type of the label of this id."""
        return self._by_label.get(label) or self._take(label, label)

    def _take(self, id: str, name: str) -> str:
        plain, number = _plain(name), 1
        type = plain
        while type in self.names:
            number += 1
            type = f"{plain}_{number}"
        self.names[type] = name
        self._by_label[id] = type
        return type


def configuration(types: Types, scheme: Scheme) -> str:
    """The file that tells brat which types there are."""
    values = "|".join(_plain(step.name) for step in scheme.scale)
    sentiment = [f"{SENTIMENT}\tArg:<ENTITY>, Value:{values}"] if values else []
    sections = (("entities", types.names), ("relations", ()), ("events", ()), ("attributes", sentiment))
    return "\n".join(line for name, lines in sections for line in (f"[{name}]", *lines, ""))


def visual(types: Types, scheme: Scheme) -> str:
    """The file that tells brat what to show for each type: the label's name, and its tag."""
    tags = {label.name: label.tag for label in scheme.labels}
    rows = [f"{type} | {_shown(name)} | {_shown(tags.get(name, type))}" for type, name in types.names.items()]
    return "\n".join(["[labels]", *rows, "", "[drawing]", ""])


def names_of(visual: bytes) -> dict[str, str]:
    """The names that such a file gives to types that are these names, as far as brat's letters go."""
    names: dict[str, str] = {}
    for line in visual.decode("utf-8", "replace").split("\n"):
        type, _, shown = (part.strip() for part in line.partition("|"))
        name = shown.split("|")[0].strip()
        if name and _plain(name) in (type, _NUMBER.sub("", type)):
            names[type] = name
    return names


def _plain(name: str) -> str:
    return _FORBIDDEN.sub("_", name)


def _shown(name: str) -> str:
    """The name without what would end it."""
    return " ".join(name.replace("|", " ").split())
