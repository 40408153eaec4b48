"""What stands where a review has nothing to decide: why, and what to do."""

from annotator.ui.workbench import Workbench


def empty_hint(bench: Workbench) -> tuple[str, str]:
    """What there is none of, and the way on."""
    at_work, actions = bench.reviewing, bench.actions
    following = actions.key("review.next")
    if len(at_work.layers) < 2:
        have = "only one layer" if at_work.layers else "no layer"
        return "Nothing to compare", f"There is {have} beside gold. File > Merge brings a colleague’s labels."
    if at_work.review is None:
        return "", "No article is shown."
    taking = at_work.taking_part
    if len(taking) < 2:
        who = f"Only {at_work.faces.name(taking[0])} has" if taking else "Nobody has"
        return (
            "Nothing to compare",
            f"{who} labelled this article. {following} goes to the next that differs.",
        )
    if any(at_work.review.states[one.id] != "decided" for one in at_work.review.positions):
        agreed = actions.key("review.accept")
        return (
            "Nothing differs here",
            f"{agreed} accepts what is agreed, {following} goes to the next article.",
        )
    return "Nothing differs here", f"{following} goes to the next article that does."
