"""Long work runs beside the window, tells how far it is, and can be stopped without leaving a half."""

import threading

import pytest

from annotator.errors import UserError
from annotator.services.progress import Progress
from annotator.ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def counting(total, closed=None):
    """Counts to the total; notes in `closed` that it was closed early."""
    try:
        for done in range(total):
            yield Progress(done + 1, total, "counting")
    except GeneratorExit:
        closed.append(threading.current_thread().name)
        raise
    return total


def test_a_job_tells_its_progress_and_its_result_in_the_windows_thread(qtbot, jobs):
    seen, results = [], []
    jobs.progressed.connect(lambda progress: seen.append((progress.done, threading.current_thread().name)))
    with qtbot.waitSignal(jobs.idle):
        jobs.run("Counting", counting(3), results.append)
        assert jobs.running == "Counting"
    assert seen[-1] == (3, "MainThread")
    assert {thread for _, thread in seen} == {"MainThread"}
    assert results == [3]
    assert jobs.running is None


def test_a_cancelled_job_is_closed_on_its_own_thread(qtbot, jobs):
    closed, results = [], []
    jobs.progressed.connect(lambda progress: jobs.cancel())
    with qtbot.waitSignals([jobs.cancelled, jobs.idle]):
        jobs.run("Endless", counting(10**9, closed), results.append)
    assert closed == ["Endless"]
    assert results == []


def test_jobs_wait_for_each_other(qtbot, jobs):
    order = []
    with qtbot.waitSignal(jobs.idle):
        jobs.run("First", counting(2), lambda _: order.append("first"))
        jobs.run("Second", counting(2), lambda _: order.append("second"))
    assert order == ["first", "second"]


def test_a_job_that_yields_without_end_does_not_flood_the_window(qtbot, jobs):
    seen = []
    jobs.progressed.connect(seen.append)
    with qtbot.waitSignal(jobs.idle):
        jobs.run("Counting", counting(100_000))
    assert seen[-1].done == 100_000
    assert len(seen) < 1_000


def failing():
    yield Progress(1, 2, "failing")
    raise UserError("The disk is full.", hint="Make room.")


def test_what_goes_wrong_is_told_and_the_next_job_runs(qtbot, jobs):
    results, failures = [], []
    jobs.failed.connect(failures.append)
    with qtbot.waitSignal(jobs.idle):
        jobs.run("Failing", failing())
        jobs.run("Counting", counting(1), results.append)
    assert [str(failure) for failure in failures] == ["The disk is full."]
    assert results == [1]


def test_whoever_fails_to_take_the_result_does_not_keep_the_next_job_from_running(qtbot, jobs):
    results = []

    def fail(_):
        raise LookupError("no such article")

    with qtbot.captureExceptions() as reported, qtbot.waitSignal(jobs.idle):
        jobs.run("Counting", counting(1), fail)
        jobs.run("Counting again", counting(2), results.append)
    assert [str(error) for _, error, _ in reported] == ["no such article"]
    assert results == [2]
    with qtbot.captureExceptions() as reported, qtbot.waitSignal(jobs.idle):
        jobs.run("The last", counting(1), fail)
    assert len(reported) == 1


def test_closing_cancels_what_runs_and_drops_what_waits(qtbot, jobs):
    closed, results = [], []
    with qtbot.waitSignal(jobs.progressed):
        jobs.run("Endless", counting(10**9, closed))
    jobs.run("Never", counting(1), results.append)
    jobs.close()
    assert closed == ["Endless"]
    assert results == []
