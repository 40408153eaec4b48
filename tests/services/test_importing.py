"""Files become documents, in whole batches, once each, and the report says what happened."""

from pathlib import Path

import pytest

from annotator.domain.entities import Author
from annotator.domain.exchange import Incoming, appearance
from annotator.domain.text import content_id
from annotator.errors import UserError
from annotator.formats.columns import Columns
from annotator.services import importing
from annotator.services.importing import ImportOptions, import_paths, inspect, sources
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


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path) as made:
        yield made


def said(project: Project, layer: str, text: str = TEXT):
    """What the layer of this name holds on the first document."""
    found = project.layer(layer)
    assert found is not None
    return project.annotations(project.id_of(1), found.id)


def test_labels_go_into_the_row_s_own_layer(project, tmp_path):
    rows = write_rows(
        tmp_path / "w.jsonl", [{"text": TEXT, "layer": "tomas", "spans": [PERSON], "status": "done"}]
    )
    report = run_import(project, rows)
    assert (report.documents, report.spans) == (1, 1)
    assert [span.id for span in said(project, "tomas").spans] == ["a1"]
    assert said(project, "tomas").status == "done"
    assert said(project, "mina").is_empty


def test_a_row_that_names_no_layer_goes_into_the_person_s_own(project, tmp_path):
    run_import(project, write_rows(tmp_path / "w.jsonl", [{"text": TEXT, "spans": [PERSON]}]))
    assert said(project, "mina").spans[0].id == "a1"


def test_a_layer_that_is_asked_for_takes_everything(project, tmp_path):
    rows = [{"text": TEXT, "layer": "tomas", "spans": [PERSON]}]
    run_import(project, write_rows(tmp_path / "w.jsonl", rows), layer="model-3")
    assert said(project, "model-3").spans[0].id == "a1"
    assert project.layer("tomas") is None


def test_somebody_else_of_the_same_name_gets_a_layer_of_their_own(project, tmp_path):
    project.close()
    with Project.open(project.path, Author("another-mina", "mina")) as other:
        run_import(other, write_rows(tmp_path / "w.jsonl", [{"text": TEXT, "spans": [PERSON]}]))
        assert said(other, "mina").is_empty
        assert len(said(other, "mina 2").spans) == 1


def test_labels_the_scheme_lacks_are_added_in_the_same_step(project, tmp_path):
    spans = [PERSON, {"start": 18, "end": 28, "label": "HARBOUR"}]
    report = run_import(project, write_rows(tmp_path / "w.jsonl", [{"text": TEXT, "spans": spans}]))
    assert report.labels == ("HARBOUR",)
    made = project.scheme().named("HARBOUR")
    assert made is not None
    assert said(project, "mina").spans[1].label == made.id
    project.undo()
    assert project.scheme().named("HARBOUR") is None
    assert project.documents.count() == 0


def test_more_labels_than_any_scheme_has_are_left_out(project, tmp_path):
    row = {"text": TEXT, "spans": [{"start": 0, "end": 4, "label": f"L{n:03}"} for n in range(300)]}
    report = run_import(project, write_rows(tmp_path / "w.jsonl", [row]))
    assert len(project.scheme().labels) == 200
    assert "The scheme has 200 labels" in str(report.problems[0])


def test_values_that_are_not_on_the_scale_are_left_out_with_a_sentence(project, tmp_path):
    row = {
        "text": TEXT, "sentiment": "grim", "spans": [PERSON],
        "sentences": [
            {"start": 0, "end": 9, "sentiment": "dull"},
            {"start": 10, "end": 20, "sentiment": "neutral"},
        ],
        "opinions": [{"target": "a1", "polarity": "meh"}],
    }  # fmt: skip
    report = run_import(project, write_rows(tmp_path / "w.jsonl", [row]))
    assert [problem.line for problem in report.problems] == [1, 1, 1]
    assert "“grim”, is not on the scheme's scale" in report.problems[0].message
    now = said(project, "mina")
    assert (now.sentiment, len(now.sentences), len(now.opinions), len(now.spans)) == (None, 1, 0, 1)


def test_the_same_text_twice_is_one_document_with_two_appearances(project, tmp_path):
    rows = [{"text": TEXT, "source": "Lantern Wire"}, {"text": TEXT, "source": "Coastal Courier"}]
    report = run_import(project, write_rows(tmp_path / "w.jsonl", rows))
    assert (report.documents, report.appearances, report.copies) == (1, 2, 1)
    assert len(project.document(project.id_of(1)).appearances) == 2
    assert "1 copy of a text" in report.text()


