"""Files of strangers: damaged, newer, foreign and hostile ones are refused in a sentence, and that is all."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from annotator.errors import UserError
from annotator.storage import schema
from tests.services.merging import dump, mark, merge
from tests.storage.builders import ARTICLE, PAGE, TOMAS, make_project

OTHER = "Another article, about Kastelholm."


@pytest.fixture
def ours(tmp_path):
    with make_project(tmp_path, name="ours.annot") as project:
        project.ensure_own_layer()
        yield project


@pytest.fixture
def theirs(tmp_path):
    """A colleague's closed file: one article of ours, one of hers, a label on each."""
    with make_project(tmp_path, OTHER, ARTICLE, author=TOMAS, name="theirs.annot") as project:
        mark(project, 0, 7)
        mark(project, 0, 10, document=2)
    return tmp_path / "theirs.annot"


def tamper(path, statement, *values):
    """Change a file behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma writable_schema = on")
        connection.execute(statement, values)


def swap(old, new):
    return f"update change set body = replace(body, '{old}', '{new}')"


def span(body):
    return f"update change set body = {body} where kind = 'span'"


HALF = '{"name":"\\ud800","author":"x"}'
HOSTILE = {
    "a trigger": ("create trigger t after insert on span begin select 1; end", "holds “t”"),
    "a view": ("create view v as select 1", "holds “v”"),
    "another table": ("create table extra (x)", "holds “extra”"),
    "a newer version": (f"pragma user_version = {schema.VERSION + 1}", "newer version"),
    "a foreign file": ("pragma application_id = 7", "not an Annotator project"),
    "a span out of range": (swap('"end":7', '"end":70000'), "beyond its text"),
    "a span backwards": (swap('"end":7', '"end":-1'), "beyond its text"),
    "a range that is no number": (swap('"end":7', '"end":"7"'), "beyond its text"),
    "a text that is another": ("update content set text = 'Nobody said so.'", "not the text"),
    "a text that is none": ("update content set text = 'x' || char(0)", "not the text"),
    "bytes that are no text": ("update edit set title = cast(x'ff' as text)", "cannot be read"),
    "half a character": (f"update change set body = '{HALF}' where kind = 'layer'", "no text"),
    "a body that is no object": (span("'[1]'"), "cannot be read"),
    "a body that is deep": (span("replace(printf('%.*c', 90000, 'x'), 'x', '[')"), "cannot be read"),
    "a huge row": (span("printf('%.*c', 9000000, 'x')"), "too long"),
    "a cell of 100 MB": ("update edit set title = printf('%.*c', 100000000, 'x')", "cannot be"),
    "an unknown kind": ("update change set kind = 'macro' where kind = 'span'", "macro"),
    "a strange replica": ("update edit set replica = '../../x'", "impossible name"),
    "a clock that runs away": ("update edit set clock = 9000000000000", "impossible"),
    "strange parents": ("update change set parents = ';' where kind = 'span'", "impossible"),
    "a status of another name": ("update change set entity = 'x' where kind = 'status'", "another name"),
    "a label in a layer": ("update change set layer = 'x' where kind = 'label'", "another name"),
    "a colour that is code": (swap("blue", "url(x)"), "colour"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_and_nothing_happens(ours, theirs, name):
    statement, expected = HOSTILE[name]
    tamper(theirs, statement)
    before, held = dump(ours), theirs.read_bytes()
    with pytest.raises(UserError, match=expected) as refusal:
        merge(ours, theirs)
    assert refusal.value.message.count("\n") == 0
    assert len(refusal.value.message) < 200
    assert refusal.value.hint
    assert dump(ours) == before
    assert theirs.read_bytes() == held
    assert ours.undo_title() == "import"


def test_a_good_file_beside_a_hostile_one_is_not_merged_either(tmp_path, ours, theirs):
    bad = tmp_path / "bad.annot"
    shutil.copy(theirs, bad)
    tamper(bad, "update content set text = 'x'")
    before = dump(ours)
    with pytest.raises(UserError, match=r"bad\.annot"):
        merge(ours, theirs, bad)
    assert dump(ours) == before


def test_damaged_sparse_missing_and_own_files_are_refused(tmp_path, ours, theirs):
    damaged = tmp_path / "damaged.annot"
    data = bytearray(theirs.read_bytes())
    data[PAGE * 3 : PAGE * 3 + 4000] = b"\xff" * 4000
    damaged.write_bytes(data)
    sparse = tmp_path / "sparse.annot"
    with sparse.open("wb") as file:
        file.truncate(2 << 30)
    text = tmp_path / "text.annot"
    text.write_text("This is no database, but a text that says so at some length." * 20)
    for path in (damaged, sparse, text, tmp_path / "missing.annot", ours.path, tmp_path):
        with pytest.raises(UserError):
            merge(ours, path)
    assert ours.documents.count() == 1


def test_a_file_of_an_older_version_is_merged_from_a_copy(ours, theirs):
    tamper(theirs, "drop table arrived")
    tamper(theirs, "drop table decision")
    tamper(theirs, "drop table damage")
    tamper(theirs, "drop table looked")
    tamper(theirs, "alter table rules drop column aggregation")
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("pragma user_version = 2")
        connection.execute("delete from _sqlite_migrations where name > '0003'")
        connection.commit()
    held = theirs.read_bytes()
    merge(ours, theirs)
    assert ours.documents.count() == 2
    assert theirs.read_bytes() == held
