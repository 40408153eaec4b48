"""Which of many signatures may be those of copies, one band of all of them at a time.

`near_copies.Candidates` takes articles one after another and keeps every band of each in memory. Here all
signatures lie one behind the other, and only the band at hand has a table, so that a hundred thousand
articles take some 70 MB.
"""

from array import array
from collections.abc import Generator
from typing import Final

from annotator.domain.near_copies import ALIKE, BINS, ROWS

_ERRS_BY: Final = 0.15  # three standard errors of an estimate


def pairs(
    signatures: "array[int]", first: int = 0, most: int = 50
) -> Generator[int, None, list[tuple[int, list[int]]]]:
    """The articles from place `first` on, in order, each with those before it that it may be a copy of, the
    likeliest first. `signatures` holds `BINS` numbers an article. Yields the share of the work, in per cent.

    Of a band that more than `most` articles share, only the last ones are candidates: it is the words of a
    form, not of a story.
    """
    near: dict[int, dict[int, float]] = {}
    for at in range(0, BINS, ROWS):
        yield 100 * at // BINS
        seen: dict[int, int] = {}
        shared: dict[int, list[int]] = {}
        band = (signatures[at + row :: BINS] for row in range(ROWS))
        for place, key in enumerate(map(hash, zip(*band, strict=True))):
            before = seen.setdefault(key, place)
            if before == place:
                continue
            group = shared.setdefault(key, [before])
            if place >= first:
                _compare(signatures, near.setdefault(place, {}), place, group)
            group.append(place)
            if len(group) > most:
                del group[0]
    return [(place, _likeliest(near[place])) for place in sorted(near) if near[place]]


def _compare(signatures: "array[int]", known: dict[int, float], place: int, others: list[int]) -> None:
    """Note the others that are near enough, by estimate."""
    mine = signatures[place * BINS : (place + 1) * BINS]
    for other in others:
        if other not in known:
            same = sum(map(int.__eq__, mine, signatures[other * BINS : (other + 1) * BINS])) / BINS
            if same >= ALIKE - _ERRS_BY:
                known[other] = same


def _likeliest(found: dict[int, float]) -> list[int]:
    return sorted(found, key=lambda other: (-found[other], other))
