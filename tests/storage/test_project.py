"""What is committed is there, also after the project was closed and opened again."""

from dataclasses import replace

import pytest

from annotator.domain import edits
from annotator.domain.change import Change, Edit, added
from annotator.domain.entities import GOLD, Author
from annotator.domain.exchange import appearance
from annotator.domain.query import ListQuery
from annotator.errors import UserError
from annotator.storage.project import Project
from annotator.storage.writing import Stale
from tests.storage.builders import ARTICLE, INES, TOMAS, add_texts, make_project, news_scheme


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path) as made:
        yield made


def label_first(project, start=0, end=10):
    """Label [start, end) of the first document as PER; returns the document, the layer and the span."""
    layer, document = project.ensure_own_layer(), project.document(project.id_of(1))
    now = project.annotations(document.id, layer.id)
    edit = edits.add_span(project.scheme(), now, document.text, start, end, project.scheme().labels[0])
    project.commit(edit)
    return document, layer, next(change.after for change in edit.changes if change.key.kind == "span")


def test_a_label_is_there_after_reopening(project):
    document, layer, span = label_first(project)
    project.close()
    with Project.open(project.path, INES) as again:
        found = again.annotations(document.id, layer.id)
    assert found.spans == (span,)
    assert found.status == "in_progress"


def test_a_text_comes_out_as_it_went_in(project):
    assert project.document(project.id_of(1)).text == ARTICLE


def test_the_scheme_comes_out_as_it_went_in(project):
    assert replace(project.scheme(), clock=None) == news_scheme()


def test_undo_and_redo_work_after_a_restart_and_across_documents(project):
    document, layer, span = label_first(project)
    add_texts(project, "Another article.")
    project.close()
    with Project.open(project.path, INES) as again:
        assert again.undo_title() == "import"
        again.undo()
        assert again.documents.count() == 1
        again.undo()
        assert again.annotations(document.id, layer.id).is_empty
        again.close()
    with Project.open(project.path, INES) as again:
        again.redo()
        assert again.annotations(document.id, layer.id).spans == (span,)
        again.redo()
        assert again.documents.count() == 2
        assert again.redo() == []


def test_undo_after_undo_goes_further_back_and_a_new_edit_ends_redo(project):
    document, layer, first = label_first(project, 0, 4)
    label_first(project, 5, 10)
    project.undo()
    _, _, third = label_first(project, 15, 19)
    assert project.redo() == []
    project.undo()
    assert project.annotations(document.id, layer.id).spans == (first,)
    project.redo()
    assert project.annotations(document.id, layer.id).spans == (first, third)
    project.undo()
    project.undo()
    assert project.annotations(document.id, layer.id).spans == ()


def test_edits_of_one_action_are_undone_and_redone_together(project):
    found = appearance("Part one", title="1"), appearance("Part two", title="2")
    first = project.commit(added("import", found[:1]), texts={found[0].document: "Part one"})
    project.commit(added("import", found[1:]), texts={found[1].document: "Part two"}, action=first.action)
    assert project.undo_size(100) == (2, 2)
    assert project.undo_size(1) == (2, 1)
    assert len(project.undo()) == 2
    assert project.documents.count() == 1
    assert len(project.redo()) == 2
    assert project.documents.count() == 3


def test_making_the_project_and_its_layers_cannot_be_undone(project):
    project.ensure_layer("tomas", TOMAS)
    project.undo()
    assert project.undo() == []
    assert [layer.name for layer in project.layers()] == ["ines", "tomas"]
    assert project.scheme().labels


def test_an_edit_of_something_that_changed_meanwhile_is_not_done(project):
    document, layer, span = label_first(project)
    edit = edits.remove_span(project.annotations(document.id, layer.id), document.text, span)
    project.commit(edit)
    with pytest.raises(Stale, match="something else changed"):
        project.commit(edit)
    assert project.undo_title() == edit.title


def test_a_failed_edit_leaves_nothing_behind(project):
    document, layer, span = label_first(project)
    wrong = replace(span, label="ORG")
    good = replace(span, id="other")
    with pytest.raises(Stale):
        project.commit(Edit("half", (Change(None, good), Change(wrong, None))))
    assert project.annotations(document.id, layer.id).spans == (span,)
    assert list(project.problems()) == []


def test_one_text_with_two_appearances_is_one_document(project):
    other = appearance(ARTICLE, title="Copy", source="Aurel News", published="2031-05-01", language="en")
    project.commit(added("import", [other]), texts={other.document: ARTICLE})
    document = project.document(other.document)
    assert project.documents.count() == 1
    assert [one.title for one in document.appearances] == ["Copy", "Title 0"]
    assert document.language == "en"


