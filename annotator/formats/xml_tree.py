"""Elements of XML, and how they grow out of expat's calls: one whole element at a time, and no more."""

import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn

from annotator.formats.lines import LONGEST

Names = tuple[str, ...]
DEEPEST: Final = 200
_MOST_NODES: Final = 100_000
_BOMB: Final = "It declares entities of its own, which can grow without end; it was not read."
_NO_SCOPE: Final[dict[str, str]] = {"xml": "http://www.w3.org/XML/1998/namespace"}


@dataclass(slots=True)
class Element:
    """An element: its name without prefix, its prefix, the namespace that this is bound to (empty where to
    none), its attributes by their names as written, and its texts and elements in their order.
    """

    name: str
    prefix: str
    space: str
    attributes: dict[str, str]
    line: int
    content: list["Element | str"] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator["Element"]:
        """Its own elements of these names, or all."""
        return (one for one in self.content if isinstance(one, Element) and (not names or one.name in names))

    def first(self, *path: str) -> "Element | None":
        """The first element along the path of names."""
        if not path:
            return self
        found = (one.first(*path[1:]) for one in self.elements(path[0]))
        return next((one for one in found if one is not None), None)

    def part(self, *path: str) -> "Element":
        """The first element along the path of names; an empty one where there is none."""
        return self.first(*path) or Element(path[-1], "", "", {}, self.line)

    def below(self, *names: str) -> Iterator["Element"]:
        """The elements of these names at any depth, in the order of the file."""
        for one in self.elements():
            if one.name in names:
                yield one
            yield from one.below(*names)

    def get(self, *path: str) -> str:
        """The attribute that the path ends in, without white space around it; empty where there is none."""
        found = self.first(*path[:-1])
        return found.attributes.get(path[-1], "").strip() if found else ""

    def raw(self) -> str:
        """All text within, as it is."""
        return "".join(one if isinstance(one, str) else one.raw() for one in self.content)

    def text(self, *path: str) -> str:
        """All text within the first element along the path, white space folded; empty where there is none."""
        found = self.first(*path)
        return " ".join(found.raw().split()) if found else ""


def told(element: Element) -> object:
    """All that an element says, as values that JSON has: its text, or its attributes, its elements by their
    names, and its text as `text`; namespaces are left out.
    """
    found: dict[str, object] = {
        name: value.strip() for name, value in element.attributes.items() if not name.startswith("xmlns")
    }
    own = " ".join("".join(one for one in element.content if isinstance(one, str)).split())
    found |= told_by_name(element.elements())
    if not found:
        return own
    return {**found, **({"text": own} if own else {})}


def told_by_name(elements: Iterable[Element]) -> dict[str, object]:
    """What these elements say, by their names; a list where several of a name do."""
    found: dict[str, list[object]] = {}
    for one in elements:
        if said := told(one):
            found.setdefault(one.name, []).append(said)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


class Refused(Exception):
    """Why an element is not read on, in a sentence. Passes through expat."""


class Bomb(Refused):
    """Why a file is not read at all."""


@dataclass(slots=True)
class Open:
    """An element whose end has not come: its name as written, the prefixes bound within, and itself if it is
    part of a whole one.
    """

    raw: str
    bound: dict[str, str]
    element: Element | None = None


class TreeBuilder:
    """Keeps the outermost elements whose path of names is `whole`; `done` has those that have ended."""

    def __init__(self, whole: Callable[[Names], bool], line: Callable[[], int]) -> None:
        """`line` says where the parser is."""
        self.done: list[Element] = []
        self.stack: list[Open] = []
        self.home: list[Open] = []  # what was open around the last whole element
        self._whole = whole
        self._line = line
        self._characters = self._nodes = 0

    @property
    def is_within(self) -> bool:
        """Whether a whole element has begun and not ended."""
        return bool(self.stack) and self.stack[-1].element is not None

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if len(self.stack) >= DEEPEST:
            raise Refused(f"Its elements are nested deeper than {DEEPEST} levels.")
        outer = self.stack[-1] if self.stack else Open("", _NO_SCOPE)
        bound = _bound(outer.bound, attributes)
        prefix, _, name = raw.rpartition(":")
        new = Open(raw, bound)
        if outer.element is not None or self._whole((*map(_local, self.stack), name)):
            new.element = Element(name, prefix, bound.get(prefix, ""), attributes, self._line())
            self._begin(outer.element, new.element)
        self.stack.append(new)

    def end(self, _: str) -> None:
        """The innermost element ends."""
        ended = self.stack.pop().element
        if ended is not None and not self.is_within:
            self.done.append(ended)

    def text(self, data: str) -> None:
        """Characters of the innermost element."""
        element = self.stack[-1].element if self.stack else None
        if element is not None:
            self._weigh(len(data))
            element.content.append(data)

    def entity(self, name: str, is_parameter: bool) -> None:
        """An entity that nobody declared: one of HTML's, or it stays as it is written."""
        if not is_parameter:
            self.text(html.unescape(f"&{name};"))

    def declared(self, *_: object) -> NoReturn:
        """An entity is declared."""
        raise Bomb(_BOMB)

    def _begin(self, parent: Element | None, element: Element) -> None:
        if parent is None:
            self.home = list(self.stack)
            self._characters = self._nodes = 0
        else:
            parent.content.append(element)
        self._weigh(sum(map(len, element.attributes.values())))

    def _weigh(self, characters: int) -> None:
        self._characters += characters
        self._nodes += 1
        if self._characters > LONGEST or self._nodes > _MOST_NODES:
            raise Refused(f"An element is longer than {LONGEST >> 20} MB, or has too many parts.")


def _local(one: Open) -> str:
    return one.raw.rpartition(":")[2]


def _bound(outer: dict[str, str], attributes: dict[str, str]) -> dict[str, str]:
    """The prefixes, the empty one among them, with what this element binds."""
    if not any(name.startswith("xmlns") for name in attributes):
        return outer
    own = {name[6:]: space for name, space in attributes.items() if name == "xmlns" or name[:6] == "xmlns:"}
    return {**outer, **own}
