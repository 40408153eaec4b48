"""A scheme while it is being changed: labels that can be added, moved, changed and removed."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.domain.entities import Label, Rules
from annotator.domain.scheme import LABEL_KEYS, Scheme, free_tag, make_label, with_labels

LABEL = Qt.ItemDataRole.UserRole
_UNNAMED = "New label"

Index = QModelIndex | QPersistentModelIndex


class SchemeRows(QAbstractTableModel):
    """The labels of a scheme, one a row. `scheme` holds them as they are written; what a person left open, a
    title or a tag, is filled in where it is shown and in what `finished` gives.
    """

    def __init__(self, scheme: Scheme, reserved: Collection[str]) -> None:
        """Begin with the scheme as it is; labels get none of the `reserved` keys."""
        super().__init__()
        self._before = scheme
        self.scheme = scheme
        self.keys: Sequence[str] = [key for key in LABEL_KEYS if key not in reserved]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a label."""
        return 0 if parent.isValid() else len(self.scheme.labels)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The title, the label, or what a screen reader says of it."""
        if not index.isValid():
            return None
        label = self.shown(index.row())
        if role == LABEL:
            return label
        if role == Qt.ItemDataRole.DisplayRole:
            return label.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            key = f", key {label.key_cap.upper()}" if label.key_cap else ""
            return f"{label.title}, {label.tag}, {label.name}{key}"
        return None

    def shown(self, row: int) -> Label:
        """The label of a row with a title and a tag, whether they are written or not."""
        return _completed(self.scheme, self.scheme.labels[row])

    def finished(self) -> Scheme:
        """The scheme as it is to be kept: nothing open, and the ids of new labels made from their names, so
        that two people who add a label of one name add the same label.
        """
        known = {label.id for label in self._before.labels}
        made = Scheme(self.scheme.rules, tuple(label for label in self.scheme.labels if label.id in known))
        labels = []
        for label in self.scheme.labels:
            full = _completed(self.scheme, label) if label.name.strip() else label
            if label.id not in known:
                full = replace(full, id=make_label(made, full.name).id)
                made = with_labels(made, [*made.labels, full])
            labels.append(full)
        made = with_labels(self.scheme, labels)
        return replace(made, version=self._before.version, clock=self._before.clock)

    def add(self) -> int:
        """Add a label without a name, with the next free hue and key; returns its row."""
        row = len(self.scheme.labels)
        made = make_label(self.scheme, "new")
        taken = {label.key_cap for label in self.scheme.labels}
        key = next((key for key in self.keys if key not in taken), "")
        made = replace(made, name="", title="", tag="", key_cap=key)
        self.beginInsertRows(QModelIndex(), row, row)
        self.scheme = with_labels(self.scheme, [*self.scheme.labels, made])
        self.endInsertRows()
        return row

    def remove(self, row: int) -> None:
        """Remove a label."""
        labels = self.scheme.labels
        self.beginRemoveRows(QModelIndex(), row, row)
        self.scheme = with_labels(self.scheme, [*labels[:row], *labels[row + 1 :]])
        self.endRemoveRows()

    def move(self, row: int, step: int) -> int:
        """Move a label up (-1) or down (1); returns the row where it is then."""
        to = row + step
        if not 0 <= to < len(self.scheme.labels):
            return row
        labels = list(self.scheme.labels)
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), to + (step > 0))
        labels.insert(to, labels.pop(row))
        self.scheme = with_labels(self.scheme, labels)
        self.endMoveRows()
        return to

    def change(self, row: int, facts: dict[str, str]) -> None:
        """Change a label by the names of its fields. The label that had its new key gets its old one."""
        labels = list(self.scheme.labels)
        before = labels[row]
        labels[row] = _with(before, facts)
        other = self.scheme.for_key(facts.get("key_cap", ""))
        if other is not None and other != before:
            labels[labels.index(other)] = replace(other, key_cap=before.key_cap)
        self.scheme = with_labels(self.scheme, labels)
        self.dataChanged.emit(self.index(0, 0), self.index(len(labels) - 1, 0))

    def set_rules(self, rules: Rules) -> None:
        """Use these rules, with their sentiment scale; the guideline stays."""
        self.scheme = replace(self.scheme, rules=replace(rules, guideline=self.scheme.rules.guideline))

    def set_guideline(self, markdown: str) -> None:
        """Use this guideline."""
        self.scheme = replace(self.scheme, rules=replace(self.scheme.rules, guideline=markdown))

    def adopt(self, loaded: Scheme, used: Collection[str]) -> list[Label]:
        """Begin anew with another scheme. A label keeps the id of the one that has its name now; labels whose
        ids are `used` and that it lacks are kept at its end, and returned.
        """
        ids = {label.name: label.id for label in self._before.labels}
        made = Scheme(loaded.rules)
        for label in loaded.labels:
            taken = Scheme(loaded.rules, (*self._before.labels, *made.labels))
            id = ids.get(label.name) or make_label(taken, label.name).id
            made = with_labels(made, [*made.labels, replace(label, id=id)])
        names = {label.name for label in loaded.labels}
        kept = [label for label in self._before.labels if label.id in used and label.name not in names]
        for label in kept:
            key = "" if made.for_key(label.key_cap) else label.key_cap
            tag = free_tag(label.tag, (one.tag for one in made.labels))
            made = with_labels(made, [*made.labels, replace(label, key_cap=key, tag=tag)])
        self.beginResetModel()
        self.scheme = replace(made, version=self._before.version, clock=self._before.clock)
        self.endResetModel()
        return kept


def _completed(scheme: Scheme, label: Label) -> Label:
    name = label.name.strip()
    others = (one.tag for one in scheme.labels if one.id != label.id)
    return replace(
        label,
        name=name,
        title=label.title.strip() or name or _UNNAMED,
        tag=label.tag.strip() or free_tag(name, others),
    )


def _with(label: Label, facts: dict[str, str]) -> Label:
    return Label(
        label.id,
        facts.get("name", label.name),
        facts.get("title", label.title),
        facts.get("tag", label.tag),
        facts.get("colour", label.colour),
        facts.get("key_cap", label.key_cap),
        facts.get("meaning", label.meaning),
        label.position,
    )
