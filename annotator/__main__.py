"""Starts the program: the window for a project file or for nothing, the command line for the rest.

The window's road imports nothing it does not paint with, so `annotator.cli` (and click) are only
imported when an option or a command was given.
"""

import sys
from collections.abc import Sequence

from annotator.errors import Refused, UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with the given arguments (the process's own by default) and return the exit code.

    What is refused, and what the world is to blame for, becomes one sentence on standard error with
    its hint below, and 1.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
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
