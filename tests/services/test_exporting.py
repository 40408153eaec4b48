"""An export is whole or not there, and says exactly what the layer says."""

import errno
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from annotator import resources
from annotator.domain import edits
from annotator.domain.exchange import LeftOut
from annotator.errors import UserError
from annotator.formats import options
from annotator.services import exporting
from annotator.services.exporting import export
from annotator.storage.project import Project
from tests.services.builders import (
    MINA,
    TEXT,
    finish,
    new_project,
    read_rows,
    run_export,
    run_import,
    write_rows,
)

PERSON = {"id": "a1", "start": 0, "end": 10, "label": "PER", "text": "Ilse Maren"}
KEYS = [
    "id", "ref", "title", "text", "source", "author", "published", "language", "url", "headline", "meta",
    "layer", "status", "sentiment", "spans", "sentences", "opinions",
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path) as made:
        rows = [
            {"text": f"{TEXT} {n}", "source": source, "status": status, "spans": [PERSON], "layer": "mina"}
            for n, (source, status) in enumerate([("A", "done"), ("B", "in_progress"), ("C", "new")])
        ]
        run_import(made, write_rows(tmp_path / "w.jsonl", [*rows, {**rows[0], "source": "D"}]))
        yield made


def test_the_keys_stand_in_the_agreed_order(project, tmp_path):
    rows = run_export(project, tmp_path / "out.jsonl")
    assert list(rows[1]) == KEYS
    assert list(rows[0]) == [*KEYS[:10], "appearances", *KEYS[10:]]
    assert rows[0]["spans"] == [PERSON]
    assert [one["source"] for one in rows[0]["appearances"]] == ["A", "D"]


def test_documents_of_one_status_can_be_exported(project, tmp_path):
    assert len(run_export(project, tmp_path / "done.jsonl", statuses=("done",))) == 1
    assert len(run_export(project, tmp_path / "new.jsonl", statuses=("new", "in_progress"))) == 2


def test_each_appearance_can_have_a_row(project, tmp_path):
    rows = run_export(project, tmp_path / "out.jsonl", per_appearance=True)
    assert [row["source"] for row in rows] == ["A", "D", "B", "C"]
    assert not any("appearances" in row for row in rows)


def test_the_layer_is_gold_where_there_is_one_else_one_s_own(project, tmp_path):
    assert run_export(project, tmp_path / "own.jsonl")[0]["layer"] == "mina"
    run_import(project, write_rows(tmp_path / "gold_in.jsonl", [{"text": f"{TEXT} 0", "layer": "gold"}]))
    gold = run_export(project, tmp_path / "gold.jsonl")[0]
    assert (gold["layer"], gold["spans"]) == ("gold", [])
    assert run_export(project, tmp_path / "mina.jsonl", layer="mina")[0]["spans"] == [PERSON]
    with pytest.raises(UserError, match="no layer “nobody”"):
        run_export(project, tmp_path / "x.jsonl", layer="nobody")


def test_what_was_labelled_by_hand_is_exported_with_its_words(project, tmp_path):
    layer, document = project.layer("mina"), project.document(project.id_of(3))
    scheme = project.scheme()

    def now():
        return project.annotations(document.id, layer.id)

    project.commit(edits.add_span(scheme, now(), document.text, 18, 28, scheme.named("GPE")))
    project.commit(edits.set_polarity(now(), document.text, now().spans[1], "positive"))
    project.commit(edits.set_sentiment(now(), "negative"))
    project.commit(edits.set_sentiment(now(), "neutral", (0, 29)))
    project.commit(edits.set_flag(now(), "is it a port?"))
    project.commit(edits.add_note(now(), "Ask the desk.", (0, 4)))
    row = run_export(project, tmp_path / "out.jsonl")[2]
    assert row["spans"][1]["text"] == "Kastelholm"
    assert row["opinions"] == [
        {"target": row["spans"][1]["id"], "polarity": "positive", "holder": None, "expression": []}
    ]
    assert (row["sentiment"], row["flag"], row["status"]) == ("negative", "is it a port?", "in_progress")
    assert row["sentences"] == [{"start": 0, "end": 29, "sentiment": "neutral"}]
    assert row["notes"] == [{"text": "Ask the desk.", "start": 0, "end": 4}]


def test_exports_are_what_the_schema_says(project, tmp_path):
    schema = json.loads(resources.path("annotator.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for row in run_export(project, tmp_path / "out.jsonl"):
        validator.validate(row)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"text": TEXT, "spans": [{"start": -1, "end": 3, "label": "PER"}]})


def test_a_stream_gets_the_same_bytes_as_a_file(project, tmp_path):
    stream = io.BytesIO()
    report = finish(export(project, stream))
    run_export(project, tmp_path / "out.jsonl")
    assert stream.getvalue() == (tmp_path / "out.jsonl").read_bytes()
    assert (report.rows, report.path) == (3, None)
    assert report.sentences() == ["3 articles of layer mina exported."]


