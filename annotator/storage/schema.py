"""The tables of a project file, and the steps that bring an older file up to date.

`edit` and `change` are the truth; the tables below them are their reading, and can be made anew from them.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache

from annotator.errors import UserError

APPLICATION_ID = 0x414E4E4F  # "ANNO", at byte 68 of the file
VERSION = 6

_STEP_1 = """
-- This file on this machine. A copy that goes on by itself needs another id.
create table replica (
    id text primary key not null,
    created text not null
) strict;

-- Article texts, which never change; text is null where it was withdrawn.
create table content (
    number integer primary key,
    id text not null unique,
    text text
) strict;

-- What one action did, in one transaction. (replica, number) names it everywhere, seq only here.
create table edit (
    seq integer primary key,
    replica text not null,
    number integer not null,
    clock integer not null,
    at text not null,
    author text not null,
    title text not null,
    act text not null check (act in ('do', 'undo', 'redo')),
    of integer,
    action integer not null,
    unique (replica, number)
) strict;
create index edit_of on edit (replica, of) where of is not null;
create index edit_action on edit (replica, action, number);

-- One entity's whole new value (null: gone), and the versions "replica:number,..." that it replaces.
create table change (
    edit integer not null references edit (seq),
    kind text not null,
    layer text not null,
    document integer not null,
    entity text not null,
    parents text,
    body text
) strict;
create index change_edit on change (edit);
create index change_entity on change (document, kind, layer, entity);

create table author (
    id text primary key not null,
    name text not null,
    is_model integer not null check (is_model in (0, 1))
) strict;

create table layer (
    id text primary key not null,
    name text not null,
    author text not null
) strict;

create table rules (
    id text primary key not null,
    name text not null,
    title text not null,
    overlap integer not null check (overlap in (0, 1)),
    question text not null,
    scale text not null
) strict;

create table label (
    id text primary key not null,
    name text not null,
    title text not null,
    tag text not null,
    colour text not null,
    key_cap text not null,
    meaning text not null,
    position integer not null
) strict;

create table appearance (
    document integer not null references content (number),
    id text not null,
    title text not null,
    ref text,
    source text,
    author text,
    url text,
    published text,
    language text,
    headline_start integer,
    headline_end integer,
    meta text not null,
    primary key (document, id)
) strict;
create index appearance_source on appearance (source, document);

-- What the list shows of a document, read off its appearances. One row a document that has any.
create table document (
    number integer primary key references content (number),
    title text not null,
    source text,
    published text,
    language text,
    appearances integer not null,
    characters integer not null
) strict;
create index document_published on document (published);
create index document_title on document (title collate nocase);
create index document_language on document (language);

create table span (
    document integer not null references content (number),
    layer text not null,
    id text not null,
    start integer not null check (start >= 0),
    end integer not null check (end > start),
    label text not null,
    origin text,
    confidence real,
    primary key (document, layer, id)
) strict;
create index span_label on span (layer, label, document);
create index span_confidence on span (layer, confidence, document) where confidence is not null;

create table mark (
    document integer not null references content (number),
    layer text not null,
    id text not null,
    name text not null,
    value text not null,
    start integer,
    end integer check (end is null or end > start),
    primary key (document, layer, id)
) strict;
create index mark_name on mark (layer, name, document);

create table opinion (
    document integer not null references content (number),
    layer text not null,
    id text not null,
    target text not null,
    polarity text not null,
    holder text,
    expression text not null,
    intensity text,
    primary key (document, layer, id)
) strict;
create index opinion_layer on opinion (layer, document);

create table status (
    document integer not null references content (number),
    layer text not null,
    value text not null check (value in ('in_progress', 'done', 'skipped')),
    primary key (document, layer)
) strict;
create index status_value on status (layer, value, document);

