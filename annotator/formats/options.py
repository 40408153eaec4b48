"""How a file is read or written where a format leaves a choice, and the choices that several share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from annotator.errors import UserError
from annotator.formats.columns import Columns


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a format can do in several ways: `values` with what they mean, the usual one first."""

    name: str
    title: str
    values: Mapping[str, str]

    @property
    def usual(self) -> str:
        """What holds unless a person says otherwise."""
        return next(iter(self.values))


EDGES: Final = Choice(
    "edges",
    "Labels whose edges are within tokens",
    {"skip": "leave out and list", "widen": "widen to whole tokens and list", "fail": "write nothing"},
)
UNIT: Final = Choice(
    "unit",
    "Offsets count",
    {"utf-16": "UTF-16 units", "code-points": "code points", "graphemes": "graphemes"},
)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file: its encoding, which column is what (None: guess), the choices that were made.

    `beside` opens a file by its name in the same folder, None where there is none such; the caller closes it.
    """

    encoding: str = "utf-8"
    columns: Columns | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[str], BinaryIO | None] = lambda _: None

    def choice(self, of: Choice) -> str:
        """What holds of this choice."""
        return self.choices.get(of.name, of.usual)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """The choices that were made about a file to write."""

    choices: Mapping[str, str] = field(default_factory=dict)

    def choice(self, of: Choice) -> str:
        """What holds of this choice."""
        return self.choices.get(of.name, of.usual)


def check(format: str, offered: Iterable[Choice], asked: Mapping[str, str]) -> None:
    """Raise UserError where something is asked for that the format of this name does not offer."""
    by_name = {one.name: one for one in offered}
    for name, value in asked.items():
        if name not in by_name:
            hint = f"It has: {', '.join(by_name)}" if by_name else "It has none."
            raise UserError(f"The format “{format}” has no choice “{name}”.", hint=hint)
        if value not in by_name[name].values:
            raise UserError(
                f"“{name}” of the format “{format}” cannot be “{value}”.",
                hint=f"It can be: {', '.join(by_name[name].values)}",
            )
