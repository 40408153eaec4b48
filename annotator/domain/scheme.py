"""The scheme: labels, the sentiment scale and the rules."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, count

from annotator.domain.entities import Label, Rules, ScaleValue

DEFAULT_SCALE = (
    ScaleValue("negative", "Negative", -1),
    ScaleValue("neutral", "Neutral", 0),
    ScaleValue("positive", "Positive", 1),
)
HUES = (
    "blue",
    "amber",
    "green",
    "magenta",
    "violet",
    "teal",
    "red",
    "brown",
    "olive",
    "sky",
    "slate",
    "navy",
)
LABEL_KEYS = "123456789mqwgbvczkotyu"
_TAG_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Scheme:
    """Labels in their order, and the rules.

    `version` counts the edits that changed the scheme, for people; `clock` is the log's clock of the last of
    them, by which spans remember it: it stays what it is when two people's files are united. None where the
    scheme is in no project.
    """

    rules: Rules
    labels: tuple[Label, ...] = ()
    version: int = 1
    clock: int | None = None

    @property
    def scale(self) -> tuple[ScaleValue, ...]:
        """The sentiment values, lowest first."""
        return self.rules.scale

    def label(self, id: str) -> Label | None:
        """The label with this id."""
        return next((label for label in self.labels if label.id == id), None)

    def named(self, name: str) -> Label | None:
        """The label that files call by this name."""
        return next((label for label in self.labels if label.name == name), None)

    def for_key(self, key_cap: str) -> Label | None:
        """The label on this key."""
        return next((label for label in self.labels if key_cap and label.key_cap == key_cap.lower()), None)

    def value(self, name: str | None) -> ScaleValue | None:
        """The step of the sentiment scale with this name."""
        return next((value for value in self.scale if value.name == name), None)

    def step(self, current: str | None, sign: int) -> str | None:
        """The value that one press of `-`, `0` or `+` gives, or None to take the value away.

        The mildest value of that sign first; pressed again, one step further; at the scale's end, none.
        """
        steps = [value.name for value in self.scale if value.sign == sign]
        if sign < 0:
            steps.reverse()
        if not steps or current == steps[-1]:
            return None
        return steps[steps.index(current) + 1] if current in steps else steps[0]


def make_label(scheme: Scheme, name: str, title: str = "", meaning: str = "") -> Label:
    """A label of this name with the next free hue, key and tag, and an id no label of the scheme has."""
    taken_ids = {label.id for label in scheme.labels}
    id, number = name, 2
    while id in taken_ids:
        id, number = f"{name}-{number}", number + 1
    taken_hues = [label.colour for label in scheme.labels]
    colour = min(HUES, key=lambda hue: (taken_hues.count(hue), HUES.index(hue)))
    taken_keys = {label.key_cap for label in scheme.labels}
    key_cap = next((key for key in LABEL_KEYS if key not in taken_keys), "")
    position = max((label.position for label in scheme.labels), default=-1) + 1
    tag = free_tag(name, (label.tag for label in scheme.labels))
    return Label(id, name, title or name, tag, colour, key_cap, meaning, position)


def free_tag(name: str, taken: Iterable[str]) -> str:
    """Two to four capitals that stand for the name and are not taken; more where thousands are alike."""
    letters = [character for character in name.upper() if character.isalnum()] or ["?"]
    words = [part for part in name.upper().replace("-", "_").split("_") if part]
    initials = "".join(word[0] for word in words) if len(words) > 1 else ""
    used = set(taken)
    candidates = [name.upper()] if len(name.upper()) <= _TAG_LENGTH else []
    candidates += [initials[:_TAG_LENGTH]] if len(initials) > 1 else []
    candidates += ["".join(letters[:3]), "".join(letters[:4]), "".join(letters[:2])]
    numbered = chain(
        ("".join(letters[:2]) + str(number) for number in range(2, 100)),
        (letters[0] + str(number) for number in count(100)),
    )
    return next(tag for tag in chain(candidates, numbered) if tag and tag not in used)


def with_labels(scheme: Scheme, labels: Iterable[Label]) -> Scheme:
    """The scheme with these labels, renumbered in this order."""
    return replace(scheme, labels=tuple(replace(label, position=at) for at, label in enumerate(labels)))
