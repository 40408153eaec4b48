"""What an export leaves out of a document, in the words that the reports of all formats share."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from annotator.domain.exchange import AnnotatedDocument, LeftOut

OPINIONS: Final = "opinions"
ARTICLE_SENTIMENT: Final = "sentiment of articles"
SENTENCE_SENTIMENT: Final = "sentiment of sentences"
NOTES: Final = "notes"
FLAGS: Final = "flags"
ORIGINS: Final = "models that labels are from"
SAID: Final = (OPINIONS, ARTICLE_SENTIMENT, SENTENCE_SENTIMENT, NOTES, FLAGS, ORIGINS)

WITHIN_TOKENS: Final = "labels with edges within tokens"
WIDENED: Final = "labels widened to whole tokens"
TRIMMED: Final = "labels without the white space at their edges"
NO_TOKEN: Final = "labels without a token"
OVERLAPPING: Final = "labels within or across other labels"
RENAMED: Final = "labels under another name"
WORDLESS: Final = "articles without a word"


def left_out(
    one: AnnotatedDocument, of: Collection[str] = SAID, also: Counter[str] | None = None
) -> list[LeftOut]:
    """What the layer says of the document among `of`, none of which the format holds, and `also`."""
    counts = Counter(dict(_said(one))) if of else Counter[str]()
    listed = [LeftOut(one.document.id, what, counts[what]) for what in of if counts[what]]
    return listed + [LeftOut(one.document.id, what, count) for what, count in (also or {}).items() if count]


def _said(one: AnnotatedDocument) -> Iterator[tuple[str, int]]:
    said = one.annotations
    yield OPINIONS, len(said.opinions)
    yield ARTICLE_SENTIMENT, int(said.sentiment is not None)
    yield SENTENCE_SENTIMENT, len(said.sentences)
    yield NOTES, len(said.notes)
    yield FLAGS, len(said.flags) + (said.flag is not None)
    yield ORIGINS, sum(span.origin is not None for span in said.spans)
