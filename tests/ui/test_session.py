"""The session is the one road to the disk: what it says is saved is in the file."""

import pytest

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Span
from annotator.domain.query import ListQuery
from annotator.errors import UserError
from annotator.services.backups import Backups
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui.jobs import Jobs
from annotator.ui.session import FIRST_PAGE, Session
from tests.storage.builders import ARTICLE, INES, TOMAS, add_texts, make_project


@pytest.fixture
def session(qtbot, tmp_path):
    with make_project(tmp_path, ARTICLE, "Second article. It has two sentences.") as project:
        pass
    jobs = Jobs()
    session = Session(INES, jobs)
    session.open(project.path)
    yield session
    jobs.close()
    session.close()


def label(session, start=0, end=10):
    text = session.document.text
    first = session.scheme.labels[0]
    return session.attempt(
        lambda: edits.add_span(session.scheme, session.annotations, text, start, end, first)
    )


def heard(signal):
    said = []
    signal.connect(said.append)
    return said


def test_opening_shows_the_first_article(session):
    assert session.document.text == ARTICLE
    assert session.position == 0
    assert session.can_edit


def test_a_label_is_on_the_disk_before_the_views_hear_of_it(session):
    seen = []

    def look(_edit):
        with Project.open(session.project.path, INES, read_only=True) as other:
            seen.append(len(other.annotations(session.document.id, session.layer_id).spans))

    session.edited.connect(look)
    assert label(session)
    assert seen == [1]
    assert len(session.annotations.spans) == 1


def test_what_is_refused_is_said_and_changes_nothing(session):
    said, edited = heard(session.message), heard(session.edited)
    label(session)
    assert not label(session)
    assert said == ["These words are PER already."]
    assert len(edited) == 1


def test_a_disk_error_is_told_and_the_view_stays_as_the_file_is(session, tmp_path):
    failed = heard(session.failed)
    session.project.path.rename(tmp_path / "moved.annot")
    assert not label(session)
    assert "moved" in str(failed[0])
    assert session.annotations.is_empty


def test_undo_goes_to_the_article_where_it_happened(session):
    label(session)
    first = session.document.id
    session.show_next()
    said = heard(session.message)
    session.undo()
    assert session.document.id == first
    assert session.annotations.is_empty
    assert said == ["Undo: PER “Ilse Maren”"]
    session.redo()
    assert len(session.annotations.spans) == 1


def test_nothing_to_undo_is_said(session):
    said = heard(session.message)
    session.redo()
    session.undo()
    session.undo()
    assert said[0] == "There is nothing to redo."
    assert said[-1] == "There is nothing to undo."


def test_an_import_of_many_edits_is_undone_beside_the_window(qtbot, session):
    first = session.project.commit(edits.set_status(session.annotations, "done"))
    add_texts(session.project, "Part one.", action=first.action)
    add_texts(session.project, "Part two.", action=first.action)
    with qtbot.waitSignal(session._jobs.idle):
        session.undo()
    assert session.project.documents.count() == 2


def test_one_edit_of_many_changes_is_undone_and_redone_beside_the_window(qtbot, session):
    layer, document, label = session.layer_id, session.document.id, session.scheme.labels[0].id
    many = [Span(f"{at:020x}", layer, document, 0, 3, label) for at in range(400)]
    few = [Span(f"f{at:019x}", layer, document, 0, 3, label) for at in range(200)]
    assert session.commit(added("few", few)) and session.commit(added("many", many))
    heads = []
    session.edited.connect(lambda edit: heads.append((edit.title, session._jobs.running)))
    for walk, left in ((session.undo, 200), (session.redo, 600), (session.undo, 200)):
        with qtbot.waitSignal(session._jobs.idle):
            walk()
            assert session._jobs.running is not None
        assert len(session.annotations.spans) == left
        assert session.annotations == session.project.annotations(document, layer)
    session.undo()
    assert session._jobs.running is None
    assert session.annotations.spans == ()
    assert [title for title, _ in heads] == ["many", "many", "many", "few"]


def test_the_list_ends_are_said_and_do_not_move(session):
    said = heard(session.message)
    assert session.show_next()
    assert not session.show_next()
    assert "last" in said[0]
    assert session.position == 1


