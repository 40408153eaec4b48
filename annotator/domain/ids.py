"""Identifiers: random where a person makes something, derived where two files must agree."""

import hashlib
import secrets

_HEX_DIGITS = 20


def new_id() -> str:
    """A random identifier of 80 bits, as 20 hexadecimal digits."""
    return secrets.token_hex(_HEX_DIGITS // 2)


def derived_id(*parts: object) -> str:
    """The same 20 hexadecimal digits whenever and wherever it is asked for the same parts."""
    # As ASCII literals: nothing and "None" differ, and no version of Unicode decides what is escaped.
    said = ",".join(map(ascii, parts))
    return hashlib.sha256(said.encode()).hexdigest()[:_HEX_DIGITS]
