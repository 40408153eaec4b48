"""What several raters said of the same units."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.agreement.figure import Figure, because

Value = str | float
Row = tuple[Value | None, ...]
ALONE = "fewer than two raters gave a value"


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many units got which values, one value a rater in the order of `raters`, None where one gave none.

    `unit` names the units in the plural. `order` lists the values from lowest to highest where they have an
    order. `skipped` counts what never became a unit, for the reason `skipped_why`.
    """

    raters: tuple[str, ...]
    rows: Mapping[Row, int]
    unit: str = "units"
    order: tuple[Value, ...] = ()
    skipped: int = 0
    skipped_why: str = ""

    @property
    def usable(self) -> dict[Row, int]:
        """The units that two raters or more gave a value."""
        return {row: count for row, count in self.rows.items() if sum(v is not None for v in row) > 1}

    @property
    def complete(self) -> dict[Row, int]:
        """The units that every rater gave a value."""
        return {row: count for row, count in self.rows.items() if None not in row}

    def categories(self, rows: Iterable[Row] | None = None) -> list[Value]:
        """The values used in the rows, lowest first, or in the order of their names."""
        used = {value for row in (self.rows if rows is None else rows) for value in row if value is not None}
        if self.order:
            return [value for value in self.order if value in used]
        return sorted(used, key=lambda value: (isinstance(value, str), value))

    def figure(
        self, measure: str, used: Mapping[Row, int], skipped_why: str = ALONE, *, raters: int = 2
    ) -> Figure:
        """The figure of a measure that uses these rows, yet to be reckoned unless it says why it cannot."""
        n = sum(used.values())
        left = sum(self.rows.values()) - n
        reasons = [self.skipped_why] if self.skipped else []
        reasons += [skipped_why] if left else []
        why = ""
        if len(self.raters) < raters:
            why = because("one rater cannot agree with anybody")
        elif not n:
            left_out = f": all {left + self.skipped:,} are skipped" if left + self.skipped else ""
            why = because(f"there are no {self.unit} to compare{left_out}")
        return Figure(
            measure,
            None,
            n,
            self.unit,
            self.raters,
            why,
            skipped=self.skipped + left,
            skipped_why="; ".join(reasons),
        )


def ratings(
    raters: Sequence[str], rows: Iterable[Row], unit: str = "units", order: Sequence[Value] = ()
) -> Ratings:
    """Count the rows."""
    counted = Counter(tuple(row) for row in rows)
    if any(len(row) != len(raters) for row in counted):
        raise ValueError("A row needs one value or None for each rater.")
    return Ratings(tuple(raters), counted, unit, tuple(order))


def pooled(parts: Sequence[Ratings]) -> Ratings:
    """All units of several documents, which the same raters rated."""
    total: dict[Row, int] = {}
    for part in parts:
        for row, count in part.rows.items():
            total[row] = total.get(row, 0) + count
    first = parts[0]
    why = next((part.skipped_why for part in parts if part.skipped_why), "")
    skipped = sum(part.skipped for part in parts)
    return Ratings(first.raters, total, first.unit, first.order, skipped, why)


def shares(rows: Mapping[Row, int], rater: int) -> dict[Value, float]:
    """Which share of these units the rater gave each value; all must have one of that rater."""
    counted: dict[Value, float] = {}
    total = sum(rows.values())
    for row, count in rows.items():
        value = row[rater]
        if value is not None:
            counted[value] = counted.get(value, 0.0) + count / total
    return counted
