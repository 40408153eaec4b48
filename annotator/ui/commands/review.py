"""The Review menu: begin and end a review, go from one disagreement to the next, decide about it.

Whatever is decided is written to the gold layer, one edit a key, and undone as any other edit.
"""

from collections.abc import Callable
from functools import partial

from annotator.domain import deciding
from annotator.domain.change import Edit
from annotator.domain.entities import Label, Said
from annotator.domain.positions import Position
from annotator.domain.proposing import DAWID_SKENE, MAJORITY
from annotator.domain.review import Review
from annotator.errors import Refused
from annotator.services import reviewing, twinning
from annotator.ui.actions import action
from annotator.ui.commands import annotate
from annotator.ui.commands.conditions import has_project
from annotator.ui.review.versions import MOST_KEYS
from annotator.ui.switches import BLIND
from annotator.ui.workbench import Workbench

_TAKE = "Review/Take"
_CORRECT = "Review/Edit"
_WAYS = "Review/Proposals"


def _may_decide(bench: Workbench) -> bool:
    return bench.session.can_write and bench.reviewing.position is not None


def _is_on(bench: Workbench) -> bool:
    return bench.reviewing.is_on


def _may_write(bench: Workbench) -> bool:
    return _is_on(bench) and bench.session.can_write


def label(bench: Workbench, label: Label) -> None:
    """The key of a label: on the selection, or in a review, as the version that is being written."""
    if bench.reviewing.mode != "correcting":
        annotate.label_selection(bench, label)
    elif bench.reader.selection is not None:
        _write(bench, Said(label.id, *bench.reader.selection))


@action("review.toggle", "Review", keys="Ctrl+R", menu="Review", when=has_project, ticked=_is_on)
def toggle(bench: Workbench) -> None:
    """Begin a review, or go back to labelling."""
    if bench.reviewing.is_on:
        bench.reviewing.end()
    else:
        bench.reviewing.begin()
    bench.reader.setFocus()


@action("review.next", "Next disagreement", keys="N", menu="Review", scope="review", separated=True)
def following(bench: Workbench) -> None:
    """To the next open position, in this article or a later one."""
    bench.reviewing.go_on()


@action("review.previous", "Previous disagreement", keys="P", menu="Review", scope="review")
def previous(bench: Workbench) -> None:
    """To the open position before this one."""
    bench.reviewing.go_on(backwards=True)


@action("review.back", "Back to the one decided last", keys="Backspace", menu="Review", scope="review")
def back(bench: Workbench) -> None:
    """To the position that was decided last, to look at it again or to say why."""
    bench.reviewing.go_back()


@action(
    "review.proposed",
    "Take what is proposed",
    keys=("Return", "Enter"),
    menu="Review",
    scope="review",
    when=_may_decide,
    separated=True,
)
def take_proposed(bench: Workbench) -> None:
    """Gold says what is proposed; of a tie, nothing is."""

    def decide(on: Review, position: Position) -> Edit:
        proposal = bench.reviewing.proposal(position)
        if proposal is None:
            raise Refused("Nobody says anything here any more. X decides that nothing is here.")
        return deciding.take_proposed(bench.reviewing.by, on, position, proposal)

    bench.reviewing.decide(decide)


def _take(number: int, bench: Workbench) -> None:
    """Gold says what the version of this number says."""

    def decide(on: Review, position: Position) -> Edit:
        if number > len(position.candidates):
            raise Refused(f"There is no version {number} here.")
        said, proposal = position.candidates[number - 1].said, bench.reviewing.proposal(position)
        return deciding.take(bench.reviewing.by, on, position, said, proposal)

    bench.reviewing.decide(decide)


for _number in range(1, MOST_KEYS + 1):
    action(
        f"review.take_{_number}",
        f"Version {_number}",
        keys=str(_number),
        menu=_TAKE,
        scope="review",
        when=_may_decide,
    )(partial(_take, _number))


@action("review.nothing", "Nothing here", keys="X", menu="Review", scope="review", when=_may_decide)
def nothing(bench: Workbench) -> None:
    """Gold says nothing here."""
    at_work = bench.reviewing
    at_work.decide(
        lambda on, position: deciding.nothing_here(at_work.by, on, position, at_work.proposal(position))
    )


@action("review.correct", "Edit the version…", keys="E", menu="Review", scope="review", when=_may_decide)
def correct(bench: Workbench) -> None:
    """Write what no layer says, beginning with what is proposed."""
    position = bench.reviewing.position
    if position is None:
        return
    proposal = bench.reviewing.proposal(position)
    said = proposal.said if proposal else None
    said = said or next((one.said for one in position.versions), None)
    if said is None:
        bench.session.message.emit("Nobody says anything here any more, so there is nothing to edit.")
        return
    if said.start is not None and said.end is not None:
        bench.reader.select(said.start, said.end)
    bench.reviewing.correct(said)
    bench.reader.setFocus()


@action("review.reason", "Say why…", keys="R", menu="Review", scope="review", when=_may_decide)
def say_why(bench: Workbench) -> None:
    """Choose or write the reason, before or after it is decided."""
    from annotator.ui.review import reason_box

    reason_box.run(bench)


