"""The sample project: the news corpus that travels with the program, with two annotators' layers and gold."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from annotator import resources
from annotator.domain.entities import Author
from annotator.errors import UserError
from annotator.files import companions, explained
from annotator.services import schemes
from annotator.services.importing import import_paths
from annotator.services.progress import Progress
from annotator.storage.database import OpenElsewhere
from annotator.storage.log import NOT_AN_ACTION
from annotator.storage.project import SUFFIX, Project

ANNOTATOR = "ines"  # the annotator of the corpus whose layer becomes the person's own


def default_path() -> Path:
    """Where the sample project is made, in the user's data folder, unless told otherwise."""
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False) / f"sample{SUFFIX}"


def make(path: Path, author: Author) -> Generator[Progress, None, Path]:
    """Make the sample project at `path`, which must be free, and return the path. Raises UserError.

    It stands there when it is whole. What Ines labelled is the person's own layer, to go on with. Undo
    passes over the making.
    """
    corpus = sorted(
        resources.corpus_dir().glob("*.jsonl"), key=lambda file: (not file.stem.startswith(ANNOTATOR), file)
    )
    if not corpus:
        raise UserError("The sample corpus is missing.", hint="Install Annotator again.")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_taken(path)
        draft = path.with_name(f".{path.name}.part")
        _clear(draft, author)
    try:
        scheme = schemes.load(schemes.DEFAULT)
        with Project.create(draft, scheme, replace(author, name=ANNOTATOR)) as project:
            yield from import_paths(project, corpus, action=NOT_AN_ACTION)
        with explained(path):
            _refuse_taken(path)
            draft.rename(path)
    finally:
        _remove(draft)
    return path


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise UserError(f"{path.name} exists already.", hint="Choose another folder, or open it.")


def _clear(draft: Path, author: Author) -> None:
    """Remove what a making that was killed left behind; raises OpenElsewhere where one is still at it."""
    if draft.exists():
        try:
            Project.open(draft, author).close()
        except UserError as error:
            if isinstance(error, OpenElsewhere):
                raise  # anything else says that it is half made
    _remove(draft)


def _remove(draft: Path) -> None:
    for left in (draft, *companions(draft)):
        left.unlink(missing_ok=True)