def test_the_same_file_again_changes_nothing(project, tmp_path):
    rows = write_rows(tmp_path / "w.jsonl", [{"text": TEXT, "spans": [PERSON], "notes": [{"text": "n"}]}] * 2)
    first = run_import(project, rows)
    again = run_import(project, rows)
    assert (first.documents, first.already_here) == (1, 1)
    assert (again.documents, again.already_here, again.spans, again.marks) == (0, 2, 0, 0)
    assert len(project.history()) == 1


def test_a_second_import_updates_and_removes_nothing(project, tmp_path):
    other = {"id": "b2", "start": 18, "end": 28, "label": "GPE"}
    run_import(
        project, write_rows(tmp_path / "a.jsonl", [{"text": TEXT, "spans": [PERSON, other], "flag": "?"}])
    )
    corrected = {**PERSON, "label": "ORG"}
    report = run_import(project, write_rows(tmp_path / "b.jsonl", [{"text": TEXT, "spans": [corrected]}]))
    assert (report.updated, report.spans, report.documents) == (1, 0, 0)
    now = said(project, "mina")
    assert [(span.id, span.label) for span in now.spans] == [("a1", "ORG"), ("b2", "GPE")]
    assert now.flag is not None


def test_spans_without_ids_get_the_same_ones_wherever_they_are_imported(project, tmp_path):
    span = {"start": 0, "end": 10, "label": "PER"}
    rows = write_rows(tmp_path / "w.jsonl", [{"text": TEXT, "spans": [span]}])
    run_import(project, rows)
    with new_project(tmp_path, "other.annot", Author("tomas-id", "tomas")) as other:
        run_import(other, rows)
        assert said(other, "tomas").spans[0].id == said(project, "mina").spans[0].id
    report = run_import(
        project, write_rows(tmp_path / "twice.jsonl", [{"text": TEXT, "spans": [span, span]}])
    )
    assert "stands here twice; one was kept" in report.problems[0].message


def test_a_large_import_is_one_undo_and_one_redo(project, tmp_path):
    rows = write_rows(tmp_path / "w.jsonl", [{"text": f"{TEXT} {n}", "spans": [PERSON]} for n in range(450)])
    report = run_import(project, rows)
    assert (report.documents, report.spans) == (450, 450)
    assert project.undo_title() == "import w.jsonl"
    project.undo()
    assert project.documents.count() == 0
    project.redo()
    assert project.documents.count() == 450


def test_closing_the_job_keeps_whole_batches(project, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_PAUSE_SECONDS", -1.0)
    rows = write_rows(tmp_path / "w.jsonl", [{"text": f"{TEXT} {n}"} for n in range(450)])
    job = import_paths(project, [rows])
    for _ in range(430):
        next(job)
    job.close()
    assert project.documents.count() == 400
    project.undo()
    assert project.documents.count() == 0


def test_progress_goes_from_nothing_to_all_of_the_bytes(project, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_PAUSE_SECONDS", -1.0)
    rows = write_rows(tmp_path / "w.jsonl", [{"text": f"{TEXT} {n}"} for n in range(50)])
    told = list(import_paths(project, [rows]))
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert all(0.0 <= (one.share or 0.0) <= 1.0 for one in told)
    assert told[0].what == "w.jsonl"


def test_a_folder_is_walked_and_what_no_format_reads_is_named(project, tmp_path):
    desk = tmp_path / "desk"
    (desk / "ports").mkdir(parents=True)
    (desk / "ports" / "b.txt").write_text("Cranes\n\nBody of b.")
    (desk / "a.TXT").write_text("Talks\n\nBody of a.")
    (desk / "photo.png").write_bytes(b"\x89PNG")
    (desk / ".hidden.txt").write_text("no")
    assert sources([desk]) == [desk / "a.TXT", desk / "ports" / "b.txt"]
    report = run_import(project, desk)
    assert (report.documents, report.skipped) == (2, 0)
    assert [one.name for one in report.files] == ["a.TXT", "ports/b.txt"]
    assert str(report.problems[0]) == "desk: Files that no format reads were passed over: 1 .png."


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "The text is empty"),
        ("a.jsonl", b"", "There is nothing in it"),
        ("a.csv", b"", "There is nothing in it"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\r", "not a text"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\0\0\0\r", "not a text"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\r", "not a text"),
        ("a.png", b"\x89PNG", "No format reads this kind of file"),
        ("a.csv", b"a,b\n1,2\n", "None of its columns is a text"),
        ("a.txt", b"NUL \0 here", "NUL character at offset 4"),
        ("missing.txt", None, "There is no such file"),
    ],
)
def test_a_bad_file_says_why_and_the_others_come_in(project, tmp_path, name, content, says):
    path, good = tmp_path / name, tmp_path / "good.txt"
    if content is not None:
        path.write_bytes(content)
    good.write_text("Cranes stand still\n\nBody.")
    report = run_import(project, path, good)
    assert report.documents == 1
    assert report.skipped == 1
    assert says in report.problems[0].message
    assert name in str(report.problems[0])


