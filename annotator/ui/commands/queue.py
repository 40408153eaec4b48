"""The list as a queue: its order, its name; and from hit to hit of what is searched."""

from collections.abc import Callable
from dataclasses import replace

from annotator.domain.query import EVERY_ARTICLE, Order
from annotator.ui.actions import Command, action
from annotator.ui.commands.conditions import has_project
from annotator.ui.dialogs import keep_queue
from annotator.ui.workbench import Workbench


@action("queue.choose", "Choose the queue", keys="Ctrl+J", menu="Go", when=has_project, separated=True)
def choose(bench: Workbench) -> None:
    """Open the list of queues."""
    bench.window.header.queues.open_list()


def _is_not_kept(bench: Workbench) -> bool:
    return has_project(bench) and not bench.window.header.queues.shown.name


def _is_kept(bench: Workbench) -> bool:
    queues = bench.window.header.queues
    return has_project(bench) and queues.shown.name not in ("", EVERY_ARTICLE.name)


@action("queue.keep", "Keep this queue…", menu="Go", when=_is_not_kept)
def keep(bench: Workbench) -> None:
    """Ask for a name for what is listed now."""
    keep_queue.run(bench)


@action("queue.forget", "Forget this queue", menu="Go", when=_is_kept)
def forget(bench: Workbench) -> None:
    """Take the queue that is shown off the list of queues; what it listed stays listed."""
    queues, project = bench.window.header.queues, bench.session.project
    if project is not None:
        bench.settings.forget_queue(project.replica, queues.shown.name)
        queues.show_name()
        bench.actions.ask_again()


def _order(id: str, title: str, order: Order) -> Callable[[Command], Command]:
    return action(
        id, title, menu="Go/Order", when=has_project, choice=lambda bench: bench.session.query.order == order
    )


def _set_order(bench: Workbench, order: Order) -> None:
    bench.session.set_query(replace(bench.session.query, order=order))


@_order("go.by_arrival", "By arrival", "arrival")
def by_arrival(bench: Workbench) -> None:
    """The articles as they came."""
    _set_order(bench, "arrival")


@_order("go.by_date", "By date", "date")
def by_date(bench: Workbench) -> None:
    """The oldest first."""
    _set_order(bench, "date")


@_order("go.by_title", "By title", "title")
def by_title(bench: Workbench) -> None:
    """From A to Z."""
    _set_order(bench, "title")


@_order("go.by_chance", "In random order", "random")
def by_chance(bench: Workbench) -> None:
    """Shuffled, the same way every time."""
    _set_order(bench, "random")


@_order("go.by_doubt", "Least certain first", "uncertain")
def by_doubt(bench: Workbench) -> None:
    """What the models are least sure of first."""
    _set_order(bench, "uncertain")


@action("go.shuffle", "Shuffle anew", menu="Go/Order", when=has_project)
def shuffle(bench: Workbench) -> None:
    """Another random order."""
    query = bench.session.query
    bench.session.set_query(replace(query, order="random", seed=query.seed + 1))


def _has_hits(bench: Workbench) -> bool:
    return bool(bench.hits.ranges)


@action("go.next_hit", "Next hit of the search", keys="F3", menu="Go", when=_has_hits, repeat=True)
def next_hit(bench: Workbench) -> None:
    """Select the next place in the article that was searched for."""
    bench.hits.go(1)


@action("go.previous_hit", "Previous hit", keys="Shift+F3", menu="Go", when=_has_hits, repeat=True)
def previous_hit(bench: Workbench) -> None:
    """Select the place before."""
    bench.hits.go(-1)
