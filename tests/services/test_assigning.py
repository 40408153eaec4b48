"""Assignments: split, handed out, labelled by each, collected by merging, agreed on the overlap."""

from dataclasses import replace
from itertools import combinations

import pytest

from annotator.domain import edits
from annotator.domain.change import Change, Edit, added
from annotator.domain.deciding import Reviewer
from annotator.domain.entities import GOLD, Author, Span, Status
from annotator.domain.query import ListQuery
from annotator.domain.scheme import make_label
from annotator.errors import Refused, UserError
from annotator.services import assigning, reviewing
from annotator.services.agreeing import agree
from annotator.storage import moments
from annotator.storage.project import Project
from tests.services.merging import conflicts, dump, finish, look, mark, merge
from tests.storage.builders import INES, TOMAS, add_texts, make_project

TEXTS = [f"Ilse Maren went to Kastelholm {number} times." for number in range(12)]
PEOPLE = ["Ann", "Ben", "Cid"]


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, *TEXTS) as made:
        yield made


def assign(project, *names, overlap=2, **options):
    return finish(assigning.assign(project, names or PEOPLE, overlap, **options))


def own(path, name="someone", **options):
    """The file as whoever gets it opens it: with an id that nobody here has seen."""
    return Project.open(path, Author(f"{name}-at-home", name), **options)


def label_all(path, end=10):
    with own(path) as file:
        layer = file.own_layer()
        for number in file.documents.numbers(ListQuery(layer.id, "new")):
            mark(file, 0, end, document=number)
            document = file.id_of(number)
            file.commit(edits.set_status(file.annotations(document, layer.id), "done"))


def test_each_gets_a_file_with_her_articles_the_scheme_and_nobodys_labels(project):
    mark(project, 0, 10)
    done = assign(project)
    assert [len(share) for share in done.plan.split.shares] == [8, 8, 8]
    for at, path in enumerate(done.paths):
        with own(path) as file:
            assert file.documents.count() == 8
            assert file.own_layer().name == PEOPLE[at]
            assert file.author.name == PEOPLE[at]
            assert file.scheme() == project.scheme()
            assert file.statistics().labels == {}
            assert {layer.name for layer in file.layers()} <= {"ines", PEOPLE[at]}
            ids = {file.id_of(number) for number in file.documents.numbers(ListQuery(""))}
            assert ids == set(done.plan.split.shares[at])
            assert file.undo_title() is None
            assert list(file.problems()) == []


def test_the_whole_round_loses_nothing_and_agreement_is_on_the_overlap(project):
    done = assign(project)
    for end, path in zip((10, 10, 4), done.paths, strict=True):
        label_all(path, end)
    merge(project, *done.paths)
    assert conflicts(project) == []
    assert list(project.problems()) == []
    assert sorted(layer.name for layer in project.layers()) == ["Ann", "Ben", "Cid", "ines"]
    assert project.statistics().labels == {"PER": 24}
    assert assigning.facts(assigning.standing(project)) == {
        name: {"articles": 8, "done": 8, "in_progress": 0, "skipped": 0, "new": 0} for name in PEOPLE
    }
    report = finish(agree(project, PEOPLE, 0))
    assert report.documents == 12
    assert [pair.documents for pair in report.pairs] == [4, 4, 4]
    strict = [
        next(f.value for n, f in pair.figures.items() if n[-1] == "span_f1_strict") for pair in report.pairs
    ]
    assert strict == [1, 0, 0]
    assert all(plan.is_empty for plan in look(project, *done.paths))


def test_files_merged_into_each_other_first_come_to_the_same(tmp_path, project):
    done = assign(project)
    for path in done.paths:
        label_all(path)
    with own(done.paths[0]) as file:
        merge(file, *done.paths[1:])
        assert file.statistics().labels == {"PER": 24}
        assert conflicts(file) == []
    merge(project, done.paths[0])
    first = dump(project)
    merge(project, *done.paths[1:])
    assert dump(project) == first


def test_a_scheme_that_goes_on_here_and_work_that_goes_on_there_do_not_contradict(project):
    done = assign(project)
    scheme = project.scheme()
    project.commit(added("new label", [make_label(scheme, "EVENT")]))
    label = scheme.labels[0]
    project.commit(Edit("meaning", (Change(label, replace(label, meaning="A person.")),)))
    label_all(done.paths[0])
    merge(project, done.paths[0])
    assert conflicts(project) == []
    assert project.scheme().labels[0].meaning == "A person."


