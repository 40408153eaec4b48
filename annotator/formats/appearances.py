"""Where a row says its text appeared: title, source, date and the like, and whatever else it says."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from annotator.domain.entities import Appearance
from annotator.domain.exchange import appearance
from annotator.domain.text import content_id
from annotator.formats.places import id_of, is_number, place, short

OWN_FACTS: Final = tuple(
    (name, name) for name in ("title", "ref", "source", "author", "url", "published", "language")
)
_CONTENT_ID_LENGTH = 64


def appearances(
    text: str,
    row: dict[str, Any],
    listed: Sequence[Mapping[str, Any]],
    columns: Sequence[tuple[str, str]],
    wrong: Callable[[str], None],
) -> tuple[Appearance, ...]:
    """The appearances that the row and its list of them tell of; takes all that is left of the row.

    `columns` are pairs of what an appearance calls it and the row's key. `wrong` is told what was wrong.
    """
    others = [_appearance(text, dict(item), OWN_FACTS, wrong) for item in listed]
    top = _appearance(text, row, columns, wrong)
    if any(one.id == top.id for one in others):
        return tuple({one.id: one for one in others}.values())
    same_text = {"language": top.language}  # whoever lists only what differs means this too
    told = [item for item, one in zip(listed, others, strict=True) if not _says_no_more(one, top)]
    found = [_appearance(text, {**same_text, **item}, OWN_FACTS, _silent) for item in told]
    return tuple({one.id: one for one in (top, *found)}.values())


def _appearance(
    text: str,
    row: dict[str, Any],
    columns: Sequence[tuple[str, str]],
    wrong: Callable[[str], None],
) -> Appearance:
    facts: dict[str, str | None] = {}
    for name, column in columns:
        if (name, column) == ("ref", "id"):
            continue
        value = row.pop(column, None)
        if isinstance(value, str):
            facts[name] = value or None
        elif is_number(value):
            facts[name] = str(value)
        elif value is not None:
            row[column] = value
    _take_id(text, row, facts, wrong)
    title = facts.pop("title", None) or ""
    headline = _headline(text, row, wrong)
    return appearance(text, title=title, headline=headline, meta=_meta(row, wrong), **facts)


def _silent(_: str) -> None:
    """What was wrong has been told already."""


def _take_id(
    text: str, row: dict[str, Any], facts: dict[str, str | None], wrong: Callable[[str], None]
) -> None:
    """The content id is the text's own; any other id is the corpus's own name for the row."""
    id = id_of(row.get("id"))
    ref = facts.get("ref")
    mine = content_id(text) if _CONTENT_ID_LENGTH in (len(id or ""), len(ref or "")) else ""
    if ref is not None and ref == mine:
        facts["ref"] = ref = None
    if id is None:
        return
    if id == mine:
        del row["id"]
        return
    if len(id) == _CONTENT_ID_LENGTH and all(digit in "0123456789abcdef" for digit in id):
        wrong("The row's id is that of another text: the text was changed after its export.")
    if ref is None:
        facts["ref"] = id
        del row["id"]


def _headline(text: str, row: dict[str, Any], wrong: Callable[[str], None]) -> tuple[int, int] | None:
    """The range of the headline; a string under this key is somebody else's and stays in `meta`."""
    value = row.get("headline")
    if value is not None and not isinstance(value, list):
        return None
    row.pop("headline", None)
    if not value:
        return None
    found = place(text, *value) if len(value) == 2 else "is no pair of numbers"
    if isinstance(found, str):
        wrong(f"The headline {found}; its place was left out.")
        return None
    return found


def _meta(row: dict[str, Any], wrong: Callable[[str], None]) -> dict[str, Any]:
    """What is left of the row, with its `meta` in it."""
    meta = row.get("meta")
    if isinstance(meta, dict):
        del row["meta"]
        for key in sorted(meta.keys() & row.keys()):
            if meta[key] != row[key]:
                wrong(f"“{short(key)}” stands in the row and in its meta; the row's is kept.")
        row = {**meta, **row}
    elif meta is None:
        row.pop("meta", None)
    return {key: _sorted(row[key]) for key in sorted(row)}


def _says_no_more(one: Appearance, top: Appearance) -> bool:
    """Whether all that `one` says is said by `top`: then it is the same appearance, told in short."""
    facts = (*(name for name, _ in OWN_FACTS), "headline", "meta")
    return all(getattr(one, name) in (None, "", {}, getattr(top, name)) for name in facts)


def _sorted(value: Any) -> Any:  # noqa: ANN401
    """The value with its keys in order, so that the same facts have the same identity."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value
