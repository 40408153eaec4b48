"""The rest of the Sentiment menu: who holds the opinion in hand, which words carry it, how strong it is.

An opinion is in hand once it was said or picked in its list. `-`, `0` and `+` on a name always say what the
author thinks of it; H then gives that opinion to somebody else, so that the author's can be said anew.
"""

from collections.abc import Callable

from annotator.domain import opinions
from annotator.domain.annotations import Annotations
from annotator.domain.change import Edit
from annotator.domain.entities import Opinion
from annotator.errors import Refused
from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_document
from annotator.ui.switches import LINKS
from annotator.ui.workbench import Workbench


@action(
    "opinion.words",
    "Selected words carry the opinion, or no longer",
    keys="X",
    menu="Sentiment",
    scope="reader",
    when=has_document,
    separated=True,
)
def words(bench: Workbench) -> None:
    """The selected words become a piece of the expression; words of it are taken away."""
    selection = bench.reader.selection

    def decide(on: Annotations, text: str, opinion: Opinion) -> Edit:
        if selection is None:
            raise Refused("Select the words that carry the opinion, then press X.")
        return opinions.toggle_words(on, text, opinion, *selection)

    _change(bench, decide)


@action(
    "opinion.holder",
    "Selected name holds the opinion; again: the author",
    keys="H",
    menu="Sentiment",
    scope="reader",
    when=has_document,
)
def holder(bench: Workbench) -> None:
    """The selected span holds the opinion in hand; where it does, the author of the text does again."""
    span = bench.reader.selected_span

    def decide(on: Annotations, text: str, opinion: Opinion) -> Edit:
        if span is None:
            raise Refused("Only a labelled name can hold an opinion. Label the holder first, then press H.")
        return opinions.set_holder(on, text, opinion, span)

    _change(bench, decide)


@action(
    "opinion.intensity",
    "Opinion weak, medium, strong",
    keys="I",
    menu="Sentiment",
    scope="reader",
    when=has_document,
)
def intensity(bench: Workbench) -> None:
    """One step stronger; from strong, back to nothing said of it."""
    _change(bench, opinions.step_intensity)


@action(
    "view.links",
    "Show opinion links",
    keys="L",
    menu="View",
    scope="reader",
    ticked=lambda bench: bench.switches.is_on(LINKS),
    separated=True,
)
def show_links(bench: Workbench) -> None:
    """Draw lines from holder and words to the target of the opinion in hand or under the cursor, or none."""
    bench.switches.flip(LINKS)


def _change(bench: Workbench, decide: Callable[[Annotations, str, Opinion], Edit]) -> None:
    """Change the opinion in hand; without one, the last one of the sentence under the cursor."""
    session = bench.session

    def decided() -> Edit:
        opinion, sentence = bench.hand.opinion, bench.reader.sentence
        if opinion is None and sentence is not None:
            opinion = opinions.last_of(session.annotations, sentence)
        if session.document is None or opinion is None:
            raise Refused("No opinion is in hand. Select a labelled name and press −, 0 or + first.")
        return decide(session.annotations, session.document.text, opinion)

    session.attempt(decided)
