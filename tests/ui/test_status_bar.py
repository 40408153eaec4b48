"""The status bar says what is saved, where one is, and what was refused."""

from itertools import count

from annotator.errors import UserError
from annotator.services.progress import Progress
from annotator.ui.status_bar import spoken
from tests.windows import press, select


def bar(bench):
    return bench.window.status


def test_a_label_is_said_to_be_saved_at_a_time(bench):
    assert bar(bench).saved.words == "All saved"
    select(bench, "Ilse Maren")
    press("1")
    assert bar(bench).saved.words.startswith("Saved ")
    assert bar(bench).counts.text() == "1 label, 0 opinions"
    assert bar(bench).undo.words == "PER “Ilse Maren”"


def test_the_place_in_the_list_is_shown(bench):
    assert bar(bench).place.text() == "Article 1 of 2"
    press("Ctrl+PgDown")
    assert bar(bench).place.text() == "Article 2 of 2"


def test_a_failed_save_turns_the_bar_until_the_next_success(bench):
    bench.session.failed.emit(UserError("The disk is full.", hint="Make room."))
    assert bar(bench).failed
    assert bar(bench).saved.words == "Not saved"
    assert bar(bench).message.words == "The disk is full. Make room."
    select(bench, "Ilse Maren")
    press("1")
    assert not bar(bench).failed
    assert bar(bench).saved.words.startswith("Saved ")
    assert bar(bench).message.words == ""


def test_a_job_is_shown_while_it_runs_and_can_be_cancelled(bench, qtbot):
    def work():
        for done in count():
            yield Progress(done, None, "counting")

    job = bar(bench).job
    with qtbot.waitSignal(bench.jobs.cancelled):
        bench.jobs.run("Counting", work())
        qtbot.waitUntil(lambda: job.words.text().startswith("Counting, "))
        assert job.isVisible()
        job.stop.click()
    qtbot.waitUntil(job.isHidden)


def test_a_message_goes_away_by_itself(bench):
    bench.session.message.emit("Not now.")
    assert bar(bench).message.words == "Not now."
    bar(bench).silence.timeout.emit()
    assert bar(bench).message.words == ""


def test_the_bar_fits_a_narrow_window_with_a_long_title(bench):
    bench.window.resize(900, 600)
    bench.session.message.emit("A very long sentence about what cannot be done now. " * 8)
    assert bench.window.width() == 900


def test_in_a_narrow_window_a_message_goes_before_what_can_be_undone(bench):
    bench.window.resize(900, 600)
    select(bench, "chairwoman of the Port Authority of Velmora")
    press("4")
    assert bar(bench).undo.isVisible()
    bench.session.message.emit("This is the layer of tomas. Choose your own layer to label, or ask him.")
    assert not bar(bench).undo.isVisible()
    bar(bench).silence.timeout.emit()
    assert bar(bench).undo.isVisible()


def test_a_read_only_project_says_so(bench, tmp_path):
    path = bench.session.project.path
    bench.session.close()
    bench.session.open(path, read_only=True)
    assert bar(bench).saved.words == "Read-only"


def test_a_label_is_spoken_with_its_own_title(bench):
    done = []
    bench.session.edited.connect(done.append)
    select(bench, "Ilse Maren")
    press("1", "-")
    said = [spoken(edit, bench.session.scheme, bench.session.document) for edit in done]
    assert said == ["Person: Ilse Maren", "negative towards “Ilse Maren”"]


def test_nothing_said_later_hides_that_a_save_failed(bench):
    bench.session.failed.emit(UserError("The disk is full.", hint="Make room."))
    bench.session.message.emit("This is the first article.")
    press("Ctrl+PgDown")
    assert bar(bench).message.words == "The disk is full. Make room."


def test_a_message_goes_with_the_article_it_was_about(bench):
    bench.session.message.emit("Not now.")
    press("Ctrl+PgDown")
    assert bar(bench).message.words == ""
