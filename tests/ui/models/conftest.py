"""A session on a real project, without a window."""

import pytest

from annotator.domain.change import added
from annotator.domain.entities import Author
from annotator.domain.exchange import appearance
from annotator.ui.jobs import Jobs
from annotator.ui.session import Session
from tests.windows import make_project


@pytest.fixture
def session(qtbot, tmp_path):
    """Two articles, the first one shown."""
    author = Author("ines-id", "ines")
    make_project(tmp_path / "talks.annot", author)
    jobs = Jobs()
    session = Session(author, jobs)
    session.open(tmp_path / "talks.annot")
    yield session
    session.close()
    jobs.close()


@pytest.fixture
def add_articles():
    """Puts so many more articles in, and tells the session."""

    def add(session, count):
        texts = [f"Article {number} speaks of the harbour." for number in range(count)]
        found = [appearance(text, title=f"Number {at:04}") for at, text in enumerate(texts)]
        by_id = {one.document: text for one, text in zip(found, texts, strict=True)}
        session.project.commit(added("import", found), texts=by_id)
        session.refresh_list()

    return add
