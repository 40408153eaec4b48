"""Labels of a colleague's scheme: beside ours, as one of ours, and where they were removed here."""

import shutil

import pytest

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Label
from annotator.domain.merging import Decisions
from annotator.domain.scheme import make_label
from annotator.errors import UserError
from annotator.services.merging import mapped
from annotator.storage.project import Project
from tests.services.merging import dump, look, mark, merge
from tests.storage.builders import INES, TOMAS, make_project


@pytest.fixture
def ours(tmp_path):
    with make_project(tmp_path, name="ours.annot") as project:
        project.ensure_own_layer()
        yield project


def test_a_label_of_theirs_comes_as_a_label_of_its_own_also_under_a_name_of_ours(tmp_path, ours):
    with make_project(tmp_path, author=TOMAS, name="b.annot") as theirs:
        stray = Label("stray", "PER", "Pets", "PET", "blue")
        theirs.commit(Edit("add", (Change(None, stray),)))
    (plan,) = look(ours, tmp_path / "b.annot")
    assert [(new.label.id, new.namesake.id) for new in plan.labels] == [("stray", "PER")]
    merge(ours, tmp_path / "b.annot")
    assert ours.scheme().label("stray") == stray
    assert ours.scheme().label("PER").title == "PER"


def test_a_label_of_theirs_can_be_mapped_to_one_of_ours_and_undo_takes_the_mapping_too(tmp_path, ours):
    with make_project(tmp_path, author=TOMAS, name="b.annot") as theirs:
        person = make_label(theirs.scheme(), "PERSON")
        theirs.commit(Edit("add", (Change(None, person),)))
        mark(theirs, 0, 10, "PERSON")
        unmapped = dump(theirs)
    before = dump(ours)
    plans = look(ours, tmp_path / "b.annot")
    decided = Decisions(mapped(ours.scheme(), plans, ["PERSON=PER"]))
    merge(ours, tmp_path / "b.annot", decisions=decided)
    layer = ours.layer("tomas")
    assert [span.label for span in ours.annotations(ours.id_of(1), layer.id).spans] == ["PER"]
    assert ours.scheme().named("PERSON") is None
    assert list(ours.problems()) == []
    after = dump(ours)
    ours.undo()
    assert dump(ours) == before
    with Project.open(tmp_path / "b.annot", TOMAS) as theirs:
        merge(theirs, ours)
        assert dump(theirs)["span"] == unmapped["span"]  # what was undone here touches nobody's labels
    ours.redo()
    assert dump(ours) == after
    with pytest.raises(UserError, match="does not name"):
        mapped(ours.scheme(), plans, ["PERSON=NOBODY"])


def test_a_label_that_was_removed_here_comes_back_only_with_labelled_words(tmp_path, ours):
    copy, path = tmp_path / "copy.annot", ours.path
    ours.close()
    shutil.copy(path, copy)
    with Project.open(path, INES) as project:
        project.commit(Edit("no ORG", (Change(project.scheme().named("ORG"), None),)))
        with Project.open(copy, TOMAS) as theirs:
            mark(theirs, 0, 10)
            merge(project, theirs)
            assert project.scheme().named("ORG") is None
            mark(theirs, 0, 4, "ORG")
            merge(project, theirs)
            assert project.scheme().named("ORG") is not None