def test_removing_the_last_appearance_hides_the_document_and_undo_brings_it_back(project):
    document = project.document(project.id_of(1))
    project.commit(Edit("remove article", (Change(document.first, None),)))
    assert project.documents.count() == 0
    with pytest.raises(KeyError):
        project.document(document.id)
    project.undo()
    assert project.document(document.id) == document


def test_status_counts_and_filters(project):
    ids = add_texts(project, "One.", "Two.", "Three.")
    layer = project.ensure_own_layer()
    for id, value in zip(ids, ("done", "skipped", "done"), strict=True):
        project.commit(edits.set_status(project.annotations(id, layer.id), value))
    project.commit(edits.set_flag(project.annotations(ids[0], layer.id), "odd"))
    assert project.documents.counts(layer.id) == {
        "all": 4, "new": 1, "in_progress": 0, "done": 2, "skipped": 1, "flagged": 1,
    }  # fmt: skip
    numbers = {
        status: list(project.documents.numbers(ListQuery(layer.id, status))) for status in ("new", "done")
    }
    assert numbers == {"new": [1], "done": [2, 4]}
    assert list(project.documents.numbers(ListQuery(layer.id, flagged=True))) == [2]
    rows = project.documents.rows([4, 2], layer.id)
    assert [(row.number, row.status, row.flagged) for row in rows] == [(4, "done", False), (2, "done", True)]


@pytest.mark.parametrize(
    "words", ["kastelholm", "Kastel", '"left Kastelholm"', "BRANDL ilse", "maren tuesday", "“Ilse”"]
)
def test_search_finds_words_whatever_their_case(project, words):
    layer = project.ensure_own_layer()
    assert list(project.documents.numbers(ListQuery(layer.id, words=words))) == [1]


@pytest.mark.parametrize("words", ["absent", '"Kastelholm left"', "***", '"', "don't AND ("])
def test_search_for_what_is_not_there_finds_nothing_and_does_not_fail(project, words):
    layer = project.ensure_own_layer()
    assert list(project.documents.numbers(ListQuery(layer.id, words=words))) == []


def test_search_finds_a_piece_of_a_sentence_without_spaces(project):
    add_texts(project, "维尔莫拉港务局主席周二深夜退出了谈判。", "นายกรัฐมนตรีเดินทางถึงเมืองหลวง")
    layer = project.ensure_own_layer()
    assert list(project.documents.numbers(ListQuery(layer.id, words="港务局"))) == [2]
    assert list(project.documents.numbers(ListQuery(layer.id, words="รัฐมนตรี"))) == [3]
    passage, hits = project.documents.snippet(2, "港务局")
    assert [passage[start:end] for start, end in hits] == ["港务局"]


def test_a_snippet_shows_the_hit_whatever_stands_before_it(project):
    add_texts(project, "İstanbul ﬁrst 🍊 " * 50 + "Élodie Maren spoke.")
    passage, hits = project.documents.snippet(2, "elodie maren")
    assert [passage[start:end] for start, end in hits] == ["Élodie", "Maren"]


def test_gold_is_nobodys_own_whatever_she_is_called(tmp_path):
    somebody = Author("gold-id", GOLD)
    with make_project(tmp_path, author=somebody) as project:
        assert project.own_layer().name == "gold 2"
        assert project.ensure_layer(GOLD).author != somebody.id
    with make_project(tmp_path, name="b.annot") as project:
        project.author = somebody
        assert project.ensure_own_layer().name == "gold 2"


def test_another_authors_layer_of_the_same_name_is_not_ones_own(tmp_path):
    with make_project(tmp_path, author=INES) as project:
        pass
    namesake = replace(TOMAS, name="ines")
    with Project.open(project.path, namesake) as again:
        assert again.own_layer() is None
        assert again.ensure_own_layer().name == "ines 2"
        assert again.own_layer().author == namesake.id


def test_an_export_reads_one_state_while_labels_are_made(project):
    add_texts(project, *(f"Article {at}" for at in range(300)))
    layer = project.ensure_own_layer()
    reading = project.annotated(layer)
    first = next(reading)
    add_texts(project, "Too late.")
    texts = [first.document.text, *(one.document.text for one in reading)]
    assert len(texts) == 301
    assert "Too late." not in texts


def test_history_names_who_did_what(project):
    document, _, _ = label_first(project)
    project.undo()
    lines = project.history(document.id)
    assert [(line.title, line.act, line.author, line.undone) for line in lines] == [
        ("PER “Ilse Maren”", "undo", "ines", False),
        ("PER “Ilse Maren”", "do", "ines", True),
        ("import", "do", "ines", False),
    ]


def test_a_project_that_exists_is_not_made_again(project):
    with pytest.raises(UserError, match="exists already"):
        Project.create(project.path, news_scheme(), INES)
