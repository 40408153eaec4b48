"""Which articles show no suggestions, so that a team can tell how much suggestions moved its labels."""

import hashlib

_STEPS = 10_000


def is_held_out(document: str, seed: str, percent: int) -> bool:
    """Whether the document with this content id belongs to the random share without suggestions.

    The same for one seed wherever it is asked, and independent of every other document.
    """
    digest = hashlib.sha256(f"{seed}\x1f{document}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % _STEPS < percent * _STEPS // 100
