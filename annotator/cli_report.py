"""The command that writes reports to print."""

import json
from pathlib import Path

import click

from annotator.files import shown
from annotator.terminal import finish, json_option, named, project_argument, reading


@click.command()
@project_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports go.")
@click.option("--layer", metavar="NAME", default="", help="Only the report for this annotator.")
@click.option("--blind", is_flag=True, help="Name no other annotator and no reviewer to an annotator.")
@json_option
@named
def report(
    project: Path, output: Path | None, layer: str, blind: bool, as_json: bool, name: str | None
) -> None:
    """Write a report of the project and one for each annotator, as pages to read or print."""
    from annotator.services import reporting

    with reading(project, name) as opened:
        paths = finish(reporting.write(opened, output, shown(layer), blind=blind))
    said = [shown(path) for path in paths]
    click.echo(json.dumps({"reports": said}, ensure_ascii=False) if as_json else "\n".join(said))
