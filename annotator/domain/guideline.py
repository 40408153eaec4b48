"""The guideline of a scheme: Markdown whose headings can be linked to, with a part for each label.

A heading carries its anchor, as in `## Person {#PER}`: a part stays the same part when its heading is written
anew. The part of a label has the anchor that `label_anchor` gives; until it has one, a heading that says the
label's name, title or tag is its heading.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.entities import Label, Span
from annotator.domain.scheme import Scheme

_HEADING = re.compile(
    r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<title>.*?)(?:[ \t]+#+)?(?:[ \t]*\{#(?P<id>[^\s{}]+)\})?[ \t]*$"
)
_ANCHOR = re.compile(r"[ \t]*\{#[^\s{}]+\}[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_BETWEEN = re.compile(r"[:,()/\[\]]|\s[-–—]\s")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_UNFIT = re.compile(r"[\s{}]+")
_UNLINKED = re.compile(r"[\W_]+")

Ages = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, in line `line` counted from 0, and what stands below it up to the line `end`, exclusive.

    `anchor` is empty where the heading has none yet.
    """

    anchor: str
    title: str
    level: int
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline's lines and parts; a part holds the parts of a lower level that follow it."""

    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def part(self, anchor: str) -> Part | None:
        """The part with this anchor."""
        return next((part for part in self.parts if anchor and part.anchor == anchor), None)

    def part_of(self, label: Label) -> Part | None:
        """The part about this label."""
        found = self.part(label_anchor(label))
        if found is not None:
            return found
        free = (part for part in self.parts if not part.anchor)
        return next((part for part in free if _is_about(part, label)), None)

    def body(self, part: Part) -> str:
        """What stands below the part's heading, without anchors."""
        return "\n".join(_bare(self.lines[part.line + 1 : part.end])).strip("\n")

    def text(self, part: Part | None = None) -> str:
        """The Markdown of a part with its heading, or all of it, without anchors."""
        first, end = (0, len(self.lines)) if part is None else (part.line, part.end)
        return "\n".join(_bare(self.lines[first:end])).strip("\n")


def read(markdown: str) -> Guideline:
    """The guideline with its parts; what looks like a heading within a block of code is none."""
    lines = tuple(markdown.split("\n"))
    found = [(at, match) for at, match in _headings(lines)]
    parts = []
    for place, (at, match) in enumerate(found):
        level = len(match["marks"])
        later = (line for line, one in found[place + 1 :] if len(one["marks"]) <= level)
        parts.append(Part(match["id"] or "", match["title"].strip(), level, at, next(later, len(lines))))
    return Guideline(lines, tuple(parts))


def anchored(markdown: str, labels: Sequence[Label]) -> str:
    """The guideline with an anchor at every heading; those that are there already stay as they are."""
    guideline = read(markdown)
    lines = list(guideline.lines)
    taken = {part.anchor for part in guideline.parts}
    about = {part.line: label for label in labels if (part := guideline.part_of(label)) is not None}
    for part in guideline.parts:
        if part.anchor:
            continue
        label = about.get(part.line)
        wish = label_anchor(label) if label else _linked(part.title)
        anchor, number = wish, 2
        while anchor in taken:
            anchor, number = f"{wish}-{number}", number + 1
        taken.add(anchor)
        lines[part.line] = f"{lines[part.line].rstrip()} {{#{anchor}}}"
    return "\n".join(lines)


def with_part(markdown: str, label: Label) -> str:
    """The guideline with a heading for this label at its end, where it has none."""
    if read(markdown).part_of(label) is not None:
        return markdown
    before = markdown.rstrip("\n")
    return f"{before}{2 * chr(10) if before else ''}## {label.title} {{#{label_anchor(label)}}}\n\n"


def escaped(words: str) -> str:
    """The words as Markdown that says nothing but them."""
    return _PUNCTUATION.sub(r"\\\1", words)


def label_anchor(label: Label) -> str:
    """The anchor of the part about a label: its id, which renaming does not change."""
    return _UNFIT.sub("-", label.id)


