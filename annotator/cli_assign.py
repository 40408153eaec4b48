"""The command that splits a corpus among people and writes each her file."""

import json
from pathlib import Path

import click

from annotator.files import shown
from annotator.settings import Settings
from annotator.storage.project import Project
from annotator.terminal import finish, json_option, named, project_argument, reading


@click.command()
@project_argument
@click.option(
    "--to", "people", multiple=True, metavar="NAME...", help="Who reads; names of several words in quotes."
)
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--overlap", default=1, show_default=True, metavar="K", help="How many people read each article."
)
@click.option("--seed", default=0, show_default=True, metavar="N", help="Another seed draws another split.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where the files go.")
@click.option("--with-gold", is_flag=True, help="Put what was decided about her articles into each file.")
@click.option("--progress", "wants_progress", is_flag=True, help="Only say how far everybody is.")
@json_option
@named
def assign(
    project: Path,
    people: tuple[str, ...],
    more: tuple[str, ...],
    overlap: int,
    seed: int,
    output: Path | None,
    with_gold: bool,
    wants_progress: bool,
    as_json: bool,
    name: str | None,
) -> None:
    """Split the articles that nobody reads yet among people, and write a project file for each."""
    from annotator.services import assigning

    if wants_progress:
        with reading(project, name) as opened:
            found = assigning.standing(opened)
        said = json.dumps(assigning.facts(found), ensure_ascii=False) if as_json else ""
        click.echo(said or "\n".join(assigning.lines(found)))
        return
    if not people:
        raise click.UsageError("Say who is to read: --to NAME NAME...")
    names = [shown(one) for one in (*people, *more)]
    with Project.open(project, Settings().author(name)) as opened:
        work = assigning.assign(opened, names, overlap, seed, output, with_gold=with_gold)
        done = finish(work)
    click.echo(json.dumps(done.facts(), ensure_ascii=False) if as_json else "\n".join(done.sentences()))
