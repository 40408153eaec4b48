"""The kinds of damage, apart from what finds them: filters name them when the window begins."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Kind = Literal[
    "mojibake",
    "unreadable",
    "invisible",
    "apostrophes",
    "commas",
    "casing",
    "replaced",
    "headline",
    "repeated",
    "doubled",
    "joined",
    "markup",
    "furniture",
    "truncated",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
TITLES: Final[Mapping[Kind, str]] = {
    "mojibake": "Mojibake",
    "unreadable": "Lost characters",
    "invisible": "Invisible characters",
    "apostrophes": "Lost apostrophes",
    "commas": "Lost commas",
    "casing": "Wrong capitals",
    "replaced": "Search and replace",
    "headline": "Headline twice",
    "repeated": "Repeated passages",
    "doubled": "Doubled words",
    "joined": "Words run together",
    "markup": "Tags and entities",
    "furniture": "Page furniture",
    "truncated": "Cut off",
}
