"""How figures of agreement are written: 0.84 in sentences, .84 in cells, a dash where there is none."""

from annotator.domain.agreement.figure import Figure

NONE = "–"
GOAL = 0.80
SHOWN_FROM = 0.03  # a share below is drawn as a colour alone


def cell(value: float | None) -> str:
    """In a cell: .84, 1.0, −.05."""
    if value is None:
        return NONE
    said = f"{abs(value):.2f}"
    short = "1.0" if said == "1.00" else said.removeprefix("0")
    return f"−{short}" if value < 0 and float(said) else short


def figure(value: float | None) -> str:
    """In a sentence: 0.84."""
    if value is None:
        return NONE
    said = f"{abs(value):.2f}"
    return f"−{said}" if value < 0 and float(said) else said


def spread(of: Figure) -> str:
    """The interval: 0.81 to 0.87; empty where there is none."""
    return f"{figure(of.interval.low)} to {figure(of.interval.high)}" if of.interval else ""


def reason(of: Figure) -> str:
    """Why there is no figure, without the words that every reason begins with."""
    return of.why.removeprefix("undefined because ").removeprefix("there are ")


def counted(of: Figure) -> str:
    """What it was reckoned from, and what it leaves out."""
    left = f", {of.skipped:,} skipped" if of.skipped else ""
    return f"{of.n:,} {of.unit}{left}"


def spoken(name: str, of: Figure) -> str:
    """The whole figure for a tool tip or a screen reader."""
    if of.value is None:
        return f"{name}: {of.why}; {counted(of)}"
    between = f", {spread(of)} in 95 % of drawings" if of.interval else ""
    why = f" ({of.skipped_why})" if of.skipped_why else ""
    return f"{name}: {figure(of.value)}{between}; {counted(of)}{why}"
