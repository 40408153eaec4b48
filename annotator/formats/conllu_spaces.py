r"""White space in the last column of CoNLL-U, as UDPipe writes it: `\s`, `\t`, `\n`, `\r`, `\p` for a bar."""

import re
from typing import Final

_WRITTEN: Final = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
_READ: Final = {written[1]: character for character, written in _WRITTEN.items()}
_ESCAPE: Final = re.compile(r"\\(u[0-9a-f]{4}|.)", re.DOTALL)


def escaped(gap: str) -> str:
    """What stands between two tokens, without white space and bars; other white space by its number."""
    return "".join(_WRITTEN.get(one) or (f"\\u{ord(one):04x}" if one.isspace() else one) for one in gap)


def unescaped(words: str) -> str:
    """What such words mean."""
    return _ESCAPE.sub(lambda found: _meaning(found[1]), words)


def _meaning(code: str) -> str:
    return chr(int(code[1:], 16)) if len(code) == 5 else _READ.get(code, code)
