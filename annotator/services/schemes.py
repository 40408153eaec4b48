"""Schemes as TOML files: the presets that come with the program, and a person's own."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator import resources
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Label, Rules, ScaleValue
from annotator.domain.guideline import anchored
from annotator.domain.proposing import AGGREGATIONS, MAJORITY
from annotator.domain.scheme import DEFAULT_SCALE, HUES, Scheme, make_label, with_labels
from annotator.errors import Refused, UserError
from annotator.files import explained, shown

DEFAULT = "news"
_LONGEST_GUIDELINE = 200_000
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


def presets() -> list[str]:
    """The names of the schemes that come with the program, the default first."""
    names = sorted(path.stem for path in resources.path("schemes").glob("*.toml"))
    return sorted(names, key=lambda name: name != DEFAULT)


def load(name: str) -> Scheme:
    """The preset of this name, or the scheme in the TOML file at this path; raises UserError."""
    if name in presets():
        return read(resources.path("schemes", f"{name}.toml"))
    path = Path(name)
    if path.suffix != ".toml":
        raise UserError(
            f"There is no scheme “{shown(name)}”.", hint=f"Choose {', '.join(presets())}, or a .toml file."
        )
    return read(path)


def read(path: Path) -> Scheme:
    """The scheme in a TOML file; raises UserError that names the file and what is wrong with it."""
    name = shown(path.name)
    with explained(path):
        if path.exists() and not path.is_file():
            raise UserError(f"{name} is no file with a scheme.", hint="Name a .toml file.")
        content = path.read_bytes()
    try:
        return parse(content.decode())
    except RecursionError as error:
        raise UserError(f"{name} is nested too deeply.", hint="Export a scheme to see one.") from error
    except ValueError as error:
        why = str(error).rstrip(".")
        raise UserError(f"{name} is not a TOML file: {why}.", hint="Export a scheme to see one.") from error
    except Refused as refused:
        raise UserError(
            f"{name}: {refused}", hint="Export a scheme to see one that is complete."
        ) from refused


def parse(text: str) -> Scheme:
    """The scheme that the TOML says; raises ValueError for what is no TOML, and Refused, in a sentence, for
    a scheme that lacks something or has something of the wrong kind.
    """
    said = tomllib.loads(text)
    sentiment = said.get("sentiment", {})
    if not isinstance(sentiment, dict):
        raise Refused("“sentiment” is a table of a question and values: [sentiment].")
    overlap = said.get("overlap", True)
    if not isinstance(overlap, bool):
        raise Refused("“overlap” is true or false.")
    aggregation = _words(said, "aggregation", MAJORITY)
    if aggregation not in AGGREGATIONS:
        raise Refused(f"“aggregation” is {' or '.join(AGGREGATIONS)}, and not “{shown(aggregation)}”.")
    name = _words(said, "name", "scheme")
    rules = Rules(
        name,
        _words(said, "title", name if "name" in said else "Scheme"),
        overlap,
        _words(sentiment, "question"),
        tuple(_value(value) for value in _tables(sentiment, "value", "sentiment.value")) or DEFAULT_SCALE,
        aggregation=aggregation,
    )
    scheme = Scheme(rules)
    for label in _tables(said, "label", "label"):
        made = make_label(scheme, _word(label, "name"), _words(label, "title"), _words(label, "meaning"))
        scheme = with_labels(scheme, [*scheme.labels, _chosen(made, label)])
    check(scheme)
    return with_guideline(scheme, _words(said, "guideline"))


def dump(scheme: Scheme) -> str:
    """The scheme as TOML, so that `parse` gives it back."""
    import tomlkit

    document = tomlkit.document()
    document["name"] = scheme.rules.name
    document["title"] = scheme.rules.title
    document["overlap"] = scheme.rules.overlap
    if scheme.rules.aggregation != MAJORITY:
        document["aggregation"] = scheme.rules.aggregation
    if scheme.rules.guideline:
        document["guideline"] = tomlkit.string(scheme.rules.guideline, multiline=True)
    labels = tomlkit.aot()
    for label in scheme.labels:
        facts = {"name": label.name, "title": label.title, "tag": label.tag, "colour": label.colour}
        labels.append(tomlkit.item({**facts, "key": label.key_cap, "meaning": label.meaning}))
    values = tomlkit.aot()
    for value in scheme.scale:
        values.append(tomlkit.item({"name": value.name, "title": value.title, "sign": value.sign}))
    sentiment = tomlkit.table()
    sentiment["question"] = scheme.rules.question
    sentiment["value"] = values
    document["sentiment"] = sentiment
    document["label"] = labels
    return tomlkit.dumps(document)


def with_guideline(scheme: Scheme, markdown: str) -> Scheme:
    """The scheme with this guideline, an anchor at each heading; raises Refused where it is too long."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if len(text) > _LONGEST_GUIDELINE:
        raise Refused(
            f"A guideline has at most {_LONGEST_GUIDELINE:,} characters; this one has {len(text):,}."
        )
    return replace(scheme, rules=replace(scheme.rules, guideline=anchored(text, scheme.labels)))


