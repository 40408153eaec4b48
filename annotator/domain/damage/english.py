"""Common words of English, by which it is known, and after which no sentence ends."""

import re
from typing import Final


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line)


TELLING: Final = tuple(
    f" {word} " for word in _words("the and of that with to you it for are was is his than has at not")
)
SMALL: Final = frozenset(
    _words(
        "the a an of to in for and on at by with from as is was are were has have be been will would it he"
    )
    + _words(
        "she we they or but than into its their his which who this these not also after about over between"
    )
    + _words("if when because could should can may")
)
SAID_TWICE: Final = frozenset(
    _words(
        "very really many much more never far long so no yes bye ha that had knock blah again way too hear"
    )
    + _words("there now well wait please tut dum boom come go run win same back down round")
)
NEGATED: Final = frozenset(_words("do did does is was were are have has had could would should"))
