"""Does this PySide6 keep its hands off None?"""

import sys

from PySide6.QtCore import QObject

CALLS = 200


def test_qt_calls_that_return_nothing_keep_the_reference_count_of_none() -> None:
    """PySide6 6.12.0 on Python before 3.12 drops one reference a call, and aborts after some thousands."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - CALLS // 2
