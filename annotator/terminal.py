"""What the commands of the terminal have in common: who is at work, what is open, how a job is stepped."""

import contextlib
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from annotator.files import shown
from annotator.services.progress import Progress
from annotator.settings import Settings
from annotator.storage.project import Project

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., Any])


def named(command: _F) -> _F:
    """Add the option that says who is at work; before the command it counts too."""
    return click.option("--as", "name", metavar="NAME", callback=_name, help="Who is at work, if not you.")(
        command
    )


def _name(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
    return shown(value) if value else (context.parent.params.get("name") if context.parent else None)


project_argument = click.argument("project", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
choices_option = click.option(
    "--choose", "choices", multiple=True, metavar="NAME=VALUE", help="One of the format's choices."
)


def chosen(pairs: Sequence[str]) -> dict[str, str]:
    """The choices that are written as NAME=VALUE; raises UsageError."""
    found = {}
    for pair in pairs:
        name, is_one, value = pair.partition("=")
        if not is_one:
            raise click.UsageError(f"“{pair}” is no NAME=VALUE.")
        found[name.strip()] = value.strip()
    return found


def reading(project: Path, name: str | None) -> Project:
    """The project, open to be read, also while a window writes it."""
    return Project.open(project, Settings().author(name), read_only=True)


def finish(work: Generator[Progress, None, _T]) -> _T:
    """Step the job to its end and return what it returns; progress goes to standard error, if it is seen."""
    shown = sys.stderr.isatty()
    with contextlib.closing(work):
        try:
            while True:
                progress = next(work)
                if shown:
                    click.echo(f"\r\x1b[K{_line(progress)}", err=True, nl=False)
        except StopIteration as end:
            result: _T = end.value
            return result
        finally:
            if shown:
                click.echo("\r\x1b[K", err=True, nl=False)


def _line(progress: Progress) -> str:
    share = f"{progress.share:.0%} " if progress.share is not None else ""
    return f"{share}{progress.what}"[:70]
