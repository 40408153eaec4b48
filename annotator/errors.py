"""The two ways in which the program says no to a person; everything else is a bug."""


class UserError(Exception):
    """The world is against us: the message is one sentence, the hint says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        """`message` says what happened and to what, `hint` what to do; `str()` gives the message."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(Exception):
    """That cannot be done now; the message is one sentence for the status bar."""
