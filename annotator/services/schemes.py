"""Schemes as TOML files: the presets that come with the program, and a person's own."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator import resources
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Label, Rules, ScaleValue
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.errors import Refused, UserError

DEFAULT = "news"


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
            f"There is no scheme “{name}”.", hint=f"Choose {', '.join(presets())}, or a .toml file."
        )
    return read(path)


def read(path: Path) -> Scheme:
    """The scheme in a TOML file; raises UserError that names the file and what is wrong with it."""
    try:
        return parse(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path.name} is not a TOML file: {error}.", hint="Export a scheme to see one."
        ) from error
    except Refused as refused:
        raise UserError(
            f"{path.name}: {refused}", hint="Export a scheme to see one that is complete."
        ) from refused


def parse(text: str) -> Scheme:
    """The scheme that the TOML says; raises TOMLDecodeError, or Refused for a scheme that lacks something."""
    said = tomllib.loads(text)
    sentiment = said.get("sentiment", {})
    scale = tuple(
        ScaleValue(_word(value, "name"), value.get("title", value["name"]), int(value.get("sign", 0)))
        for value in sentiment.get("value", [])
    )
    rules = Rules(
        said.get("name", "scheme"),
        said.get("title", said.get("name", "Scheme")),
        bool(said.get("overlap", True)),
        sentiment.get("question", ""),
        scale or DEFAULT_SCALE,
    )
    scheme = Scheme(rules)
    for label in said.get("label", []):
        made = make_label(scheme, _word(label, "name"), label.get("title", ""), label.get("meaning", ""))
        scheme = with_labels(scheme, [*scheme.labels, _chosen(made, label)])
    check(scheme)
    return scheme


def dump(scheme: Scheme) -> str:
    """The scheme as TOML, so that `parse` gives it back."""
    import tomlkit

    document = tomlkit.document()
    document["name"] = scheme.rules.name
    document["title"] = scheme.rules.title
    document["overlap"] = scheme.rules.overlap
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


def check(scheme: Scheme) -> None:
    """Raise Refused, in a sentence, where names, tags or keys clash or a scale is none."""
    for what, taken in (
        ("name", [label.name for label in scheme.labels]),
        ("tag", [label.tag for label in scheme.labels]),
        ("key", [label.key_cap for label in scheme.labels if label.key_cap]),
        ("sentiment value", [value.name for value in scheme.scale]),
    ):
        twice = next((one for one in taken if taken.count(one) > 1), None)
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


def _word(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"Every label and every sentiment value needs a {key}.")
    return value


def _chosen(made: Label, said: Mapping[str, Any]) -> Label:
    """The label with what the file says in place of what was made up."""
    return Label(
        made.id,
        made.name,
        made.title,
        str(said.get("tag", made.tag)),
        str(said.get("colour", made.colour)),
        str(said.get("key", made.key_cap)).lower(),
        made.meaning,
        made.position,
    )
