"""Damage of texts: what detectors find in an article, and what a source's articles have in common.

A detector is a pure function from an article to findings. Nothing here changes a text.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage.casing import casing
from annotator.domain.damage.encoding import mojibake, unreadable
from annotator.domain.damage.furniture import furniture
from annotator.domain.damage.headline import headlines
from annotator.domain.damage.invisible import invisible
from annotator.domain.damage.joined import joined
from annotator.domain.damage.markup import markup
from annotator.domain.damage.punctuation import apostrophes, commas
from annotator.domain.damage.repeats import doubled, passages
from annotator.domain.damage.replaced import replaced
from annotator.domain.damage.truncation import truncated
from annotator.domain.damage_kinds import Finding, Kind

MOST: Final = 300  # of a kind in one article: of more, nobody reads the list
VERSION: Final = 1  # of what the detectors say together: another number, and texts are looked at anew
DETECTORS: Final[tuple[Callable[[Article], Iterable[Finding]], ...]] = (
    mojibake,
    unreadable,
    invisible,
    apostrophes,
    commas,
    casing,
    replaced,
    headlines,
    passages,
    doubled,
    joined,
    markup,
    furniture,
    truncated,
)


def find(article: Article) -> tuple[Finding, ...]:
    """All that is damaged, in the order of the text, at most 300 of a kind.

    What lies within mojibake is only that.
    """
    return tuple(_alone(sorted(one for detect in DETECTORS for one in islice(detect(article), MOST))))


def _alone(found: list[Finding]) -> Iterator[Finding]:
    """Without what another finding of the same kind, or mojibake, covers."""
    taken: dict[Kind, int] = {}
    garbled = [(one.start, one.end) for one in found if one.kind == "mojibake"]
    for one in found:
        if one.start < taken.get(one.kind, 0):
            continue
        if one.kind != "mojibake" and any(start < one.end and one.start < end for start, end in garbled):
            continue
        taken[one.kind] = one.end
        yield one
