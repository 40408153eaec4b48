"""What the layers under review are called, openly or blind. Their order is the same everywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from string import ascii_uppercase

from annotator.domain.entities import Layer

_NAMELESS = "?"


@dataclass(frozen=True, slots=True)
class Face:
    """A layer's name, and the one or two letters that stand for it where there is little room."""

    name: str
    initial: str


@dataclass(frozen=True, slots=True)
class Faces:
    """The layers' ids in their order, and what each is called."""

    order: tuple[str, ...] = ()
    faces: Mapping[str, Face] = field(default_factory=dict)

    def name(self, layer: str) -> str:
        """What the layer is called."""
        return self.faces[layer].name if layer in self.faces else _NAMELESS

    def initial(self, layer: str) -> str:
        """What stands for the layer."""
        return self.faces[layer].initial if layer in self.faces else _NAMELESS

    def place(self, layer: str) -> int:
        """Where the layer stands; one that is not compared, behind all others."""
        return self.order.index(layer) if layer in self.faces else len(self.order)

    def names(self, layers: Iterable[str]) -> str:
        """These layers in their order, as words."""
        wanted = set(layers)
        return ", ".join(self.name(id) for id in self.order if id in wanted)


def open_faces(layers: Sequence[Layer]) -> Faces:
    """The layers by their own names."""
    taken: set[str] = set()
    faces = {}
    for layer in layers:
        initial = _free(layer.name, taken)
        taken.add(initial)
        faces[layer.id] = Face(layer.name, initial)
    return Faces(tuple(faces), faces)


def blind_faces(layers: Sequence[Layer], seed: str) -> Faces:
    """The layers as A, B, C, in an order that tells nothing and is always the same for a seed."""
    order = sorted(layer.id for layer in layers)
    Random(seed).shuffle(order)
    return Faces(tuple(order), {id: Face(_letters(at), _letters(at)) for at, id in enumerate(order)})


def _free(name: str, taken: set[str]) -> str:
    letters = [letter for letter in name.upper() if letter.isalnum()] or [_NAMELESS]
    wishes = [letters[0], *(letters[0] + letter.lower() for letter in letters[1:])]
    wishes += [letters[0] + str(number) for number in range(2, len(taken) + 3)]
    return next(wish for wish in wishes if wish not in taken)


def _letters(number: int) -> str:
    """A to Z, then AA and so on."""
    above, at = divmod(number, len(ascii_uppercase))
    return (_letters(above - 1) if above else "") + ascii_uppercase[at]
