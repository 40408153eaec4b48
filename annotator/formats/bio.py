"""Tags of tokens (BIO and its kin) from labels on tokens, and back."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from annotator.formats.options import Choice

TAGGING: Final = Choice(
    "tags",
    "Tags",
    {
        "iob2": "IOB2: every label begins with B-",
        "iob1": "IOB1: B- only where a label follows one of its name, as in CoNLL-2003",
        "bioes": "BIOES: S- for one token, E- for the last",
    },
)
OUTSIDE: Final = "O"
_TAG: Final = re.compile(r"([BIMELSUW])-(.+)", re.DOTALL)
_BEGINS, _ENDS = "BSUW", "ELSUW"


class Tagged(NamedTuple):
    """The tokens [first, end) with the name of a label."""

    first: int
    end: int
    label: str


def is_tag(cell: str) -> bool:
    """Whether this is a tag, of any of the schemes."""
    return cell == OUTSIDE or _TAG.fullmatch(cell) is not None


def label_of(tag: str) -> str | None:
    """The name of the label in a tag."""
    found = _TAG.fullmatch(tag)
    return found[2] if found else None


def encoded(labels: Iterable[Tagged], count: int, tagging: str) -> list[str]:
    """The tags of `count` tokens by a value of TAGGING; the labels are in order and share no token."""
    tags = [OUTSIDE] * count
    last = Tagged(0, 0, "")
    for one in labels:
        begins = tagging != "iob1" or (last.end, last.label) == (one.first, one.label)
        tags[one.first : one.end] = [f"I-{one.label}"] * (one.end - one.first)
        tags[one.first] = f"{'B' if begins else 'I'}-{one.label}"
        if tagging == "bioes":
            tags[one.end - 1] = f"{'S' if one.end - one.first == 1 else 'E'}-{one.label}"
        last = one
    return tags


def decoded(tags: Sequence[str]) -> list[Tagged]:
    """The labels that the tags mean, whichever scheme they are of; what is no tag is outside.

    A label goes on while tags of its name follow that do not begin one, as in the scorer of CoNLL.
    """
    found: list[Tagged] = []
    begun: tuple[int, str] | None = None
    for at, tag in enumerate(tags):
        match = _TAG.fullmatch(tag)
        prefix, label = match.groups() if match else (OUTSIDE, "")
        if begun and (prefix in _BEGINS or label != begun[1]):
            found.append(Tagged(begun[0], at, begun[1]))
            begun = None
        if label and not begun:
            begun = (at, label)
        if begun and prefix in _ENDS:
            found.append(Tagged(begun[0], at + 1, begun[1]))
            begun = None
    return found + ([Tagged(begun[0], len(tags), begun[1])] if begun else [])
