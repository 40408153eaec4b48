"""Decisions in which a layer took part, found without reading any other article."""

import sqlite3


def documents(connection: sqlite3.Connection, gold: str, layer: str) -> list[tuple[int, str]]:
    """Local numbers and content ids of the documents with decisions that may name the layer, as they came."""
    rows = connection.execute(
        "select distinct d.number, c.id from decision x join document d on d.number = x.document"
        " join content c on c.number = d.number where x.layer = ? and instr(x.candidates, ?) > 0"
        " order by d.number",
        (gold, f'"{layer}"'),
    )
    return [(number, id) for number, id in rows]
