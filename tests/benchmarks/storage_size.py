"""Bytes on the disk an article, index and change log with it, before anything is labelled."""

from collections.abc import Iterator

from tests.benchmarks.harness import Bench, Row

_REACH = 5.5  # kilobytes of 1,000 bytes


def rows(bench: Bench) -> Iterator[Row]:
    """The big project's file; its floor are the UTF-8 bytes of the texts."""
    size = bench.bulk.bytes / bench.documents / 1000
    sample = [bench.news.text(number) for number in range(1, min(bench.documents, 2_000) + 1)]
    characters = sum(map(len, sample)) / len(sample)
    text = sum(len(one.encode()) for one in sample) / len(sample) / 1000
    yield Row(
        f"size on disk, an article of {characters:,.0f} characters with its search index",
        f"{size:.2f} KB",
        f"{text:.2f} KB of text",
        f"under {_REACH} KB",
        "yes" if size < _REACH else "no",
    )
