"""What the window is for at a time: the same key may mean something else in each."""

from typing import Final, Literal, get_args

Mode = Literal["labelling", "reviewing", "correcting"]
MODES: Final[frozenset[Mode]] = frozenset(get_args(Mode))

# Those in which a label's key is that label's. Correcting is writing a version of one's own in a review.
LABELS_ANSWER: Final[frozenset[Mode]] = frozenset(("labelling", "correcting"))
