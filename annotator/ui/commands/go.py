"""The Go menu: the cursor in the article, from article to article. Holding a cursor key repeats it."""

from collections.abc import Callable

from annotator.domain.cursor import Step
from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_document, has_project
from annotator.ui.workbench import Workbench


def _cursor(
    id: str, title: str, keys: str, menu: str = "Go/Cursor"
) -> Callable[[Callable[[Workbench], None]], object]:
    return action(id, title, keys=keys, menu=menu, scope="reader", when=has_document, repeat=True)


@action("go.next", "Next article", keys="Ctrl+PgDown", menu="Go", when=has_project, repeat=True)
def next_article(bench: Workbench) -> None:
    """Show the next article of the list."""
    bench.session.show_next()


@action("go.previous", "Previous article", keys="Ctrl+PgUp", menu="Go", when=has_project, repeat=True)
def previous_article(bench: Workbench) -> None:
    """Show the article before this one."""
    bench.session.show_next(-1)


@_cursor("cursor.left", "Word to the left", "Left")
def left(bench: Workbench) -> None:
    """To the word or span at the left."""
    bench.reader.move_token(_leftwards(bench))


@_cursor("cursor.right", "Word to the right", "Right")
def right(bench: Workbench) -> None:
    """To the word or span at the right."""
    bench.reader.move_token(_rightwards(bench))


@_cursor("cursor.extend_left", "Extend to the left", "Shift+Left")
def extend_left(bench: Workbench) -> None:
    """Move the edge of the selection that moves, to the left."""
    bench.reader.move_token(_leftwards(bench), extend=True)


@_cursor("cursor.extend_right", "Extend to the right", "Shift+Right")
def extend_right(bench: Workbench) -> None:
    """Move the edge of the selection that moves, to the right."""
    bench.reader.move_token(_rightwards(bench), extend=True)


@_cursor("cursor.sentence_left", "Sentence to the left", "Ctrl+Left")
def sentence_left(bench: Workbench) -> None:
    """To the sentence at the left."""
    bench.reader.move_sentence(_leftwards(bench))


@_cursor("cursor.sentence_right", "Sentence to the right", "Ctrl+Right")
def sentence_right(bench: Workbench) -> None:
    """To the sentence at the right."""
    bench.reader.move_sentence(_rightwards(bench))


@_cursor("cursor.up", "Line above", "Up")
def up(bench: Workbench) -> None:
    """To the line above."""
    bench.reader.move_line(-1)


@_cursor("cursor.down", "Line below", "Down")
def down(bench: Workbench) -> None:
    """To the line below."""
    bench.reader.move_line(1)


@_cursor("cursor.page_up", "Page up", "PgUp")
def page_up(bench: Workbench) -> None:
    """Up by nearly a windowful."""
    bench.reader.move_page(-1)


@_cursor("cursor.page_down", "Page down", "PgDown")
def page_down(bench: Workbench) -> None:
    """Down by nearly a windowful."""
    bench.reader.move_page(1)


@_cursor("cursor.line_start", "Start of the line", "Home")
def line_start(bench: Workbench) -> None:
    """To the first word of the line."""
    bench.reader.to_edge("line", "start")


@_cursor("cursor.line_end", "End of the line", "End")
def line_end(bench: Workbench) -> None:
    """To the last word of the line."""
    bench.reader.to_edge("line", "end")


@_cursor("cursor.start", "Start of the article", "Ctrl+Home")
def start(bench: Workbench) -> None:
    """To the first word of the article."""
    bench.reader.to_edge("document", "start")


@_cursor("cursor.end", "End of the article", "Ctrl+End")
def end(bench: Workbench) -> None:
    """To the last word of the article."""
    bench.reader.to_edge("document", "end")


@_cursor("cursor.out", "Out to the span around", "Alt+Up")
def out(bench: Workbench) -> None:
    """To the smallest span around the selection."""
    bench.reader.out()


@_cursor("cursor.into", "Into the span", "Alt+Down")
def into(bench: Workbench) -> None:
    """To the first span inside the selection."""
    bench.reader.into()


def _rightwards(bench: Workbench) -> Step:
    """The step that goes to the right: back where the article runs from right to left."""
    page = bench.reader.page
    return -1 if page is not None and page.is_mirrored else 1


def _leftwards(bench: Workbench) -> Step:
    return -1 if _rightwards(bench) == 1 else 1