def rule(guideline: Guideline, label: Label) -> str:
    """What the scheme says of when to use a label: its meaning and its part of the guideline.

    White space and anchors do not count.
    """
    part = guideline.part_of(label)
    said = [label.meaning, guideline.body(part) if part else ""]
    return "\n".join(" ".join(words.split()) for words in said)


def changed(before: Scheme, after: Scheme) -> list[Label]:
    """The labels of both schemes whose rule is another one now."""
    old, new = read(before.rules.guideline), read(after.rules.guideline)
    known = {label.id: label for label in before.labels}
    both = [(known[label.id], label) for label in after.labels if label.id in known]
    return [label for was, label in both if rule(old, was) != rule(new, label)]


def said_before(before: Scheme, now: Scheme, id: str) -> str:
    """The lines that the rule of the label with this id had under `before` and has no more, as Markdown."""
    old, new = _lines(before, id), set(_lines(now, id))
    return "\n".join(line for line in old if not line or line not in new).strip("\n")


def outdated(schemes: Iterable[Scheme]) -> Mapping[str, Ages]:
    """Under which schemes a label's rule was another than it is now, by label id; only labels that have any.

    `schemes` are all that a project ever had, the present one last. The answer are ranges [first, end) of the
    clocks that spans remember. A span that remembers none, or one from before its label, was made under the
    label's first rule.
    """
    rules: dict[str, list[tuple[int, str]]] = {}
    present: Scheme | None = None
    guideline = Guideline()
    for scheme in schemes:
        if present is None or scheme.rules.guideline != present.rules.guideline:
            guideline = read(scheme.rules.guideline)
        present = scheme
        for label in scheme.labels:
            said, known = rule(guideline, label), rules.setdefault(label.id, [])
            if not known or known[-1][1] != said:
                known.append((scheme.clock or 0, said))
    ids = [label.id for label in present.labels] if present else []
    found = {id: _ages(rules[id]) for id in ids}
    return {id: ages for id, ages in found.items() if ages}


def made_under(schemes: Sequence[Scheme], span: Span) -> Scheme | None:
    """The scheme under which a span was made, or looked at again, of all that its project had."""
    later = bisect_right(schemes, span.scheme or 0, key=lambda one: one.clock or 0)
    known = (one for one in schemes[max(later - 1, 0) :] if one.label(span.label) is not None)
    return next(known, None)


def is_outdated(ages: Ages, clock: int | None) -> bool:
    """Whether a span that remembers this clock was made under another rule."""
    at = bisect_right(ages, (clock or 0, 1 << 62)) - 1
    return at >= 0 and ages[at][0] <= (clock or 0) < ages[at][1]


def _lines(scheme: Scheme, id: str) -> list[str]:
    label, guideline = scheme.label(id), read(scheme.rules.guideline)
    if label is None:
        return []
    part = guideline.part_of(label)
    body = guideline.body(part).split("\n") if part else []
    return [escaped(" ".join(label.meaning.split())), "", *body]


def _ages(rules: Sequence[tuple[int, str]]) -> Ages:
    starts = [0, *(clock for clock, _ in rules[1:])]
    now = rules[-1][1]
    pairs = zip(starts, starts[1:], rules, strict=False)
    return tuple((start, end) for start, end, (_, said) in pairs if said != now)


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    fence = ""
    for at, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            closes = found is not None and found[1].startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else fence
        elif found:
            fence = found[1]
        elif (heading := _HEADING.match(line)) is not None:
            yield at, heading


def _bare(lines: Iterable[str]) -> list[str]:
    return [_ANCHOR.sub("", line) if line.lstrip().startswith("#") else line for line in lines]


def _is_about(part: Part, label: Label) -> bool:
    names = {name.casefold() for name in (label.name, label.title, label.tag) if name}
    pieces = [part.title, *_BETWEEN.split(part.title)]
    return any(piece.strip().casefold() in names for piece in pieces)


def _linked(title: str) -> str:
    return _UNLINKED.sub("-", title.casefold()).strip("-") or "part"
