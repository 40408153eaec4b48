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
    """When each layer last said how far the document with this local number is, not only said it again."""
    rows = connection.execute(
        "select layer, at, action from (select c.layer, e.at, e.replica || ' ' || e.action as action, e.seq,"
        " c.body, lag(c.body) over (partition by c.layer order by e.seq) as before"
        " from change c join edit e on e.seq = c.edit where c.document = ? and c.kind = 'status')"
        " where body is not null and body is not before order by seq",
        (number,),
    )
    return {layer: Moment(at, action) for layer, at, action in rows}