def test_another_persons_layer_can_be_seen_and_not_edited(session):
    theirs = session.project.ensure_layer("tomas", TOMAS)
    session.set_layer(theirs)
    said = heard(session.message)
    assert not session.can_edit
    assert not label(session)
    assert "layer of tomas" in said[0]


def test_a_filter_shows_fewer_articles_and_keeps_the_shown_one(session):
    session.set_query(ListQuery("", words="second"))
    assert list(session.numbers) == [2]
    assert session.document.text == ARTICLE
    assert session.position is None
    session.show_next()
    assert session.number == 2


def test_a_long_list_comes_first_page_first(qtbot, tmp_path):
    with make_project(tmp_path, *(f"Article {at}" for at in range(FIRST_PAGE + 20))) as project:
        pass
    session = Session(INES, Jobs())
    with qtbot.waitSignals([session.list_changed, session.list_changed]):
        session.open(project.path)
        assert len(session.numbers) == FIRST_PAGE
    assert len(session.numbers) == FIRST_PAGE + 20
    session.close()


def test_a_read_only_project_says_so(qtbot, session):
    path = session.project.path
    other = Session(INES, Jobs())
    other.open(path, read_only=True)
    said = heard(other.message)
    assert not label(other)
    assert "read-only" in said[0]
    other.close()


def test_opening_what_is_open_keeps_it_open(session):
    path, project = session.project.path, session.project
    session.open(path)
    assert session.project is project


def test_closing_leaves_a_backup_of_what_was_done(qtbot, session, tmp_path):
    path, backups = session.project.path, Backups(tmp_path / "backups")
    session.backups = backups
    label(session)
    session.close()
    with Project.open(backups.of(path)[0], INES) as copy:
        assert len(copy.annotations(copy.id_of(1), copy.own_layer().id).spans) == 1
    assert not list(path.parent.glob(f"{path.name}-*")), "a closed project is one single file"


def test_a_backup_that_cannot_be_taken_is_said_and_the_project_is_closed(session, tmp_path):
    (tmp_path / "backups").write_text("in the way")
    session.backups = Backups(tmp_path / "backups")
    failed = heard(session.failed)
    session.close()
    assert session.project is None
    assert len(failed) == 1


def test_opening_what_cannot_be_opened_keeps_what_is_open(session, tmp_path):
    shown = session.document
    broken = tmp_path / "broken.annot"
    broken.write_bytes(b"no project")
    with pytest.raises(UserError):
        session.open(broken)
    assert session.document == shown
    assert label(session)


def test_no_label_lands_amid_a_long_undo(qtbot, session):
    first = session.project.commit(edits.set_status(session.annotations, "done"))
    for at in range(20):
        add_texts(session.project, f"Part {at}.", action=first.action)
    said = heard(session.message)
    with qtbot.waitSignal(session._jobs.idle):
        session.undo()
        assert not label(session)
    assert "Wait until the undo is through" in said[0]
    assert label(session)


def test_closing_amid_a_job_stops_it_and_leaves_one_file(qtbot, session):
    path, project = session.project.path, session.project

    def importing():
        for at in range(100_000):
            add_texts(project, f"Part {at}.")
            yield Progress(at, None, "importing")

    with qtbot.waitSignal(session._jobs.progressed):
        session._jobs.run("Importing", importing())
    session.close()
    assert not list(path.parent.glob(f"{path.name}-*"))
    with Project.open(path, INES) as again:
        assert list(again.problems()) == []


def test_undo_of_an_import_waits_until_what_runs_is_through(qtbot, session):
    first = session.project.commit(edits.set_status(session.annotations, "done"))
    add_texts(session.project, "Part one.", action=first.action)
    said = heard(session.message)

    def importing():
        yield Progress(0, None, "importing")
        add_texts(session.project, "Part two.", action=first.action)

    with qtbot.waitSignal(session._jobs.idle):
        session._jobs.run("Importing", importing())
        session.undo()
    assert said == ["“Importing” is not through. Wait for it, or cancel it."]
    assert session.project.documents.count() == 4
    with qtbot.waitSignal(session._jobs.idle):
        session.undo()
    assert session.project.documents.count() == 2


def test_undo_is_saved_too_and_says_when(session):
    label(session)
    saved = heard(session.saved)
    session.undo()
    session.redo()
    assert len(saved) == 2