def test_what_somebody_has_stays_hers_and_only_new_articles_are_split(project):
    first = assign(project, folder=project.path.parent / "first")
    label_all(first.paths[0])
    merge(project, first.paths[0])
    new = add_texts(project, *(f"Tomas Brandl came home, {number}." for number in range(3)))
    again = assign(project, "Ann", "Dora", folder=project.path.parent / "second")
    assert again.plan.before == (8, 0)
    assert set(again.plan.split.shares[0]) == set(again.plan.split.shares[1]) == set(new)
    with own(again.paths[0]) as file:
        assert file.documents.count() == 11
        assert file.statistics().labels == {"PER": 8}
    label_all(again.paths[0], end=5)
    merge(project, again.paths[0], first.paths[1])
    assert conflicts(project) == []
    assert {one.name: one.articles for one in assigning.standing(project)} == {
        "Ann": 11,
        "Ben": 8,
        "Cid": 8,
        "Dora": 3,
    }


def test_where_nothing_is_new_the_files_are_written_again_and_nobody_else_gets_any(project, tmp_path):
    assign(project)
    before = dump(project)
    again = assign(project, folder=tmp_path / "again")
    assert again.plan.articles == 0
    assert dump(project) == before
    with own(again.paths[0]) as file:
        assert file.documents.count() == 8
    with pytest.raises(Refused, match="nothing to assign to Dora"):
        assign(project, "Dora", overlap=1, folder=tmp_path / "third")


def test_an_assignment_is_one_step_of_undo_and_files_given_out_merge_all_the_same(project):
    done = assign(project)
    assert project.undo()
    assert assigning.standing(project) == []
    label_all(done.paths[0])
    merge(project, done.paths[0])
    assert project.statistics().labels == {"PER": 8}
    assert conflicts(project) == []
    assert assigning.standing(project) == []


def test_a_merge_can_be_undone_after_what_it_brought_was_handed_out(project, tmp_path):
    with make_project(
        tmp_path, "One more article.", "And another one.", author=TOMAS, name="theirs.annot"
    ) as theirs:
        mark(theirs, 0, 3)
    before = dump(project)
    merge(project, theirs)
    merged = dump(project)
    done = assign(project, overlap=1)
    project.undo()
    project.undo()
    made = {name: rows for name, rows in dump(project).items() if name not in ("layer", "author")}
    assert made == {name: before[name] for name in made}
    project.redo()
    assert dump(project)["span"] == merged["span"]
    assert list(project.problems()) == []
    label_all(done.paths[0])
    merge(project, *done.paths)
    assert list(project.problems()) == []


def test_one_who_has_labelled_here_before_keeps_her_layer_and_her_identity(project, tmp_path):
    with make_project(tmp_path, TEXTS[0], author=TOMAS, name="tomas.annot") as his:
        mark(his, 0, 10)
    merge(project, tmp_path / "tomas.annot")
    done = assign(project, "tomas", overlap=1)
    with Project.open(done.paths[0], TOMAS) as file:
        assert file.author == TOMAS
        assert file.own_layer() == project.layer("tomas")
        assert file.statistics().labels == {"PER": 1}


def test_an_annotator_who_renames_a_label_in_her_file_does_so_here_too(project):
    done = assign(project)
    with own(done.paths[0]) as file:
        label = file.scheme().labels[0]
        file.commit(Edit("rename", (Change(label, replace(label, title="Someone")),)))
    merge(project, *done.paths)
    assert project.scheme().labels[0].title == "Someone"
    assert conflicts(project) == []


def test_names_that_are_nobodys_alone_are_said_no_to(project, tmp_path):
    for author in (Author("x1", "Eva"), Author("x2", "Eva")):
        with make_project(tmp_path, "Eva was here.", author=author, name=f"{author.id}.annot"):
            pass
        merge(project, tmp_path / f"{author.id}.annot")
    cases = [("Eva", "Ann"), ("Ann", "ann"), ("Ann", "gold"), ("Ann", " ")]
    for names in cases:
        with pytest.raises(UserError) as said:
            assign(project, *names)
        assert said.value.hint
    assert assigning.standing(project) == []


def test_a_file_that_stands_there_already_is_not_written_over(project):
    done = assign(project)
    before = done.paths[0].read_bytes()
    with pytest.raises(UserError, match="exists already"):
        assign(project)
    assert done.paths[0].read_bytes() == before


def test_names_become_files_wherever_they_would_lead(project, tmp_path):
    done = assign(project, "../../etc/x", "Ümit Ö", overlap=1, folder=tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        path.name for path in done.paths
    )
    assert all(path.parent == tmp_path / "out" for path in done.paths)


