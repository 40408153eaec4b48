"""Names of labels for formats that do not allow every character in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.scheme import Scheme
from annotator.errors import UserError
from annotator.formats.places import short


@dataclass(frozen=True, slots=True)
class LabelNames:
    """Labels' names as a format writes them, and their own names, both by the labels' ids."""

    written: Mapping[str, str]
    own: Mapping[str, str]
    forbidden: re.Pattern[str]

    def of(self, label: str) -> str:
        """The name to write for the label of this id."""
        return self.written.get(label) or self.forbidden.sub("_", label)

    def is_other(self, label: str) -> bool:
        """Whether the name that is written is not the label's own."""
        return self.of(label) != self.own.get(label, label)


def fitted(scheme: Scheme, forbidden: re.Pattern[str]) -> LabelNames:
    """The labels' names with `_` for all that is forbidden; raises UserError where two would be one."""
    own = {label.id: label.name for label in scheme.labels}
    written = {id: forbidden.sub("_", name) for id, name in own.items()}
    taken: dict[str, str] = {}
    for id, name in written.items():
        if name in taken:
            raise UserError(
                f"The labels “{short(taken[name])}” and “{short(own[id])}” would both be written as"
                f" “{short(name)}”.",
                hint="Rename one of them in the scheme, then export again.",
            )
        taken[name] = own[id]
    return LabelNames(written, own, forbidden)
