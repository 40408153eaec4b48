"""Where the files are that travel with the program: `resources/` and the sample `corpus/`.

In a checkout both lie beside the package; a wheel carries them inside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The file or folder of that name below `resources/`; it need not exist."""
    return _folder("resources").joinpath(*parts)


def corpus_dir() -> Path:
    """The folder of the sample news corpus."""
    return _folder("corpus")


def _folder(name: str) -> Path:
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name
