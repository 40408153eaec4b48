"""The command line: whatever the window can do with a project, without the window.

Exit codes: 0 done; 1 it could not be done, with one sentence and a hint on standard error; 2 wrong usage.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from annotator import __version__
from annotator import doctor as examination
from annotator.cli_assign import assign
from annotator.cli_consistency import consistency
from annotator.cli_copies import copies
from annotator.cli_damage import damage
from annotator.cli_export import export
from annotator.cli_formats import formats
from annotator.cli_release import diff, reanchor
from annotator.cli_report import report as reporting
from annotator.domain.merging import Decisions
from annotator.errors import Refused, UserError
from annotator.files import refusal, shown, unwritable
from annotator.services import agreeing, checking, information, merge_report, merging, sample, schemes
from annotator.services.backups import Backups
from annotator.services.exporting import export as exporting
from annotator.services.exporting import refuse_project
from annotator.services.importing import ImportOptions, ImportReport, import_paths
from annotator.services.meter import Meter
from annotator.services.suggesting import suggest_rest
from annotator.services.suggestion_report import suggestion_report
from annotator.settings import Settings
from annotator.storage.project import SUFFIX, Project
from annotator.terminal import choices_option, chosen, finish, json_option, named, project_argument, reading

_SHOWN_PROBLEMS = 20
_OPEN = "open"


class Shell(click.Group):
    """The commands; a path in their place opens the project there."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, or the one that opens the file they name."""
        if args[0] not in self.commands and (args[0].endswith(SUFFIX) or Path(args[0]).exists()):
            return _OPEN, self.commands[_OPEN], args
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command; what it refuses becomes a sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise _Sentence(error.message, error.hint) from error
        except Refused as refused:
            raise _Sentence(str(refused), "") from refused
        except BrokenPipeError:
            raise  # whoever read has enough; click ends quietly
        except OSError as error:
            world = refusal(Path(error.filename or "standard output"), error)
            raise _Sentence(world.message, world.hint) from error
        except UnicodeError as error:
            world = unwritable(error)
            raise _Sentence(world.message, world.hint) from error


class _Sentence(click.ClickException):
    """What could not be done: a sentence, and a hint below it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, file: Any = None) -> None:  # noqa: ANN401
        """Print both on standard error."""
        click.echo("\n".join(filter(None, (self.message, self.hint))), err=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments, by default the process's own; the exit code."""
    try:
        shell.main(None if arguments is None else list(arguments), prog_name="annotator")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


@click.group(cls=Shell, invoke_without_command=True)
@click.version_option(__version__, prog_name="annotator")
@named
@click.pass_context
def shell(context: click.Context, name: str | None) -> None:
    """Label entities and sentiment in news. Without a command: the window, with PROJECT if one is named."""
    if context.invoked_subcommand is None:
        _window(None, name)


@shell.command(_OPEN, hidden=True)
@project_argument
@named
def open_project(project: Path, name: str | None) -> None:
    """Open the project in the window."""
    _window(project, name)


@shell.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@named
def demo(folder: Path | None, name: str | None) -> None:
    """Make the sample project in FOLDER (by default among your data) and open it.

    Without a display, paint the window to window.png and export gold.jsonl there.
    """
    path = folder / sample.default_path().name if folder else sample.default_path()
    if not path.exists():
        finish(sample.make(path, Settings().author(name)))
    if examination.has_display():
        _window(path, name)
        return
    from annotator.ui.app import render

    picture, gold = path.with_name("window.png"), path.with_name("gold.jsonl")
    render(path, picture)
    with reading(path, name) as project:
        report = finish(exporting(project, gold))
    click.echo("There is no display, so this shows what the window would:")
    click.echo(f"{picture}: the window\n{gold}: {report.rows} gold articles\n{path}: the project")


