"""The command that writes what a layer says, as a file or as a release."""

import sys
from pathlib import Path
from typing import cast

import click

from annotator import formats
from annotator.domain.entities import StatusValue
from annotator.domain.splitting import WAYS, Way, shares_of
from annotator.errors import UserError
from annotator.files import shown, writing_whole
from annotator.services.exporting import export as exporting
from annotator.services.exporting import refuse_project
from annotator.terminal import choices_option, chosen, finish, named, project_argument, reading

_REVIEWED = "reviewed"
_STATUSES: dict[str, tuple[StatusValue, ...] | None] = {"done": ("done",), "any": None, _REVIEWED: None}


@click.command()
@project_argument
@click.option("-o", "--output", metavar="OUT", help="The file to write; - is standard output.")
@click.option("--format", "format_name", default="jsonl", metavar="F", help="The format to write.")
@click.option("--layer", metavar="NAME", help="The layer to write, by default gold, else your own.")
@click.option("--status", type=click.Choice(list(_STATUSES)), default="any", help="Only these documents.")
@click.option("--per-appearance", is_flag=True, help="A row for each appearance of a text.")
@choices_option
@click.option("--report", type=click.Path(path_type=Path), help="Write what was left out to this file.")
@click.option("--split", metavar="80/10/10", help="Write a release: a folder with train, dev and test.")
@click.option("--seed", default=0, show_default=True, help="What decides by chance in a split.")
@click.option("--by", "way", type=click.Choice(WAYS), default="story", help="What a split keeps together.")
@click.option("--answers", type=click.Choice(["none", "all", "soft"]), default="none", help="Of annotators.")
@click.option("--names", is_flag=True, help="With the annotators' names, which else are numbered.")
@click.option("--licence", default="", metavar="L", help="What the release says of its licence.")
@named
def export(
    project: Path,
    output: str | None,
    format_name: str,
    layer: str | None,
    status: str,
    per_appearance: bool,
    choices: tuple[str, ...],
    report: Path | None,
    split: str | None,
    name: str | None,
    **release: object,
) -> None:
    """Write what a layer says, by default to a file beside the project."""
    exporter = formats.exporter(format_name)
    if report is not None:
        refuse_project(project, report)
    if exporter.cannot_hold:
        click.echo(f"{exporter.title} cannot hold {', '.join(exporter.cannot_hold)}.", err=True)
    if split is not None:
        if output == "-" or per_appearance or report is not None:
            raise click.UsageError("A release is a folder, and has its own report: only -o FOLDER.")
        _release(project, output, split, (format_name, layer, status), chosen(choices), name, release)
        return
    path = Path(output or project.with_suffix(exporter.suffix))
    with reading(project, name) as opened:
        if output is None and path.exists():
            raise UserError(
                f"{shown(path)} exists already.", hint=f"To replace it, name it: -o {shown(path)}"
            )
        work = exporting(
            opened,
            sys.stdout.buffer if output == "-" else path,
            format_name,
            layer,
            _STATUSES[status],
            per_appearance=per_appearance,
            reviewed=status == _REVIEWED,
            choices=chosen(choices),
        )
        done = finish(work)
    sys.stdout.flush()
    if report is not None:
        with writing_whole(report) as stream:
            stream.write(done.text().encode())
    click.echo(" ".join(done.sentences()), err=output == "-")
    if done.path is not None:
        click.echo(f"Load it with: {done.load_line}", err=True)


def _release(
    project: Path,
    output: str | None,
    split: str,
    what: tuple[str, str | None, str],
    choices: dict[str, str],
    name: str | None,
    asked: dict[str, object],
) -> None:
    from annotator.services.releasing import Answers, ReleaseOptions, release

    format_name, layer, status = what
    options = ReleaseOptions(
        shares_of(split),
        format_name,
        layer,
        _STATUSES[status],
        reviewed=status == _REVIEWED,
        seed=cast(int, asked["seed"]),
        way=cast(Way, asked["way"]),
        answers=cast(Answers, asked["answers"]),
        names=bool(asked["names"]),
        licence=str(asked["licence"]),
        choices=choices,
    )
    folder = Path(output) if output else project.with_name(f"{project.stem}-release")
    with reading(project, name) as opened:
        done = finish(release(opened, folder, options))
    click.echo("\n".join(done.sentences()))
    for line in done.load_lines:
        click.echo(f"Load it with: {line}", err=True)