def test_a_guessed_encoding_is_told_for_each_file(project, tmp_path):
    for name, encoding in (("a.txt", "utf-8"), ("b.txt", "cp1252"), ("c.txt", "utf-16")):
        (tmp_path / name).write_bytes(f"Hafenbehörde für Übermorgen {name}\n\nTalks.".encode(encoding))
    report = run_import(project, *(tmp_path / name for name in ("a.txt", "b.txt", "c.txt")))
    assert [one.encoding for one in report.files] == ["utf-8", "cp1252", "utf-16"]
    assert [(one.file, one.skipped) for one in report.problems] == [("b.txt", False)]
    assert "read as cp1252, a guess" in report.problems[0].message
    assert project.document(project.id_of(2)).text.startswith("Hafenbehörde für")


def test_an_encoding_that_is_asked_for_is_used(project, tmp_path):
    (tmp_path / "a.txt").write_bytes("Žluťoučký kůň\n\nskákal.".encode("iso8859-2"))
    report = run_import(project, tmp_path / "a.txt", encoding="iso8859-2")
    assert report.problems == ()
    assert project.document(project.id_of(1)).title == "Žluťoučký kůň"
    with pytest.raises(UserError, match="no encoding"):
        run_import(project, tmp_path / "a.txt", encoding="klingon")


def test_headlines_go_on_top_and_everything_said_moves_along(project, tmp_path):
    row = {
        "text": TEXT, "title": "Talks collapse", "spans": [PERSON],
        "sentences": [{"start": 0, "end": 11, "sentiment": "neutral"}],
        "opinions": [{"target": "a1", "polarity": "negative", "expression": [[13, 17]]}],
        "notes": [{"text": "who?", "start": 0, "end": 4}, {"text": "all"}],
    }  # fmt: skip
    run_import(project, write_rows(tmp_path / "w.jsonl", [row]), headline=True)
    document, now = project.document(project.id_of(1)), said(project, "mina")
    assert document.text == f"Talks collapse\n\n{TEXT}"
    assert document.headline == (0, 14)
    assert document.text[slice(now.spans[0].start, now.spans[0].end)] == "Ilse Maren"
    assert document.text[slice(*now.opinions[0].expression[0])] == "left"
    assert document.text[now.sentences[0].start :].startswith("Ilse Maren 🍊")
    assert sorted(note.start or 0 for note in now.notes) == [0, 16]
    again = run_import(project, write_rows(tmp_path / "w2.jsonl", [row]), headline=True)
    assert again.already_here == 1


def test_a_text_that_begins_with_its_headline_keeps_it_once(project, tmp_path):
    text = f"\nTalks collapse\n\n{TEXT}"
    run_import(
        project, write_rows(tmp_path / "w.jsonl", [{"text": text, "title": "Talks collapse"}]), headline=True
    )
    document = project.document(project.id_of(1))
    assert (document.text, document.headline) == (text, (1, 15))


def test_columns_can_be_chosen(project, tmp_path):
    (tmp_path / "a.csv").write_text("text,body,slug\nteaser,The whole article is here.,maren\n")
    run_import(project, tmp_path / "a.csv", columns=Columns("body", title="slug"))
    assert project.document(project.id_of(1)).title == "maren"