def test_a_project_that_is_open_elsewhere_is_exported_while_it_is_written(project, tmp_path):
    with Project.open(project.path, MINA, read_only=True) as reading:
        job = export(reading, tmp_path / "out.jsonl")
        run_import(project, write_rows(tmp_path / "more.jsonl", [{"text": "More."}]))
        finish(job)
    assert len(read_rows(tmp_path / "out.jsonl")) >= 3


def test_a_file_that_was_there_stays_until_the_new_one_is_whole(project, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "_PAUSE_SECONDS", -1.0)
    target = tmp_path / "out" / "out.jsonl"
    target.parent.mkdir()
    target.write_text("former")
    job = export(project, target)
    next(job)
    assert target.read_text() == "former"
    job.close()
    assert target.read_text() == "former"
    assert list(target.parent.iterdir()) == [target]
    finish(export(project, target))
    assert len(read_rows(target)) == 3
    assert list(target.parent.iterdir()) == [target]


def test_a_target_that_cannot_be_written_is_refused_in_a_sentence(project, tmp_path):
    for target, says in ((tmp_path, "is a folder"), (tmp_path / "no" / "out.jsonl", "does not exist")):
        with pytest.raises(UserError, match=says) as refused:
            finish(export(project, target))
        assert refused.value.hint


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_says_no_leaves_no_half_file(project, tmp_path, monkeypatch, number):
    folder = tmp_path / "out"
    folder.mkdir()

    def refuse(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("annotator.files.os.fsync", refuse)
    with pytest.raises(UserError):
        finish(export(project, folder / "out.jsonl"))
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no full device.")
def test_a_full_device_is_a_sentence(project):
    with pytest.raises(UserError, match="no room left"):
        finish(export(project, Path("/dev/full")))


@pytest.mark.skipif(sys.platform == "win32", reason="Files cannot be limited.")
def test_a_file_that_may_not_grow_is_refused_and_removed(project, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    limit = (1000, 1000)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "annotator",
            "export",
            str(project.path),
            "--layer",
            "mina",
            "-o",
            folder / "x.jsonl",
        ],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("There is no room left for")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["news.annot", "news.annot-wal", "news.annot-shm", ".news.annot.lock"])
def test_an_export_never_overwrites_the_project_nor_what_belongs_to_it(project, tmp_path, name):
    with pytest.raises(UserError, match="is a project, and would be lost"):
        run_export(project, tmp_path / name)
    assert project.documents.count() == 3


def test_links_to_the_project_and_other_projects_are_no_targets(project, tmp_path):
    (tmp_path / "link.jsonl").symlink_to(project.path)
    (tmp_path / "hard.jsonl").hardlink_to(project.path)
    new_project(tmp_path, "other.annot").close()
    for name in ("link.jsonl", "hard.jsonl", "other.annot"):
        with pytest.raises(UserError, match="would be lost"):
            run_export(project, tmp_path / name)


def test_links_that_lead_in_a_circle_are_a_sentence(project, tmp_path):
    (tmp_path / "a.jsonl").symlink_to("b.jsonl")
    (tmp_path / "b.jsonl").symlink_to("a.jsonl")
    with pytest.raises(UserError):
        run_export(project, tmp_path / "a.jsonl")


def test_what_is_reviewed_is_what_is_done_in_gold(project, tmp_path):
    with pytest.raises(UserError, match="no layer “gold”"):
        run_export(project, tmp_path / "none.jsonl", reviewed=True)
    gold = [
        {"text": f"{TEXT} {n}", "layer": "gold", "status": status} for n, status in ((0, "new"), (1, "done"))
    ]
    run_import(project, write_rows(tmp_path / "g.jsonl", gold))
    rows = run_export(project, tmp_path / "mina.jsonl", layer="mina", reviewed=True)
    assert [(row["text"], row["layer"]) for row in rows] == [(f"{TEXT} 1", "mina")]


class Ends:
    """Writes only the first words of each document, and says that it left out the labels."""

    name, title, suffix = "ends", "Ends", ".ends"
    cannot_hold, load_line, choices = ("labels",), 'open("{file}")', (options.EDGES,)

    def write(self, documents, scheme, out, chosen):
        for count, one in enumerate(documents, 1):
            out.write(f"{one.document.text[:4]} {chosen.choice(options.EDGES)}\n".encode())
            yield LeftOut(one.document.id, "labels", len(one.annotations.spans))
            yield count


def test_what_a_format_cannot_hold_is_listed_by_document_and_counted(project, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting.formats, "exporter", lambda _: Ends())
    made = finish(export(project, tmp_path / "a.ends", "ends", "mina", choices={"edges": "widen"}))
    assert (tmp_path / "a.ends").read_text().split("\n")[0] == f"{TEXT[:4]} widen"
    assert made.counts == {"labels": 3} and len(made.left_out) == 3
    assert made.sentences()[-1] == "Left out or changed: 3 labels."
    assert 'Load it with: open("a.ends")' in made.text()
    assert all(f"{one.document}: 1 labels" in made.text() for one in made.left_out)
    with pytest.raises(UserError, match="has no choice"):
        finish(export(project, tmp_path / "b.ends", "ends", "mina", choices={"unit": "utf-16"}))
    assert not (tmp_path / "b.ends").exists()
