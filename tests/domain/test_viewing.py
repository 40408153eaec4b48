from annotator.domain.viewing import Viewing


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def viewing() -> tuple[Viewing[str], Clock]:
    clock = Clock()
    return Viewing(clock), clock


def test_what_stays_in_sight_long_enough_is_seen():
    sight, clock = viewing()
    sight.show("ab")
    clock.now = 0.29
    assert sight.seen() == set()
    sight.show("bc")
    clock.now = 0.3
    assert sight.seen() == {"b"}
    clock.now = 0.59
    assert sight.seen() == {"b", "c"}


def test_glances_do_not_add_up():
    sight, clock = viewing()
    for _ in range(5):
        sight.show("a")
        clock.now += 0.2
        sight.show("")
        clock.now += 1
    assert sight.seen() == set()


def test_what_was_seen_stays_seen_until_it_is_forgotten():
    sight, clock = viewing()
    sight.show("a")
    clock.now = 1
    sight.show("")
    assert sight.seen() == {"a"}
    sight.forget()
    assert sight.seen() == set()
