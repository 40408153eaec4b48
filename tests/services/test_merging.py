"""Merging colleagues' files: what would come, what comes, what is refused, and the way back."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Key, Label, Layer, Span
from annotator.domain.ids import new_id
from annotator.domain.merging import Decisions
from annotator.errors import UserError
from annotator.services import merging
from annotator.services.backups import Backups
from annotator.services.exporting import export
from annotator.services.importing import ImportOptions, import_paths
from annotator.storage.project import Project
from tests.services.merging import conflicts, dump, finish, look, mark, merge
from tests.storage.builders import ARTICLE, INES, TOMAS, add_texts, make_project

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


def test_a_dry_run_says_what_would_come_and_writes_nothing(ours, theirs):
    bytes_before, before = theirs.read_bytes(), dump(ours)
    (plan,) = look(ours, theirs)
    assert (plan.new_documents, plan.known_documents) == (1, 1)
    assert (plan.new_edits, plan.known_edits) == (4, 0)
    assert [(layer.name, layer.is_new, layer.spans) for layer in plan.layers] == [("tomas", True, 2)]
    assert not plan.forked
    assert dump(ours) == before
    assert theirs.read_bytes() == bytes_before


def test_a_merge_brings_articles_layers_and_labels_and_the_project_is_sound(ours, theirs):
    merge(ours, theirs)
    layer = ours.layer("tomas")
    assert ours.documents.count() == 2
    assert [span.end for span in ours.annotations(ours.id_of(1), layer.id).spans] == [10]
    assert list(ours.problems()) == []


def test_merging_again_writes_nothing(ours, theirs):
    merge(ours, theirs)
    before = ours.reader.execute("select count(*) from edit").fetchone()
    assert merge(ours, theirs).plans[0].is_empty
    assert ours.reader.execute("select count(*) from edit").fetchone() == before


def test_a_merge_is_one_step_of_undo_also_after_a_restart(tmp_path, ours, theirs):
    before = dump(ours)
    shutil.copy(theirs, tmp_path / "copy.annot")
    with make_project(tmp_path, "A third text.", author=TOMAS, name="more.annot"):
        pass
    merge(ours, theirs, tmp_path / "more.annot")
    after = dump(ours)
    ours.close()
    with Project.open(ours.path, INES) as again:
        assert again.undo_title() == "merge theirs.annot"
        again.undo()
        assert dump(again) == before
        assert list(again.problems()) == []
        again.redo()
        assert dump(again) == after


def test_what_was_undone_does_not_reach_a_third_file_and_can_be_merged_again(tmp_path, ours, theirs):
    merge(ours, theirs)
    after = dump(ours)
    ours.undo()
    with make_project(tmp_path, "A third text.", author=TOMAS, name="third.annot") as third:
        merge(third, ours)
        assert third.documents.count() == 2
    merge(ours, theirs)
    assert dump(ours) == after


def test_a_merge_whose_labels_were_worked_on_here_is_undone_and_redone_with_that_work(ours, theirs):
    """To write over what came would take it from its owner as soon as she merges this file."""
    before = dump(ours)
    merge(ours, theirs)
    merged = dump(ours)
    rename(ours, "T.")
    renamed = dump(ours)
    ours.undo()
    ours.undo()
    assert dump(ours) == before
    assert list(ours.problems()) == []
    with Project.open(theirs, TOMAS) as hers:
        held = dump(hers)
        merge(hers, ours)
        assert dump(hers)["span"] == held["span"]
        assert hers.layer("tomas") is not None
    ours.redo()
    assert dump(ours) == merged
    ours.redo()
    assert dump(ours) == renamed
    assert ours.undo_title() == "rename"


def rename(project, name):
    layer = project.layer("tomas")
    project.commit(Edit("rename", (Change(layer, Layer(layer.id, name, layer.author)),)))


def test_an_undone_merge_that_comes_again_brings_back_what_was_undone_here_of_it(tmp_path, ours, theirs):
    """A colleague who heard of a change before it was undone must not be the only one who knows of it."""
    merge(ours, theirs)
    rename(ours, "T.")
    with make_project(tmp_path, "A third text.", author=TOMAS, name="third.annot") as third:
        merge(third, ours)
        assert third.layer("T.") is not None
        ours.undo()
        ours.undo()
        mark(ours, 0, 3)  # nothing can be redone any more
        assert ours.layer("tomas") is None
        merge(ours, third)
        assert ours.layer("tomas") is not None
        merge(third, ours)
        assert dump(third) == dump(ours)
        assert third.layer("tomas") is not None


def test_a_backup_is_taken_first(tmp_path, ours, theirs):
    done = merge(ours, theirs, backups=Backups(tmp_path / "backups"))
    with Project.open(done.backup, INES, read_only=True) as backup:
        assert backup.documents.count() == 1


def test_a_merge_that_is_broken_off_keeps_what_came_and_goes_on_later(tmp_path, ours, monkeypatch):
    with make_project(tmp_path, author=TOMAS, name="long.annot") as theirs:
        for end in range(1, 12):
            mark(theirs, 0, end)
    monkeypatch.setattr(merging, "_BATCH_EDITS", 3)
    before = dump(ours)
    steps = merging.merge(ours, [tmp_path / "long.annot"])
    while not any("merge" in edit.title for edit in ours.history()):
        next(steps)
    steps.close()
    assert dump(ours) != before
    ours.undo()
    assert dump(ours) == before
    merge(ours, tmp_path / "long.annot")
    assert len(ours.annotations(ours.id_of(1), ours.layer("tomas").id).spans) == 11


def test_reading_a_colleagues_file_leaves_nothing_beside_it(tmp_path, ours, theirs):
    folder = tmp_path / "hers"
    folder.mkdir()
    theirs = theirs.rename(folder / theirs.name)
    held = theirs.read_bytes()
    look(ours, theirs)
    merge(ours, theirs)
    assert [path.name for path in folder.iterdir()] == [theirs.name]
    assert theirs.read_bytes() == held


def test_a_file_that_is_open_elsewhere_is_merged_as_it_is_there(ours, theirs):
    with Project.open(theirs, TOMAS) as hers:
        mark(hers, 0, 3)
        merge(ours, theirs)
        assert look(ours, theirs)[0].is_empty
    assert ours.documents.count() == 2


def test_a_file_that_is_written_while_it_is_read_is_not_merged(ours, theirs):
    steps = merging.merge(ours, [theirs])
    next(steps)
    before = dump(ours)
    with pytest.raises(UserError, match="written meanwhile"):
        for _ in steps:
            with Project.open(theirs, TOMAS) as hers:
                mark(hers, 0, 3)
    assert dump(ours) == before


def test_a_path_may_hold_bytes_that_are_no_text(tmp_path, ours, theirs):
    folder = tmp_path / os.fsdecode(b"n\xe9")
    folder.mkdir()
    merge(ours, theirs.rename(folder / theirs.name))
    assert ours.documents.count() == 2


# Forks


def test_a_copy_that_went_on_by_itself_loses_nothing(tmp_path, ours):
    copy = tmp_path / "copy.annot"
    ours.close()
    shutil.copy(ours.path, copy)
    with Project.open(copy, INES) as other:
        mark(other, 0, 4)
        mark(other, 5, 10)
    with Project.open(ours.path, INES) as project:
        mark(project, 0, 10)
        assert look(project, copy)[0].forked
        merge(project, copy)
        layer = project.own_layer()
        spans = project.annotations(project.id_of(1), layer.id).spans
        assert [(span.start, span.end) for span in spans] == [(0, 10), (0, 4), (5, 10)]
        assert list(project.problems()) == []
        mark(project, 0, 3)  # under a new replica id: neither file uses the other's numbers from now on
        with Project.open(copy, INES) as other:
            mark(other, 0, 2)
            merge(other, project)
            merge(project, other)
            assert dump(other) == dump(project)
        assert not look(project, copy)[0].forked


def test_a_restored_backup_takes_up_what_was_done_after_it(tmp_path, ours):
    old = tmp_path / "old.annot"
    ours.close()
    shutil.copy(ours.path, old)
    with Project.open(ours.path, INES) as project:
        mark(project, 0, 10)
        after = dump(project)
    with Project.open(old, INES) as restored:
        plan = look(restored, ours.path)[0]
        assert not plan.forked
        assert not plan.conflicts
        merge(restored, ours.path)
        assert dump(restored) == after


def test_undoing_a_merge_is_as_much_as_all_that_came(tmp_path, ours):
    with make_project(tmp_path, *(f"Article {n}" for n in range(400)), author=TOMAS, name="b.annot") as many:
        merge(ours, many)
    assert ours.undo_size(300) == (1, 300)
    ours.undo()
    assert ours.redo_size(300) == (1, 300)


# Shared things in conflict


def test_shared_things_in_conflict_stand_side_by_side_until_somebody_decides(tmp_path, ours):
    copy = tmp_path / "copy.annot"
    ours.close()
    shutil.copy(ours.path, copy)
    with Project.open(copy, TOMAS) as theirs:
        theirs.commit(Edit("rename", (Change(per(theirs), titled(per(theirs), "Persona")),)))
    with Project.open(ours.path, INES) as project:
        project.commit(Edit("rename", (Change(per(project), titled(per(project), "Human")),)))
        (plan,) = look(project, copy)
        (conflict,) = plan.conflicts
        assert conflict.key == Key("label", "", "", "PER")
        assert {value.entity.title for value in conflict.values} == {"Human", "Persona"}
        merge(project, copy)
        assert [key for key, _ in conflicts(project)] == [conflict.key]
        assert look(project, copy)[0].known_conflicts == 1
        chosen = next(one.entity for one in conflict.values if one.entity.title == "Human")
        merge(project, copy, decisions=Decisions(chosen={conflict.key: chosen}))
        assert conflicts(project) == []
        assert per(project).title == "Human"


def per(project):
    return project.scheme().label("PER")


def titled(label, title):
    return Label(
        label.id, label.name, title, label.tag, label.colour, label.key_cap, label.meaning, label.position
    )


# Texts that are missing, layers of one's own


def test_what_is_said_about_a_text_that_is_missing_is_kept_and_shown_when_it_comes(tmp_path, ours, theirs):
    tamper(theirs, "update content set text = null where number = 1")
    assert look(ours, theirs)[0].without_text == 1
    merge(ours, theirs)
    add_texts(ours, OTHER)
    document = next(id for id in map(ours.id_of, (1, 2)) if ours.document(id).text == OTHER)
    spans = ours.annotations(document, ours.layer("tomas").id).spans
    assert [(span.start, span.end) for span in spans] == [(0, 7)]
    assert list(ours.problems()) == []


def test_a_text_that_comes_with_a_file_of_its_layer_doubles_nothing_that_was_kept(tmp_path, ours, theirs):
    rows = tmp_path / "tomas.jsonl"
    with Project.open(theirs, TOMAS) as hers:
        finish(export(hers, rows, layer="tomas"))
    tamper(theirs, "update content set text = null")
    merge(ours, theirs)
    kept = sorted(dump(ours)["span"])
    assert len(kept) == 2
    report = finish(import_paths(ours, [rows], ImportOptions(layer="tomas")))
    assert report.problems == ()
    assert ours.documents.count() == 2
    assert sorted(dump(ours)["span"]) == kept
    assert conflicts(ours) == []
    assert list(ours.problems()) == []
    before = dump(ours)
    ours.rebuild()
    assert dump(ours) == before


def test_a_colleagues_rows_go_into_the_layer_that_is_named_and_their_articles_come_along(
    tmp_path, ours, theirs
):
    rows = tmp_path / "tomas.jsonl"
    with Project.open(theirs, TOMAS) as hers:
        finish(export(hers, rows, layer="tomas"))
        said = [(span.id, span.start, span.end) for span in _all_spans(hers, "tomas")]
    before = dump(ours)
    finish(import_paths(ours, [rows], ImportOptions(layer="from tomas")))
    assert ours.documents.count() == 2
    assert ours.layer("tomas") is None
    assert sorted((one.id, one.start, one.end) for one in _all_spans(ours, "from tomas")) == sorted(said)
    own = ours.own_layer()
    assert all(not ours.annotations(ours.id_of(at), own.id).spans for at in (1, 2))
    ours.undo()
    assert dump(ours)["span"] == before["span"]


def _all_spans(project, layer):
    id = project.layer(layer).id
    return [span for at in (1, 2) for span in project.annotations(project.id_of(at), id).spans]


def test_changes_of_others_in_your_own_layer_are_counted(tmp_path, ours):
    copy = tmp_path / "copy.annot"
    mark(ours, 0, 10)
    ours.close()
    shutil.copy(ours.path, copy)
    with Project.open(copy, TOMAS) as theirs:
        layer = next(one for one in theirs.layers() if one.author == INES.id)
        span = Span(new_id(), layer.id, theirs.id_of(1), 0, 4, "PER")
        theirs.commit(Edit("meddle", (Change(None, span),)))
    with Project.open(ours.path, INES) as project:
        assert look(project, copy)[0].of_yours == 1
