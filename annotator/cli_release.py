"""The commands about releases: what changed between two, and labels without texts put on texts."""

import json
from pathlib import Path

import click

from annotator.files import writing_whole
from annotator.terminal import finish, json_option, named


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@json_option
def diff(before: Path, after: Path, as_json: bool) -> None:
    """Say what changed between two releases."""
    from annotator.services import release_diff

    found = release_diff.diff(before, after)
    click.echo(json.dumps(found.facts(), ensure_ascii=False) if as_json else "\n".join(found.lines()))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--layer", metavar="NAME", help="The layer that takes the labels, by default the rows' own.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the whole report to this file.")
@json_option
@named
def reanchor(
    file: Path, project: Path, layer: str | None, report: Path | None, as_json: bool, name: str | None
) -> None:
    """Put labels that came without texts on the texts of a project."""
    from annotator.services import reanchoring
    from annotator.services.exporting import refuse_project
    from annotator.settings import Settings
    from annotator.storage.project import Project

    if report is not None:
        refuse_project(project, report)
    with Project.open(project, Settings().author(name)) as opened:
        done = finish(reanchoring.reanchor(opened, file, layer))
    if report is not None:
        with writing_whole(report) as out:
            out.write(done.text().encode())
    click.echo(json.dumps(done.facts(), ensure_ascii=False) if as_json else "\n".join(done.sentences()))
