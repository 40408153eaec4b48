"""The benchmarks run, at sizes that take seconds; what they measure is for people, not for a test."""

from dataclasses import replace
from importlib import import_module

import pytest

from tests.benchmarks import run
from tests.benchmarks.harness import Bench, Rate, Row, Times, table
from tests.benchmarks.made_up import News, nested

MINUTES = {"suggest", "motor"}  # is what these take; tests/suggest and tests/journeys run their parts
_SIZES = ((600, 6), (3_000, 40))


@pytest.fixture(scope="module")
def bench(qapp, tmp_path_factory):
    """A project of sixty articles, and everything done twice."""
    folder = tmp_path_factory.mktemp("bench")
    return Bench(folder, documents=60, thorough=0.01, sizes=_SIZES, news=News(words=20_000, vocabulary=9_000))


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in run.BENCHMARKS if name not in MINUTES])
def test_every_benchmark_tells_what_it_measured_beside_its_floor(bench, name):
    rows = list(import_module(f"tests.benchmarks.{name}").rows(bench))
    assert rows
    for row in rows:
        assert row.what
        assert any(character.isdigit() for character in row.measured), row
        assert any(character.isdigit() for character in row.floor), row
        assert bool(row.reach) == bool(row.met), row


def test_a_reach_is_met_by_wall_or_where_the_machine_is_busy_by_cpu():
    assert Times([10.0, 12.0, 30.0], [9.0, 9.0, 9.0]).under(20) == "yes"
    assert Times([10.0, 12.0, 30.0], [9.0, 9.0, 9.0]).under(20, p95=True) == "by cpu"
    assert Times([10.0, 12.0, 30.0], [9.0, 9.0, 9.0]).under(8) == "no"
    assert Rate(100, 4.0, 1.0).beside(Rate(100, 1.0, 0.9))[1] == "by cpu"


def test_the_table_takes_the_place_of_the_one_before(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(
        "before <!-- 60 -->old<!-- end of 60 --> after <!-- 7 --><!-- end of 7 -->", encoding="utf-8"
    )
    new = table([Row("start", "1 ms", "2 ms", "under 3 ms", "yes")])
    for _ in range(2):
        run.write(readme, 60, new)
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before <!-- 60 -->\n")
    assert text.endswith("<!-- end of 60 --> after <!-- 7 --><!-- end of 7 -->")
    assert text.count("| start | 1 ms | 2 ms | under 3 ms | yes |") == 1
    assert "old" not in text
    with pytest.raises(SystemExit, match="no place for 8 documents"):
        run.write(readme, 8, new)


def test_made_up_articles_are_the_same_each_time_and_unlike_each_other():
    news, again = (News(words=20_000, vocabulary=9_000) for _ in range(2))
    rows = [news.row(number, spans=12) for number in range(50)]
    assert rows == [again.row(number, spans=12) for number in range(50)]
    assert len({row["text"] for row in rows}) == 50
    assert all(2_400 < len(row["text"]) < 3_200 for row in rows)
    for row in rows:
        assert len({(one["start"], one["end"]) for one in row["spans"]}) == 12
        assert all(row["text"][one["start"] : one["end"]].strip() for one in row["spans"])


def test_many_nested_spans_fit_a_short_text():
    places = list(nested("one two three four five six seven eight nine ten", 12))
    assert len(set(places)) == 12


def test_a_big_project_that_was_kept_is_found_again(bench, tmp_path):
    first = replace(bench, folder=tmp_path / "one", kept=tmp_path)
    again = replace(bench, folder=tmp_path / "two", kept=tmp_path)
    made = first.bulk
    written = made.path.stat().st_mtime_ns
    assert again.bulk == made
    assert again.author == first.author
    assert made.path.stat().st_mtime_ns == written