def test_inspecting_a_file_shows_how_it_would_be_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(
        "titel;inhalt\nFür morgen;Die Hafenbehörde hat das für übermorgen geplant.\n".encode("cp1252")
    )
    found = inspect(tmp_path / "a.csv")
    assert (found.format, found.encoding, found.guess) == ("table", "cp1252", True)
    assert found.names == ("titel", "inhalt")
    assert found.columns == Columns("inhalt", title="titel")
    assert isinstance(found.first_rows[0], Incoming)
    assert found.first_rows[0].appearances[0].title == "Für morgen"
    chosen = inspect(tmp_path / "a.csv", ImportOptions(columns=Columns("titel"), encoding="cp1252"))
    assert (chosen.first_rows[0].text, chosen.guess) == ("Für morgen", False)


def test_inspecting_what_cannot_be_read_says_so(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    assert "not a text" in str(inspect(tmp_path / "a.txt").problems[0])
    with pytest.raises(UserError, match="No format reads"):
        inspect(tmp_path / "a.png")
    with pytest.raises(UserError, match="does not exist"):
        inspect(tmp_path / "gone.txt")


def test_problems_without_end_are_counted(project, tmp_path):
    rows = write_rows(tmp_path / "w.jsonl", [{"text": TEXT}, *["{"] * (importing.MOST_PROBLEMS + 5)])
    report = run_import(project, rows)
    assert len(report.problems) == importing.MOST_PROBLEMS + 1
    assert str(report.problems[-1]) == "w.jsonl: 5 more rows have problems."


def test_the_report_can_be_saved(project, tmp_path):
    rows = write_rows(tmp_path / "w.jsonl", [{"text": TEXT, "spans": [PERSON]}, "{"])
    text = run_import(project, rows).text()
    assert text.startswith("1 new article.\n1 span,")
    assert "w.jsonl: jsonl, utf-8, 1 row\n" in text
    assert "w.jsonl, line 2: It is not JSON" in text


def test_a_project_that_is_only_read_refuses_an_import(project, tmp_path):
    rows = write_rows(tmp_path / "w.jsonl", [{"text": TEXT}])
    project.close()
    with Project.open(project.path, MINA, read_only=True) as reading, pytest.raises(UserError):
        run_import(reading, rows)


def test_a_disk_that_fills_up_leaves_whole_batches(project, tmp_path, monkeypatch):
    rows = write_rows(tmp_path / "w.jsonl", [{"text": f"{TEXT} {n}"} for n in range(450)])
    commit, left = project.commit, [2]

    def full(*arguments, **named):
        left[0] -= 1
        if left[0] < 0:
            raise UserError("The disk is full.")
        return commit(*arguments, **named)

    monkeypatch.setattr(project, "commit", full)
    with pytest.raises(UserError, match="full"):
        finish(import_paths(project, [rows]))
    assert project.documents.count() == 400


def test_what_was_imported_passes_every_check(project, tmp_path):
    corpus = Path(__file__).parents[2] / "corpus"
    report = run_import(project, *sorted(corpus.glob("*.jsonl")))
    assert report.problems == ()
    assert list(project.problems()) == []
    assert len(run_export(project, tmp_path / "gold.jsonl")) == report.documents == project.documents.count()
    assert read_rows(tmp_path / "gold.jsonl")[0]["layer"] == "gold"


class Pairs:
    """Reads a mark together with the text beside it."""

    name, title, suffixes, takes = "pairs", "Pairs", (".ann",), (".txt",)

    def read(self, stream, file, options):
        with options.beside(file.replace(".ann", ".txt")) as other:
            text = other.read().decode()
        assert options.beside("nowhere.txt") is None
        yield Incoming(text, (appearance(text, title=options.choices.get("as", "")),))


def test_a_file_is_read_together_with_the_one_beside_it(tmp_path, monkeypatch):
    known = {".ann": (Pairs(),), ".txt": importing._by_suffix()[".txt"]}
    monkeypatch.setattr(importing, "_by_suffix", lambda: known)
    importing._taken.cache_clear()
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.ann").write_text("T1")
    (folder / "one.txt").write_text("Ilse Maren left.")
    with new_project(tmp_path) as project:
        report = finish(import_paths(project, [folder], ImportOptions(choices={"as": "Chosen"})))
        assert (report.documents, [one.format for one in report.files]) == (1, ["pairs"])
        assert project.document(content_id("Ilse Maren left.")).title == "Chosen"
    importing._taken.cache_clear()