@action("review.reopen", "Open again", keys="U", menu="Review", scope="review", when=_may_decide)
def reopen(bench: Workbench) -> None:
    """Take the decision back."""
    bench.reviewing.write(deciding.reopen)


@action(
    "review.accept",
    "Accept what is agreed here",
    keys="A",
    menu="Review",
    scope="review",
    when=_may_write,
    separated=True,
)
def accept(bench: Workbench) -> None:
    """Gold says what all layers say about the article, as one edit."""
    at_work, on = bench.reviewing, bench.reviewing.review
    if on is not None:
        bench.session.attempt(lambda: deciding.accept_agreed(at_work.by, on), of_gold=True)


@action(
    "review.accept_everywhere",
    "Accept what is agreed everywhere",
    keys="Shift+A",
    menu="Review",
    scope="review",
    when=_may_write,
)
def accept_everywhere(bench: Workbench) -> None:
    """The same for all articles, beside the window."""
    project, at_work = bench.session.project, bench.reviewing
    if project is None:
        return
    running = bench.jobs.running
    if running is not None:
        bench.session.message.emit(f"“{running}” is not through. Wait for it, or cancel it.")
        return
    title = "Accepting what is agreed"
    bench.jobs.run(
        title,
        reviewing.accept_everywhere(project, at_work.layers, at_work.by),
        lambda edit: bench.jobs.run(
            title, twinning.committing(project, edit), lambda _: _accepted(bench, edit)
        ),
    )


@action(
    "review.done", "Gold is done with the article", keys="D", menu="Review", scope="review", when=_may_write
)
def done(bench: Workbench) -> None:
    """Gold is done where nothing is open; this is written with the last decision anyway."""
    on = bench.reviewing.review
    if on is not None:
        bench.session.attempt(lambda: deciding.finish(on), of_gold=True)


# Writing a version of one's own


@action(
    "review.write",
    "Write it",
    keys=("Return", "Enter"),
    menu=_CORRECT,
    scope="review",
    modes=("correcting",),
)
def write(bench: Workbench) -> None:
    """Gold says what was written, on the selected words."""
    draft, place = bench.reviewing.draft, bench.reader.selection
    if draft is None:
        return
    if draft.start is not None and place is not None:
        draft = draft._replace(start=place[0], end=place[1])
    _write(bench, draft)


@action("review.leave_correcting", "Leave it", keys="Esc", menu=_CORRECT, modes=("correcting",))
def leave(bench: Workbench) -> None:
    """Write nothing."""
    bench.reviewing.correct(None)
    bench.reader.setFocus()


def _judging(id: str, title: str, keys: str | tuple[str, ...], sign: int) -> None:
    def say(bench: Workbench) -> None:
        draft, position = bench.reviewing.draft, bench.reviewing.position
        if draft is None or position is None or position.about == "span":
            return
        value = bench.session.scheme.step(draft.value, sign)
        if value is not None:
            bench.reviewing.correct(draft._replace(value=value))

    action(id, title, keys=keys, menu=_CORRECT, scope="review", modes=("correcting",))(say)


_judging("review.negative", "More negative", "-", -1)
_judging("review.neutral", "Neutral", "0", 0)
_judging("review.positive", "More positive", ("+", "="), 1)


# What is compared, and how


@action("review.layers", "Layers to compare…", menu="Review", when=_is_on, separated=True)
def choose_layers(bench: Workbench) -> None:
    """Choose whose labels are compared."""
    from annotator.ui.review import layer_dialog

    layer_dialog.run(bench)


@action(
    "review.blind",
    "Hide who is who",
    menu="Review",
    ticked=lambda bench: bench.switches.is_on(BLIND),
)
def blind(bench: Workbench) -> None:
    """Call the layers A, B and C, or by their names again."""
    bench.switches.flip(BLIND)


def _way(id: str, title: str, name: str) -> None:
    def choose(bench: Workbench) -> None:
        from annotator.services import schemes

        scheme = bench.session.scheme
        if scheme.rules.aggregation != name:
            bench.session.attempt(lambda: schemes.proposing_by(scheme, name), of_gold=True)

    def chosen(bench: Workbench) -> bool:
        return bench.session.scheme.rules.aggregation == name

    action(id, title, menu=_WAYS, when=lambda bench: bench.session.can_write, choice=chosen)(choose)


_way("review.by_majority", "By majority", MAJORITY)
_way("review.by_weight", "Weighed by how good the layers are", DAWID_SKENE)


def _write(bench: Workbench, said: Said) -> None:
    at_work = bench.reviewing

    def decide(on: Review, position: Position) -> Edit:
        proposal = at_work.proposal(position)
        is_version = any(one.said == said for one in position.candidates)
        decided: Callable[..., Edit] = deciding.take if is_version else deciding.write
        return decided(at_work.by, on, position, said, proposal)

    at_work.decide(decide)


def _accepted(bench: Workbench, edit: Edit) -> None:
    bench.session.reread()
    bench.reviewing.reread()
    title = edit.title[:1].upper() + edit.title[1:]
    bench.session.message.emit(f"{title}. {bench.actions.key('edit.undo')} takes it back.")
