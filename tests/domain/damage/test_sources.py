"""What all articles of a source lack is told, and a source like any other is not accused."""

import pytest

from annotator.domain.damage import find
from annotator.domain.damage.article import Article
from annotator.domain.damage.sources import Signs, verdicts

_LINE = 'The mayor, who came late, said that she didn\'t know of "it" before the ferry left Velmora. '


def signs(text: str, articles: int = 20, language: str | None = "en") -> Signs:
    counted = Signs()
    for _ in range(articles):
        article = Article(text, language=language)
        counted.add(article, find(article))
    return counted


def test_a_source_with_all_signs_is_not_accused():
    assert list(verdicts(signs(_LINE * 5))) == ["Repeated passages: 20 of 20 articles of this source."]
    assert list(verdicts(signs(_LINE))) == []


@pytest.mark.parametrize(
    ("lost", "instead", "said"),
    [
        (",", "", "This source has no commas: none in 320 words."),
        (".", "", "This source has no periods: none in 320 words."),
    ],
)
def test_a_sign_that_is_nowhere_is_told(lost, instead, said):
    counted = signs(_LINE.replace(lost, instead), 20)
    assert list(verdicts(counted)) == []  # too little is known
    many = signs(_LINE.replace(lost, instead), 60)
    assert [one.split(":")[0] for one in verdicts(many)] == [said.split(":")[0]]


def test_lost_quotes_apostrophes_and_capitals_are_told():
    text = _LINE.replace('"', "").replace("'", "").lower()
    told = " ".join(verdicts(signs(text, 250)))
    for what in ("no apostrophes", "no quotation marks", "no capitals"):
        assert what in told
    assert "everything in capitals" in " ".join(verdicts(signs(_LINE.upper(), 100)))


def test_a_language_without_its_letters_is_told():
    assert list(verdicts(signs("Der Hafen von Velmora ist zu.", 6, "de"))) == [
        "This source has no letters such as ä ö ü: none in 6 articles."
    ]
    assert list(verdicts(signs("Der Hafen öffnet.", 6, "de"))) == []


def test_damage_of_a_fifth_of_the_articles_is_told_of_the_source():
    counted = signs("The caf\ufffd is open.", 6)
    assert list(verdicts(counted)) == ["Lost characters: 6 of 6 articles of this source."]