def test_each_two_share_articles_and_no_one_is_told_who_else_reads_hers(project):
    done = assign(project)
    shares = [set(share) for share in done.plan.split.shares]
    assert [len(one & other) for one, other in combinations(shares, 2)] == [4, 4, 4]
    with own(done.paths[0]) as file:
        rows = file.reader.execute("select distinct layer from mark").fetchall()
        assert rows == [(file.own_layer().id,)]


def test_who_made_the_project_opens_a_file_that_was_handed_out_as_who_he_is(project):
    done = assign(project)
    with Project.open(done.paths[0], INES) as file:
        assert file.author == INES


def test_what_came_in_one_edit_with_others_labels_is_hers_alone_in_her_file(project):
    ann, ben = (project.ensure_layer(name) for name in ("Ann", "Ben"))
    documents = [project.id_of(number) for number in (1, 2)]
    label = project.scheme().labels[0]
    changed = replace(label, meaning="A person.")
    spans = [
        Span(f"{layer.name}-{document[:6]}", layer.id, document, 0, 10, label.id)
        for layer in (ann, ben)
        for document in documents
    ]
    mixed = (Change(label, changed), *(Change(None, span) for span in spans))
    project.commit(Edit("all at once", mixed))
    done = assign(project, "Ann", "Ben")
    with own(done.paths[0]) as file:
        assert file.reader.execute("select distinct layer from span").fetchall() == [(ann.id,)]
        assert file.reader.execute("select distinct layer from change where layer != ''").fetchall() == [
            (ann.id,)
        ]
        assert file.scheme().labels[0] == changed
        assert "Ben" not in {author.name for author in file.authors()}
        before = file.annotations(documents[0], ann.id).spans[0]
        file.commit(Edit("shorter", (Change(before, replace(before, end=4)),)))
    merge(project, *done.paths)
    assert conflicts(project) == []
    assert [span.end for span in project.annotations(documents[0], ann.id).spans] == [4]
    assert [span.end for span in project.annotations(documents[0], ben.id).spans] == [10]
    before_rebuild = dump(project)
    project.rebuild()
    assert dump(project) == before_rebuild


def test_what_is_gone_here_is_gone_in_her_file_whatever_else_went_with_it(project):
    project.commit(added("EVENT", [event := make_label(project.scheme(), "EVENT")]))
    assign(project, "Ann", "Ben", overlap=1)
    spans = [
        Span(name, layer.id, document, 0, 4, "PER")
        for name in PEOPLE[:2]
        for layer in [project.layer(name)]
        for document in [one.document.id for one in project.annotated(layer) if one.annotations.marks][:1]
    ]
    for span in spans:
        project.commit(added("label", [span]))
    gone = [Change(one, None) for one in (event, *spans)]
    kept = Span("kept", spans[0].layer, spans[0].document, 0, 10, "PER")
    project.commit(Edit("remove at once", (*gone, Change(None, kept))))
    done = assign(project, "Ann", "Ben", overlap=1, folder=project.path.parent / "again")
    with own(done.paths[0]) as file:
        assert file.annotations(kept.document, kept.layer).spans == (kept,)
        assert file.scheme().labels == project.scheme().labels
        mark(file, 11, 15)
    before = project.statistics().labels
    merge(project, done.paths[0])
    assert project.statistics().labels == {"PER": before["PER"] + 1}
    assert conflicts(project) == []


def test_handing_out_changes_nothing_of_when_it_was_said(project):
    layers = [project.ensure_layer(name) for name in PEOPLE[:2]]
    gold = project.ensure_layer(GOLD)
    documents = [project.id_of(number) for number in range(1, 5)]
    for layer in layers:
        spans = [Span("s", layer.id, document, 0, 10, "PER") for document in documents]
        done = [Status(layer.id, document, "done") for document in documents]
        project.commit(added("said", [*spans, *done]))
    by = Reviewer("ines-id", project.scheme())
    project.commit(finish(reviewing.accept_everywhere(project, layers, by)))
    before = list(reviewing.provenance(project)), moments.said_done(project.reader, 1)
    assert len(before[0]) == 4 and gold.id in before[1]
    assign(project, *PEOPLE[:2], overlap=1, with_gold=True)
    assert (list(reviewing.provenance(project)), moments.said_done(project.reader, 1)) == before


def test_neither_others_articles_nor_their_names_travel(project):
    done = assign(project)
    with own(done.paths[0]) as file:
        texts = {row[0] for row in file.reader.execute("select id from content")}
        assert texts == set(done.plan.split.shares[0])
        titles = {row[0] for row in file.reader.execute("select title from edit")}
        assert not any(name in title for name in ("Ben", "Cid") for title in titles)
