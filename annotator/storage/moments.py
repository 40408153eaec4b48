"""When documents came to be as they are, as the log has it."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """When an edit was made (ISO 8601, UTC, by the clock of whoever made it), and in which action.

    Edits of one action, such as an import, are undone together: their order says nothing of who worked when.
    """

    at: str
    action: str


def said_done(connection: sqlite3.Connection, number: int) -> dict[str, Moment]:
    """When each layer last said how far the document with this local number is."""
    rows = connection.execute(
        "select c.layer, e.at, e.replica || ' ' || e.action from change c join edit e on e.seq = c.edit"
        " where c.document = ? and c.kind = 'status' and c.body is not null order by e.seq",
        (number,),
    )
    return {layer: Moment(at, action) for layer, at, action in rows}
