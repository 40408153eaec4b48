"""The Sentiment menu: how the article and its sentences read, what is said of the selected span.

A key steps through the values of its sign, mildest first, and pressed at the last one takes the value away.
On the way from one candidate to the next it speaks of what was just labelled.
"""

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.entities import Span
from annotator.errors import Refused
from annotator.ui.actions import action
from annotator.ui.commands import candidates
from annotator.ui.commands.conditions import has_document
from annotator.ui.workbench import Workbench


@action(
    "polarity.negative",
    "Target or sentence negative",
    keys="-",
    menu="Sentiment",
    scope="reader",
    when=has_document,
)
def negative(bench: Workbench) -> None:
    """Negative towards the selected span, else the sentence."""
    _judge(bench, -1)


@action(
    "polarity.neutral",
    "Target or sentence neutral",
    keys="0",
    menu="Sentiment",
    scope="reader",
    when=has_document,
)
def neutral(bench: Workbench) -> None:
    """Neutral towards the selected span, else the sentence."""
    _judge(bench, 0)


@action(
    "polarity.positive",
    "Target or sentence positive",
    keys=("+", "="),
    menu="Sentiment",
    scope="reader",
    when=has_document,
)
def positive(bench: Workbench) -> None:
    """Positive towards the selected span, else the sentence."""
    _judge(bench, 1)


@action(
    "sentiment.negative",
    "Article negative",
    keys="Ctrl+-",
    menu="Sentiment",
    when=has_document,
    separated=True,
)
def article_negative(bench: Workbench) -> None:
    """The article is negative."""
    _judge_article(bench, -1)


@action("sentiment.neutral", "Article neutral", keys="Ctrl+0", menu="Sentiment", when=has_document)
def article_neutral(bench: Workbench) -> None:
    """The article is neutral."""
    _judge_article(bench, 0)


@action(
    "sentiment.positive", "Article positive", keys=("Ctrl++", "Ctrl+="), menu="Sentiment", when=has_document
)
def article_positive(bench: Workbench) -> None:
    """The article is positive."""
    _judge_article(bench, 1)


def _judge(bench: Workbench, sign: int) -> None:
    session = bench.session
    span = bench.reader.selected_span or candidates.just_labelled(bench)
    if span is not None:
        session.attempt(lambda: _towards(bench, span, sign))
    else:
        session.attempt(lambda: _of_sentence(bench, sign))


def _judge_article(bench: Workbench, sign: int) -> None:
    session = bench.session
    value = session.scheme.step(session.annotations.sentiment, sign)
    session.attempt(lambda: edits.set_sentiment(session.annotations, value))


def _towards(bench: Workbench, span: Span, sign: int) -> Edit:
    session = bench.session
    if session.document is None:
        raise Refused("No article is shown.")
    opinion = session.annotations.opinion(span.id)
    value = session.scheme.step(opinion.polarity if opinion else None, sign)
    return edits.set_polarity(session.annotations, session.document.text, span, value)


def _of_sentence(bench: Workbench, sign: int) -> Edit:
    session, sentence = bench.session, bench.reader.sentence
    if sentence is None:
        raise Refused("There is no sentence under the cursor.")
    mark = session.annotations.sentence(*sentence)
    value = session.scheme.step(mark.value if mark else None, sign)
    return edits.set_sentiment(session.annotations, value, sentence)
