"""What storage tests are made of: a scheme, a project with documents, spans on them."""

from pathlib import Path

from annotator.domain.change import added
from annotator.domain.entities import Author, Rules
from annotator.domain.exchange import appearance
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.storage.project import Project

PAGE = 16_384  # bytes of a project's pages
INES = Author("ines-id", "ines")
TOMAS = Author("tomas-id", "tomas")
ARTICLE = "Ilse Maren 🍊 left Kastelholm on Tuesday.\r\nTomas Brandl stayed in Kastelholm."


def news_scheme() -> Scheme:
    """PER, ORG and GPE on the default scale."""
    scheme = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
    for name in ("PER", "ORG", "GPE"):
        scheme = with_labels(scheme, [*scheme.labels, make_label(scheme, name)])
    return scheme


def add_texts(project: Project, *texts: str, action: int | None = None) -> list[str]:
    """Put these texts in as documents; returns their content ids."""
    found = [appearance(text, title=f"Title {at}", source="Lantern Wire") for at, text in enumerate(texts)]
    by_id = {one.document: text for one, text in zip(found, texts, strict=True)}
    project.commit(added("import", found), texts=by_id, action=action)
    return [one.document for one in found]


def make_project(folder: Path, *texts: str, author: Author = INES, name: str = "talks.annot") -> Project:
    """A project with these texts, or with ARTICLE."""
    project = Project.create(folder / name, news_scheme(), author)
    add_texts(project, *(texts or (ARTICLE,)))
    return project
