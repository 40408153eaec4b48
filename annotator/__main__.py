"""Starts the program: the window for a project file or for nothing, the command line for the rest.

The window's road imports nothing it does not paint with, so `annotator.cli` (and click) are only
imported when an option or a command was given.
"""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from annotator.errors import Refused, UserError
from annotator.files import refusal, unwritable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with the given arguments (the process's own by default) and return the exit code.

    What is refused, and what the world is to blame for, becomes one sentence on standard error with
    its hint below, and 1.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return _told(_run(arguments))


def _run(arguments: Sequence[str]) -> int:
    try:
        return _window(arguments) if wants_window(arguments) else _command(arguments)
    except UserError as error:
        return _said(error.message, error.hint)
    except Refused as refused:
        return _said(str(refused))
    except ImportError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")):
            raise
        return _said(f"Qt cannot be loaded: {error}.", "annotator doctor names what is missing.")
    except OSError as error:
        world = refusal(Path(error.filename or "standard output"), error)
        return _said(world.message, world.hint)
    except UnicodeError as error:
        world = unwritable(error)
        return _said(world.message, world.hint)


def _told(code: int) -> int:
    """The exit code, once standard output has taken all that was told; 1 where it will not."""
    if sys.stdout is None:  # a window program of Windows has none
        return code
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again at its end
        if not isinstance(error, BrokenPipeError):
            world = refusal(Path("standard output"), error)
            _said(world.message, world.hint)
        return 1
    return code


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether these are the arguments of the window: none, or one path.

    A path is told from a command by its dot or its separator; no command has either.
    """
    if not arguments:
        return True
    first = arguments[0]
    return len(arguments) == 1 and not first.startswith("-") and any(mark in first for mark in "./\\")


def _window(arguments: Sequence[str]) -> int:
    from annotator.ui.app import run

    return run(arguments[0] if arguments else None)


def _command(arguments: Sequence[str]) -> int:
    from annotator.cli import main as command_line

    return command_line(arguments)


def _said(sentence: str, hint: str = "") -> int:
    print(sentence, *([hint] if hint else []), sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