@shell.command()
@project_argument
@click.option("--scheme", default=schemes.DEFAULT, metavar="NAME|FILE", help="A preset, or a TOML file.")
@named
def new(project: Path, scheme: str, name: str | None) -> None:
    """Make an empty project."""
    path = project if project.suffix else project.with_suffix(SUFFIX)
    if path.suffix.lower() != SUFFIX:
        raise UserError(f"A project's name ends in {SUFFIX}.", hint=f"Try {path.with_suffix(SUFFIX).name}")
    Project.create(path, schemes.load(scheme), Settings().author(name)).close()
    click.echo(f"{shown(path)} is ready. Next: annotator import {shown(path)} PATH...")


@shell.command("import")
@project_argument
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_name", metavar="F", help="The files' format, if not by their endings.")
@click.option("--layer", metavar="NAME", help="The layer that takes the labels in the files.")
@click.option("--headline/--no-headline", default=None, help="Put titles on top of the texts.")
@click.option("--encoding", metavar="E", help="The files' encoding, if not by their bytes.")
@choices_option
@click.option("--report", type=click.Path(path_type=Path), help="Write the whole report to this file.")
@json_option
@named
def import_files(
    project: Path,
    paths: tuple[Path, ...],
    format_name: str | None,
    layer: str | None,
    headline: bool | None,
    encoding: str | None,
    choices: tuple[str, ...],
    report: Path | None,
    as_json: bool,
    name: str | None,
) -> None:
    """Import files, and folders of them."""
    settings = Settings()
    on_top = settings.headline if headline is None else headline
    if report is not None:
        refuse_project(project, report)
    label = shown(layer) if layer else None
    options = ImportOptions(format_name, label, on_top, encoding, choices=chosen(choices))
    with Project.open(project, settings.author(name)) as opened:
        done = finish(import_paths(opened, paths, options))
    if report is not None:
        _save(report, done.text())
    _tell(done, as_json)
    if done.skipped and not (done.appearances or done.already_here or done.updated):
        raise UserError("Nothing was imported.", hint="The problems above say why.")


@shell.command()
@project_argument
@click.option("--with", "suggester", required=True, metavar="NAME", help="memory, learner, or another one.")
@click.option("--from", "layer", metavar="LAYER", help="The layer to learn from, by default your own.")
@named
def suggest(project: Path, suggester: str, layer: str | None, name: str | None) -> None:
    """Learn from what is done in a layer; store suggestions for the rest in a layer of their own."""
    with Project.open(project, Settings().author(name)) as opened:
        source = opened.layer(layer) if layer else opened.own_layer()
        if source is None:
            raise UserError(f"There is no layer {layer or 'of yours'}.", hint="See: annotator info")
        report = finish(suggest_rest(opened, suggester, source))
    click.echo(report.sentence())


@shell.command()
@project_argument
@click.option("--layer", metavar="NAME", help="The layer to look at, by default your own.")
@click.option("--pace", "with_pace", is_flag=True, help="With your own seconds a label, which are private.")
@json_option
@named
def suggestions(project: Path, layer: str | None, with_pace: bool, as_json: bool, name: str | None) -> None:
    """Tell how much suggestions moved the labels: articles with them beside those without."""
    settings = Settings()
    with reading(project, name) as opened:
        looked_at = opened.layer(layer) if layer else opened.own_layer()
        if looked_at is None:
            raise UserError(f"There is no layer {layer or 'of yours'}.", hint="See: annotator info")
        pace = Meter.usual().counted(opened.replica) if with_pace else {}
        report = finish(suggestion_report(opened, looked_at, settings.held_out, pace))
    click.echo(json.dumps(report.facts(), ensure_ascii=False) if as_json else "\n".join(report.lines()))


