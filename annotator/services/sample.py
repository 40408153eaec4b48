"""The sample project: the news corpus that travels with the program, with two annotators' layers and gold."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from annotator import resources
from annotator.domain.entities import Author
from annotator.errors import UserError
from annotator.services import schemes
from annotator.services.importing import import_paths
from annotator.services.progress import Progress
from annotator.storage.log import NOT_AN_ACTION
from annotator.storage.project import SUFFIX, Project

ANNOTATOR = "ines"  # the annotator of the corpus whose layer becomes the person's own


def default_path() -> Path:
    """Where the sample project is made, in the user's data folder, unless told otherwise."""
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False) / f"sample{SUFFIX}"


def make(path: Path, author: Author) -> Generator[Progress, None, Path]:
    """Make the sample project at `path`, which must be free, and return the path. Raises UserError.

    What Ines labelled is the person's own layer, to go on with. Undo passes over the making.
    """
    corpus = sorted(
        resources.corpus_dir().glob("*.jsonl"), key=lambda file: (not file.stem.startswith(ANNOTATOR), file)
    )
    if not corpus:
        raise UserError("The sample corpus is missing.", hint="Install Annotator again.")
    path.parent.mkdir(parents=True, exist_ok=True)
    project = Project.create(path, schemes.load(schemes.DEFAULT), replace(author, name=ANNOTATOR))
    try:
        with project:
            yield from import_paths(project, corpus, action=NOT_AN_ACTION)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