-- The words of titles and texts. It keeps no text of its own, and code keeps it up to date: no triggers.
-- The texts come first: words of another column than the first take two bytes more, half a kilobyte a text.
create virtual table search
    using fts5 (body, title, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into search (search, rank) values ('hashsize', 67108864);
-- An import writes a piece of the index a batch: many are merged at a time, so each word less often.
insert into search (search, rank) values ('automerge', 16);
"""

_STEP_2 = """
-- The guideline, and under which scheme a span was made: the clock of the scheme's last edit then.
alter table rules add column guideline text not null default '';
alter table span add column scheme integer;
drop index span_label;
create index span_label on span (layer, label, document, scheme);
"""

_STEP_3 = """
-- Which edits came with which merge, by the place of its edit; whole, where the merge was undone.
create table arrived (
    merge integer not null references edit (seq),
    replica text not null,
    number integer not null,
    aside text
) strict;
create index arrived_merge on arrived (merge);
create index arrived_edit on arrived (replica, number);
"""

_STEP_4 = """
-- What a reviewer decided about a position: what there was to choose from, and what gold says since.
create table decision (
    document integer not null references content (number),
    layer text not null,
    id text not null,
    about text not null check (about in ('span', 'sentiment', 'opinion')),
    start integer,
    end integer check (end is null or end > start),
    candidates text not null,
    choice text not null check (choice in ('version', 'proposed', 'nothing', 'edited')),
    outcome text,
    made text not null,
    decider text not null,
    reason text not null,
    guideline text not null,
    scheme integer,
    origin text not null check (origin in ('hand', 'suggestion', 'bulk')),
    model text,
    aggregation text not null,
    target text,
    holder text,
    primary key (document, layer, id)
) strict;
"""

_STEP_5 = """
-- What proposes what gold could say of what layers say: a majority of them, or their weighed votes.
alter table rules add column aggregation text not null default 'majority';
"""

_STEP_6 = """
-- How often detectors found each kind of damage in a text. A reading of the texts: it is never logged nor
-- merged, and can be made anew.
create table damage (
    document integer not null references content (number),
    kind text not null,
    found integer not null check (found > 0),
    primary key (document, kind)
) strict;
create index damage_kind on damage (kind, document);
-- The last document that was looked at, as all before it were, and the version of the detectors.
create table looked (
    last integer not null,
    detectors integer not null
) strict;
"""

_STEPS = (_STEP_1, _STEP_2, _STEP_3, _STEP_4, _STEP_5, _STEP_6)

_OTHERS = frozenset(["_sqlite_migrations", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"])


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file, or bring an older file up to date; does nothing to a present one."""
    if version(connection) == VERSION:
        return
    from sqlite_utils import Database, Migrations  # half of the program's start-up time, and seldom needed

    migrations = Migrations("annotator")

    @migrations(name="0001_tables")
    def _tables(db: Database) -> None:
        db.executescript(_STEP_1)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("pragma user_version = 1")

    @migrations(name="0002_guideline")
    def _guideline(db: Database) -> None:
        db.executescript(_STEP_2)
        db.execute("pragma user_version = 2")

    @migrations(name="0003_merging")
    def _merging(db: Database) -> None:
        db.executescript(_STEP_3)
        db.execute("pragma user_version = 3")

    @migrations(name="0004_decisions")
    def _decisions(db: Database) -> None:
        db.executescript(_STEP_4)
        db.execute("pragma user_version = 4")

    @migrations(name="0005_aggregation")
    def _aggregation(db: Database) -> None:
        db.executescript(_STEP_5)
        db.execute("pragma user_version = 5")

    @migrations(name="0006_damage")
    def _damage(db: Database) -> None:
        db.executescript(_STEP_6)
        db.execute("pragma user_version = 6")

    migrations.apply(Database(connection, execute_plugins=False))


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables that the file says it has; 0 for a new file."""
    return int(connection.execute("pragma user_version").fetchone()[0])


def refuse_foreign(connection: sqlite3.Connection, name: str) -> None:
    """Raise UserError unless the file is a project that this version of the program can bring up to date."""
    application = connection.execute("pragma application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise UserError(f"{name} is not an Annotator project.", hint="Open a file that ends in .annot.")
    found = version(connection)
    if found > VERSION:
        raise UserError(
            f"{name} was made by a newer version of Annotator.", hint="Update Annotator, then open it again."
        )
    strange = next(_strange(connection, found), None)
    if strange is not None:
        raise UserError(
            f"{name} was changed by another program: {strange}.",
            hint="Nothing was written to it. Open a backup or ask who sent it for the original.",
        )


def refuse_older(connection: sqlite3.Connection, name: str) -> None:
    """Raise UserError for a file that must be brought up to date before it can be read."""
    if version(connection) < VERSION:
        raise UserError(
            f"{name} was made by an older version of Annotator and cannot be read as it is.",
            hint="Open it once where it can be written, or open a copy of it.",
        )


@cache
def _expected(version: int) -> Mapping[tuple[str, str], str]:
    """The statements of a project's own tables and indexes, by type and name; those of the index's inside."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for step in _STEPS[:version]:
            connection.executescript(step)
        return dict(_statements(connection))


def _statements(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], str]]:
    rows = connection.execute("select type, name, tbl_name, sql from sqlite_schema")
    for kind, name, table, statement in rows:
        is_the_systems = kind in ("table", "index") and (
            table in _OTHERS or name.startswith("sqlite_autoindex_")
        )
        if not is_the_systems:
            yield (kind, name), "" if name.startswith("search_") else statement


def _strange(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """How the schema differs from that of a project of this version: it decides what a write would do."""
    found, expected = dict(_statements(connection)), _expected(version)
    for key in found.keys() - expected.keys():
        yield f"it holds “{key[1]}”, which no project has"
    for key, statement in expected.items():
        if key not in found:
            yield f"it lacks “{key[1]}”"
        elif found[key] != statement:
            yield f"“{key[1]}” is not made as it should be"
