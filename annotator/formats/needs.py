"""Libraries that only one format needs, and that are not installed with the program."""

from importlib.util import find_spec


def need(module: str, extra: str) -> None:
    """Raise ImportError, saying what to install, where a module is not there. It is not imported: listing the
    formats must not cost the seconds that some libraries take.
    """
    if find_spec(module) is None:
        raise ImportError(f"{module} is not installed: pip install 'news-annotator[{extra}]'")
