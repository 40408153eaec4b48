"""What an annotation of Label Studio says of a text, as a row of our own."""

from collections.abc import Mapping
from typing import Any, Final

from annotator.formats.places import id_of, is_number, short
from annotator.formats.units import from_unit

TEXT, LABEL, SENTENCE, TOWARDS, SENTIMENT = "text", "label", "sentence", "towards", "sentiment"
_LISTS: Final = ("annotations", "completions")
_OLDER: Final = "utf-16"
_UNITS: Final = ("code-points", _OLDER)


def annotations_of(task: Mapping[str, Any]) -> tuple[list[tuple[dict[str, Any], bool]], bool]:
    """The annotations of a task, then its predictions (True), and whether it has a list for them at all."""
    found = [(key, task[key]) for key in (*_LISTS, "predictions") if isinstance(task.get(key), list)]
    listed = [(one, key == "predictions") for key, values in found for one in values if isinstance(one, dict)]
    return listed, bool(found)


def text_of(task: Mapping[str, Any]) -> str | None:
    """The task's text: what its regions say they are of, else the data of that name, else the longest."""
    data = task.get("data")
    if not isinstance(data, dict):
        return None
    words = {key: value for key, value in data.items() if isinstance(value, str)}
    for annotation, _ in annotations_of(task)[0]:
        for item in _items(annotation):
            source = item.get("source")
            if isinstance(source, str) and source.removeprefix("$") in words:
                return words[source.removeprefix("$")]
    return words.get(TEXT) or max(words.values(), key=len, default=None)


class ResultReader:
    """Reads the annotations of one file."""

    def __init__(self) -> None:
        """Nothing has been told yet."""
        self._told: set[str] = set()

    def row(
        self, text: str, annotation: Mapping[str, Any], *, is_model: bool
    ) -> tuple[dict[str, Any], list[str]]:
        """The row, and what is to be said about it."""
        row: dict[str, Any] = {"text": text}
        layer = _model(annotation) if is_model else _annotator(annotation.get("completed_by"))
        if layer:
            row["layer"] = layer
        if annotation.get("was_cancelled") is True:
            return {**row, "status": "skipped"}, []
        said = _Said(text, annotation, layer if is_model else None)
        if not is_model and annotation:
            row["status"] = "done"
        row = {**said.read(), **row}
        problems = [words for words in dict.fromkeys(said.notices) if words not in self._told]
        self._told.update(problems)
        return row, said.problems + problems


class _Said:
    """What one annotation says; `notices` are told once a file."""

    def __init__(self, text: str, annotation: Mapping[str, Any], origin: str | None) -> None:
        self.problems: list[str] = []
        self.notices: list[str] = []
        self._text = text
        self._origin = origin
        self._score = annotation.get("score")
        self._items = _items(annotation)
        self._spans: list[dict[str, Any]] = []
        self._sentences: list[dict[str, Any]] = []
        self._choices: dict[str, list[str]] = {}
        self._towards: list[dict[str, Any]] = []

    def read(self) -> dict[str, Any]:
        """The keys of the row."""
        unit = self._unit()
        offset = from_unit(self._text, unit)
        for item in self._items:
            kind, value = item.get("type"), item.get("value")
            value = value if isinstance(value, dict) else {}
            if kind == "labels":
                self._region(item, value, offset(_number(value, "start")), offset(_number(value, "end")))
            elif kind == "choices":
                self._choice(item, value)
            else:
                self.notices.append(f"What is of the type “{short(kind)}” in this file was left out.")
        known = {span["id"] for span in self._spans}
        opinions = [one for one in self._towards if one["target"] in known]
        row: dict[str, Any] = {
            "spans": self._spans,
            "sentences": self._sentences,
            "opinions": opinions,
        }
        name = (
            SENTIMENT if SENTIMENT in self._choices or len(self._choices) != 1 else next(iter(self._choices))
        )
        found = self._choices.pop(name, [])
        if len(found) == 1:
            row["sentiment"] = found[0]
        elif found:
            self._choices[name] = found
        return {**self._choices, **row}

    def _unit(self) -> str:
        """The unit in which most regions say what stands there; code points where all do as well."""
        fits = dict.fromkeys(_UNITS, 0)
        for unit in _UNITS:
            offset = from_unit(self._text, unit)
            for item in self._items:
                value = item.get("value")
                if isinstance(value, dict) and isinstance(value.get("text"), str):
                    start, end = offset(_number(value, "start")), offset(_number(value, "end"))
                    if start is not None and end is not None:
                        fits[unit] += self._text[start:end] == _plain(value["text"], self._text[start:end])
        if fits[_OLDER] <= fits["code-points"]:
            return "code-points"
        self.notices.append("Its offsets count UTF-16 units, as those of older releases; they were read so.")
        return _OLDER

    def _region(
        self, item: Mapping[str, Any], value: Mapping[str, Any], start: int | None, end: int | None
    ) -> None:
        labels = value.get("labels")
        if not isinstance(labels, list) or not labels:
            self.problems.append(f"The region at {start}-{end} has no label; it was left out.")
            return
        place = {"start": start, "end": end}
        if item.get("from_name") == SENTENCE:
            self._sentences.append({**place, "sentiment": labels[0]})
            return
        words = value.get("text")
        if isinstance(words, str):
            said = self._text[start:end] if start is not None and end is not None else ""
            place["text"] = _plain(words, said)  # type: ignore[assignment]
        id = id_of(item.get("id")) or f"region-{len(self._spans)}"
        for number, label in enumerate(labels):
            span: dict[str, Any] = {**place, "id": f"{id}-{number}" if number else id, "label": label}
            if self._origin is not None:
                score = item.get("score", self._score)
                sure = {"confidence": score} if is_number(score) and 0 < score <= 1 else {}
                span |= {"origin": self._origin, **sure}
            self._spans.append(span)

    def _choice(self, item: Mapping[str, Any], value: Mapping[str, Any]) -> None:
        name = str(item.get("from_name"))
        listed = value.get("choices")
        words = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        if "start" not in value:
            self._choices.setdefault(name, []).extend(words)
        elif len(words) == 1 and (name == TOWARDS or SENTIMENT in name.lower()):
            self._towards.append({"target": id_of(item.get("id")), "polarity": words[0]})
        else:
            self.notices.append(f"Choices of “{short(name)}” on labels of this file were left out.")


def _items(annotation: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = annotation.get("result")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _number(value: Mapping[str, Any], key: str) -> int:
    """The offset, or one that is no place; pages of HTML have paths instead."""
    found = value.get(key)
    return found if type(found) is int else -1


def _plain(words: str, said: str) -> str:
    """The words of a region, in which a line break may be written as a backslash and an n."""
    return said if words.replace("\\n", "\n") == said.replace("\\n", "\n").replace("\r\n", "\n") else words


def _annotator(who: object) -> str | None:
    """The layer of an annotator: a mail address, a name, or a number."""
    if isinstance(who, dict):
        name = " ".join(str(who[key]) for key in ("first_name", "last_name") if who.get(key))
        mail = who.get("email")
        return mail if isinstance(mail, str) and mail else name or _annotator(who.get("id"))
    return f"user {who}" if is_number(who) else who if isinstance(who, str) and who else None


def _model(prediction: Mapping[str, Any]) -> str:
    version = prediction.get("model_version")
    return version if isinstance(version, str) and version else "predictions"
