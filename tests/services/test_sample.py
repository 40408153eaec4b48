"""The sample project is the corpus: the person goes on where Ines stopped, beside Tomas and gold."""

import pytest

from annotator.domain.entities import Author
from annotator.errors import UserError
from annotator.services import checking, information, sample, schemes
from annotator.storage.project import Project
from tests.services.builders import finish

ME = Author("me-id", "me")


def test_the_sample_has_three_layers_and_the_first_is_one_s_own(tmp_path):
    path = finish(sample.make(tmp_path / "new folder" / "sample.annot", ME))
    with Project.open(path, ME) as project:
        assert project.layers()[0].name == "ines"
        assert {layer.name for layer in project.layers()} == {"ines", "tomas", "gold"}
        own = project.own_layer()
        assert own is not None
        assert own.name == "ines"
        facts = information.information(project)
        assert facts["documents"] >= 60
        assert all(facts["layers"][name]["spans"] > 300 for name in ("ines", "tomas", "gold"))
        assert all(facts["layers"][name]["opinions"] > 20 for name in ("ines", "tomas", "gold"))
        assert facts["labels"]["PER"] > 100
        assert facts["bytes"] > 100_000
        assert len(information.lines(facts)) >= 8
        assert finish(checking.check(project)) == []


def test_undo_does_not_take_the_corpus_away(tmp_path):
    with Project.open(finish(sample.make(tmp_path / "sample.annot", ME)), ME) as project:
        assert project.undo_title() is None


def test_a_sample_that_is_stopped_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("annotator.services.importing._PAUSE_SECONDS", -1.0)
    job = sample.make(tmp_path / "sample.annot", ME)
    next(job)
    job.close()
    assert not (tmp_path / "sample.annot").exists()


def test_a_project_that_is_there_is_not_written_over(tmp_path):
    (tmp_path / "sample.annot").write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        finish(sample.make(tmp_path / "sample.annot", ME))
    assert (tmp_path / "sample.annot").read_text() == "mine"


def test_a_sample_stands_at_its_place_only_when_it_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("annotator.services.importing._PAUSE_SECONDS", -1.0)
    path = tmp_path / "sample.annot"
    job = sample.make(path, ME)
    next(job)
    assert not path.exists()
    with pytest.raises(UserError):  # somebody else is making it
        next(sample.make(path, ME))
    next(job)
    job.close()
    # A making that was killed leaves its draft; the next one begins anew.
    Project.create(tmp_path / ".sample.annot.part", schemes.load("news"), ME).close()
    (tmp_path / ".sample.annot.part-wal").write_bytes(b"left over")
    assert finish(sample.make(path, ME)) == path
    assert [left.name for left in tmp_path.iterdir()] == ["sample.annot"]
