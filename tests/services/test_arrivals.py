"""Rows meet what a layer holds already: nothing moves to other words, nothing stands twice."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from annotator.domain import edits
from annotator.domain.scheme import make_label, with_labels
from annotator.services import arrivals, importing, schemes
from annotator.services.importing import import_paths
from tests.services.builders import finish, new_project, read_rows, run_export, run_import, write_rows

TEXT = "Ann Lee met Bob Ray in Kyiv."
ANN = {"start": 0, "end": 7, "label": "PER"}
BOB = {"start": 12, "end": 19, "label": "PER"}


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path) as made:
        yield made


@pytest.fixture
def bring(project, tmp_path):
    return lambda *rows: run_import(project, write_rows(tmp_path / "in.jsonl", rows))


def out(project) -> dict:
    return run_export(project, project.path.with_name("out.jsonl"), layer="mina")[0]


def own(project):
    layer = project.own_layer()
    return project.annotations(project.id_of(1), layer.id)


def test_rows_of_one_text_that_number_their_spans_alike_keep_them_apart(project, bring):
    first = {
        "text": TEXT,
        "spans": [{**ANN, "id": "1"}],
        "opinions": [{"target": "1", "polarity": "negative"}],
    }
    second = {
        "text": TEXT,
        "spans": [{**BOB, "id": "1"}],
        "opinions": [{"target": "1", "polarity": "positive"}],
    }
    report = bring(first, second)
    row = out(project)
    words = {span["id"]: span["text"] for span in row["spans"]}
    assert sorted(words.values()) == ["Ann Lee", "Bob Ray"]
    assert {words[one["target"]]: one["polarity"] for one in row["opinions"]} == {
        "Ann Lee": "negative", "Bob Ray": "positive",
    }  # fmt: skip
    assert [(one.line, one.skipped) for one in report.problems] == [(2, False)]
    again = bring(first, second)
    assert (again.already_here, again.spans, out(project)) == (2, 0, row)


def test_an_id_that_another_row_gave_the_same_words_does_not_change_their_label(project, bring):
    bring(
        {"text": TEXT, "spans": [{**ANN, "id": "1"}]},
        {"text": TEXT, "spans": [{**ANN, "id": "1", "label": "ORG"}]},
    )
    assert sorted(span["label"] for span in out(project)["spans"]) == ["ORG", "PER"]


def test_a_span_that_is_there_keeps_its_words_and_its_opinion(project, bring):
    bring({"text": TEXT})
    scheme = project.scheme()
    project.commit(edits.add_span(scheme, own(project), TEXT, 0, 7, scheme.named("PER")))
    ann = own(project).spans[0]
    project.commit(edits.set_polarity(own(project), TEXT, ann, "negative"))
    report = bring({"text": TEXT, "spans": [{**BOB, "id": ann.id}]})
    assert own(project).span(ann.id) == ann
    assert [one.target for one in own(project).opinions] == [ann.id]
    assert len(own(project).spans) == 2
    assert "Span ids that this text has elsewhere already were replaced: 1." in str(report.problems[0])


def test_a_span_without_id_is_the_equal_one_that_was_made_by_hand(project, bring):
    bring({"text": TEXT})
    scheme = project.scheme()
    project.commit(edits.add_span(scheme, own(project), TEXT, 0, 7, scheme.named("PER")))
    assert bring({"text": TEXT, "spans": [ANN]}).already_here == 1
    assert len(own(project).spans) == 1


def test_rows_that_contradict_each_other_are_told_and_the_last_one_counts(project, bring):
    report = bring(
        {"text": TEXT, "sentiment": "negative", "status": "done"},
        {"text": TEXT, "sentiment": "positive", "status": "in_progress"},
    )
    assert (out(project)["sentiment"], out(project)["status"]) == ("positive", "in_progress")
    assert [(one.file, one.line, one.skipped) for one in report.problems] == [("in.jsonl", 2, False)] * 2
    assert bring({"text": TEXT, "sentiment": "negative"}).problems == ()  # another import may correct it


def test_contradictions_are_told_however_far_apart_they_stand(project, bring):
    others = [{"text": f"{TEXT} {n}"} for n in range(300)]
    report = bring({"text": TEXT, "status": "done"}, *others, {"text": TEXT, "status": "skipped"})
    assert [one.line for one in report.problems] == [302]


def test_spans_that_overlap_where_the_scheme_forbids_it_are_left_out_with_a_sentence(project, bring):
    scheme = project.scheme()
    project.commit(schemes.change(scheme, replace(scheme, rules=replace(scheme.rules, overlap=False))))
    part = {"start": 4, "end": 12, "label": "ORG"}
    report = bring(
        {"text": TEXT, "spans": [BOB, ANN, part]}, {"text": TEXT, "spans": [part, {**ANN, "end": 3}]}
    )
    assert [(span["start"], span["end"]) for span in out(project)["spans"]] == [(0, 7), (12, 19)]
    assert [(one.line, one.skipped) for one in report.problems] == [(1, False), (2, False), (2, False)]
    assert "overlaps another" in report.problems[0].message


def test_a_renamed_label_is_found_by_its_id(project, bring):
    bring({"text": TEXT, "spans": [ANN]})
    scheme = project.scheme()
    renamed = [replace(one, name="PERSON") if one.id == "PER" else one for one in scheme.labels]
    project.commit(schemes.change(scheme, replace(scheme, labels=tuple(renamed))))
    report = bring({"text": TEXT, "spans": [ANN, {**BOB, "label": "PERSON"}]})
    assert report.labels == ()
    assert [span["label"] for span in out(project)["spans"]] == ["PERSON", "PERSON"]


def test_a_scheme_that_changes_meanwhile_does_not_stop_an_import(project, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_PAUSE_SECONDS", -1.0)
    spans = [{"start": 0, "end": 7, "label": "FRIGATE"}]
    rows = [{"text": f"{TEXT} {n}", "spans": spans if n >= 300 else []} for n in range(500)]
    job = import_paths(project, [write_rows(tmp_path / "in.jsonl", rows)])
    while project.documents.count() < 200:
        next(job)
    scheme = project.scheme()
    project.commit(
        schemes.change(scheme, with_labels(scheme, [*scheme.labels, make_label(scheme, "FRIGATE")]))
    )
    assert finish(job).spans == 200


def test_a_batch_that_someone_overtakes_is_decided_anew(project, bring, monkeypatch):
    commit, overtaken = project.commit, []

    def late(edit, **named):
        if not overtaken:
            scheme = project.scheme()
            overtaken.append(make_label(scheme, "FRIGATE"))
            commit(schemes.change(scheme, with_labels(scheme, [*scheme.labels, overtaken[0]])))
        return commit(edit, **named)

    monkeypatch.setattr(project, "commit", late)
    report = bring({"text": TEXT, "spans": [{**ANN, "label": "FRIGATE"}]})
    assert (report.documents, report.spans, report.labels) == (1, 1, ())
    assert own(project).spans[0].label == overtaken[0].id


def test_equal_notes_stay_two_and_come_in_once(project, bring, tmp_path):
    bring({"text": TEXT})
    for _ in range(2):
        project.commit(edits.add_note(own(project), "check"))
    row = out(project)
    assert bring(row).already_here == 1
    with new_project(tmp_path, "other.annot") as other:
        run_import(other, write_rows(tmp_path / "notes.jsonl", [row]))
        assert out(other)["notes"] == row["notes"] == [{"text": "check"}] * 2


def test_no_source_and_a_source_called_none_are_two_appearances(project, bring):
    report = bring(
        {"text": TEXT, "title": "a", "source": None}, {"text": TEXT, "title": "a", "source": "None"}
    )
    assert report.appearances == 2


def test_one_row_with_very_many_spans_can_be_watched_and_stopped(project, tmp_path, monkeypatch):
    monkeypatch.setattr(arrivals, "_MOST_CHANGES", 1000)
    text = "word " * 3000
    spans = [{"start": n * 5, "end": n * 5 + 4, "label": "PER"} for n in range(3000)]
    began = perf_counter()
    steps = list(import_paths(project, [write_rows(tmp_path / "in.jsonl", [{"text": text, "spans": spans}])]))
    assert len(steps) >= 3
    assert perf_counter() - began < 20
    assert len(own(project).spans) == 3000
    project.undo()
    assert project.documents.count() == 0


def test_batches_are_full_by_what_is_said_too(project, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_BATCH_THINGS", 10)
    edited = []
    commit = project.commit
    monkeypatch.setattr(project, "commit", lambda edit, **named: edited.append(edit) or commit(edit, **named))
    rows = [{"text": f"{TEXT} {n}", "spans": [ANN, BOB]} for n in range(20)]
    run_import(project, write_rows(tmp_path / "in.jsonl", rows))
    assert len(edited) == 4
    assert len(read_rows(tmp_path / "in.jsonl")) == project.documents.count()