@shell.command()
@project_argument
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would come.")
@click.option(
    "--map", "pairs", multiple=True, metavar="THEIRS=OURS", help="Our label that stands for theirs."
)
@click.option("--backup/--no-backup", "backed_up", default=True, help="Take a checked backup first.")
@json_option
@named
def merge(
    project: Path,
    others: tuple[Path, ...],
    dry_run: bool,
    pairs: tuple[str, ...],
    backed_up: bool,
    as_json: bool,
    name: str | None,
) -> None:
    """Take in what colleagues' files hold and this project lacks; one undo takes it back."""
    with Project.open(project, Settings().author(name), read_only=dry_run) as opened:
        plans = finish(merging.look(opened, others))
        decided = Decisions(labels=merging.mapped(opened.scheme(), plans, pairs))
        if not dry_run:
            done = finish(merging.merge(opened, others, Backups.usual() if backed_up else None, decided))
            plans = list(done.plans)
            if done.backup is not None:
                click.echo(f"The project as it was before is in {shown(done.backup)}", err=True)
    lines = [line for plan in plans for line in merge_report.sentences(plan)]
    click.echo(json.dumps(merge_report.facts(plans), ensure_ascii=False) if as_json else "\n".join(lines))


@shell.command()
@project_argument
@click.argument("layers", nargs=-1, metavar="[LAYER LAYER...]")
@click.option("--layers", "listed", default="", metavar="A,B", help="The layers, in one option.")
@json_option
@named
def agree(project: Path, layers: tuple[str, ...], listed: str, as_json: bool, name: str | None) -> None:
    """Say how far layers agree on what two or more of them have finished; by default, people's layers."""
    with reading(project, name) as opened:
        report = finish(agreeing.agree(opened, [*layers, *filter(None, listed.split(","))]))
    click.echo(json.dumps(report.facts(), ensure_ascii=False) if as_json else "\n".join(report.sentences()))


shell.add_command(export)
shell.add_command(formats)
shell.add_command(diff)
shell.add_command(reanchor)
shell.add_command(consistency)
shell.add_command(copies)
shell.add_command(damage)
shell.add_command(assign)
shell.add_command(reporting)


@shell.command()
@project_argument
@json_option
@named
def check(project: Path, as_json: bool, name: str | None) -> None:
    """Check everything in a project; exit code 1 if anything is wrong."""
    with reading(project, name) as opened:
        problems = finish(checking.check(opened))
    if as_json:
        click.echo(json.dumps({"problems": problems}, ensure_ascii=False))
    else:
        click.echo("\n".join(problems) or f"{project.name} is as it should be.")
    if problems:
        raise click.exceptions.Exit(1)


@shell.command()
@project_argument
@json_option
@named
def info(project: Path, as_json: bool, name: str | None) -> None:
    """Print documents, layers, labels, statuses, scheme and size."""
    with reading(project, name) as opened:
        facts = information.information(opened)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else "\n".join(information.lines(facts)))


@shell.command()
def doctor() -> None:
    """Print what this machine has of what the program needs; exit code 1 if it cannot run."""
    fatal = False
    for one in examination.examine():
        click.echo(f"{one.what:18} {one.found}")
        if one.advice:
            click.echo(f"{'':18} → {one.advice}")
        fatal = fatal or one.fatal
    if fatal:
        raise click.exceptions.Exit(1)


def _window(project: Path | None, name: str | None) -> None:
    from annotator.ui.app import run

    raise click.exceptions.Exit(run(project, name=name))


def _tell(report: ImportReport, as_json: bool) -> None:
    """Print what came in, and on standard error what was wrong."""
    for problem in report.problems[:_SHOWN_PROBLEMS]:
        click.echo(str(problem), err=True)
    if len(report.problems) > _SHOWN_PROBLEMS:
        more = len(report.problems) - _SHOWN_PROBLEMS
        click.echo(f"and {more:,} problems more: --report FILE writes them all.", err=True)
    click.echo(json.dumps(report.facts(), ensure_ascii=False) if as_json else "\n".join(report.sentences()))


def _save(path: Path, text: str) -> None:
    from annotator.files import writing_whole

    with writing_whole(path) as stream:
        stream.write(text.encode())