def read_guideline(path: Path) -> str:
    """The Markdown in a file; raises UserError."""
    name = shown(path.name)
    with explained(path), path.open("rb") as file:
        content = file.read(4 * _LONGEST_GUIDELINE + 1)  # no character takes more than four bytes
    if len(content) > 4 * _LONGEST_GUIDELINE:
        raise UserError(f"{name} is too long for a guideline.", hint="Load a file of Markdown.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{name} is not a text in UTF-8.", hint="Save it as UTF-8, then load it.") from error


def proposing_by(scheme: Scheme, aggregation: str) -> Edit:
    """The edit that has this aggregation propose what gold could say."""
    return change(scheme, replace(scheme, rules=replace(scheme.rules, aggregation=aggregation)))


def check(scheme: Scheme) -> None:
    """Raise Refused, in a sentence, where names, tags or keys clash or a scale is none."""
    for what, taken in (
        ("name", [label.name for label in scheme.labels]),
        ("tag", [label.tag for label in scheme.labels]),
        ("key", [label.key_cap for label in scheme.labels if label.key_cap]),
        ("sentiment value", [value.name for value in scheme.scale]),
    ):
        twice = next((one for one, count in Counter(taken).items() if count > 1), None)
        if twice is not None:
            raise Refused(f"The {what} “{twice}” stands twice in the scheme.")
    if any(not label.name.strip() for label in scheme.labels):
        raise Refused("Every label needs a name.")
    signs = [value.sign for value in scheme.scale]
    if signs != sorted(signs) or not set(signs) <= {-1, 0, 1}:
        raise Refused("The sentiment scale goes from negative (-1) over neutral (0) to positive (1).")


def change(before: Scheme, after: Scheme) -> Edit:
    """The edit that makes one scheme of the other; labels are the same label if their id is."""
    check(after)
    changes = [Change(before.rules, after.rules)] if before.rules != after.rules else []
    old = {label.id: label for label in before.labels}
    new = {label.id: label for label in after.labels}
    for id in {**old, **new}:
        if old.get(id) != new.get(id):
            changes.append(Change(old.get(id), new.get(id)))
    if not changes:
        raise Refused("The scheme is as it was.")
    return Edit("change the scheme", tuple(changes))


def _tables(said: Mapping[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    tables = said.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise Refused(f"“{name}” is a list of tables: [[{name}]].")
    return tables


def _word(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"Every label and every sentiment value needs a {key}.")
    return value


def _words(said: Mapping[str, Any], key: str, default: str = "") -> str:
    value = said.get(key, default)
    if not isinstance(value, str):
        raise Refused(f"“{key}” is words in quotation marks, and not {value}.")
    return value


def _value(said: Mapping[str, Any]) -> ScaleValue:
    name, sign = _word(said, "name"), said.get("sign", 0)
    if type(sign) is not int or sign not in (-1, 0, 1):
        raise Refused(f"The sign of “{name}” is -1, 0 or 1, and not {sign}.")
    return ScaleValue(name, _words(said, "title", name), sign)


def _chosen(made: Label, said: Mapping[str, Any]) -> Label:
    """The label with what the file says in place of what was made up."""
    of = f"of the label “{made.name}”"
    tag, colour = _words(said, "tag", made.tag), _words(said, "colour", made.colour)
    key = _words(said, "key", made.key_cap).lower()
    if not tag.strip():
        raise Refused(f"The tag {of} is empty.")
    if colour not in HUES and not _COLOUR.fullmatch(colour):
        raise Refused(f"The colour {of}, “{colour}”, is no #rrggbb and none of {', '.join(HUES)}.")
    if key and not (len(key) == 1 and key.isalnum()):
        raise Refused(f"The key {of}, “{key}”, is not one letter or digit.")
    return replace(made, tag=tag, colour=colour, key_cap=key)
