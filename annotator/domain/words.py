r"""Words: where the cursor stops, what a selection widens to, where else the same words stand.

One rule for all languages, because a text quotes others than its own. White space and invisible
characters are never part of a token; every other character is in exactly one; no token cuts a grapheme.

- Whole: `U.S.`, `z.B.`, `e-mail`, `US-led`, `O'Neill`, `don't`, `AT&T`, `rUSsia`, `Amazon.com`, `1,234.56`,
  `12:04`, `5m`, `@handle`, `#tag`, addresses of pages and mail boxes, emoji however composed.
- Apart: a possessive (`Maren` `'s`) and a French or Italian elision (`l'` `Ukraine`), so that the name alone can be
  taken; currency and per cent signs; the full stop after a word (`Dr` `.`), even where it abbreviates.
- One punctuation mark is one token; a run of the same dots, dashes or marks (`...`, `--`, `!!`) is one.
- Han, Hiragana, Thai, Lao, Khmer and Myanmar stop at every grapheme, as words have no spaces there. Katakana goes by
  runs, since they write one foreign word, and so do Latin letters and digits amid any of these. Hangul goes by
  space, ending where another script begins (`KT` `는`).
- `snap` and `occurrences` treat Katakana and Hangul by grapheme too: there a name ends within a run.
"""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Final

import regex

from annotator.domain.text import grapheme_end, grapheme_start

Token = tuple[int, int]


# Classes, written as the inside of a [set]. A joined mark belongs to the character before it.
_JOINED: Final = r"\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}"
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Bopomofo}\p{Line_Break=SA}"
_KATAKANA: Final = r"\p{Katakana}\u30fc\uff70"
_WORD: Final = (
    r"[\p{Alphabetic}\p{N}_\u05f3\u05f4]"
    rf"--[{_UNSPACED}{_KATAKANA}\p{{Hangul}}\p{{Extended_Pictographic}}\p{{GCB=Prepend}}]"
)
_ANY_WORD: Final = rf"[{_WORD}]||{_UNSPACED}{_KATAKANA}\p{{Hangul}}"
_LETTER: Final = rf"\p{{L}}&&[{_WORD}]"
_APOSTROPHE: Final = r"'’\u00b4\uff07"
_IN_ADDRESS: Final = rf"[!-~]--[<>\"]||[{_WORD}]||[{_JOINED}]"
_ELIDED: Final = r"[cdjlmnst]|(?:jus|lors|puis|quel|quoi)?qu|(?:d|n|qu)ell|[ads]all|[cdns]?ull|un|gl|c[io]ll"

# A consonant of another script that a virama binds to the one before it.
_CONJUNCT: Final = rf"\p{{InCB=Consonant}}(?<=\p{{InCB=Linker}}[{_JOINED}]*.)"
_RUN: Final = rf"(?:[{_WORD}](?:[{_WORD}||{_JOINED}]++|{_CONJUNCT})*+)"

_TOKEN: Final = regex.compile(
    rf"""(?x)
    # most words, tried first for speed
      [A-Za-z]++ (?= [ ,\n] )
    # an address of a page
    | (?= [hHwW] ) (?i:https?://|www\.) [{_IN_ADDRESS}]* [[{_IN_ADDRESS}]--[.,;:!?'’)\]}}]] [{_JOINED}]*+
    # letters with periods, with a tail: U.S., z.B., Ph.D., U.S.-led
    | (?<![{_WORD}{_JOINED}]) [{_LETTER}]{{1,2}} [{_JOINED}]*+ (?: \. [{_LETTER}] [{_JOINED}]*+ )+
      (?: \. | (?![{_WORD}]) ) (?: [-‐‑] {_RUN} )*+
    # an elision, a possessive
    | (?<![{_WORD}{_JOINED}]) (?i:{_ELIDED}) [{_APOSTROPHE}] (?= [{_LETTER}] ) (?! [sS] (?! [{_WORD}{_JOINED}] ) )
    | (?<= [{_WORD}{_JOINED}.] ) [{_APOSTROPHE}] [sS] (?! [{_WORD}{_JOINED}] )
    # a word, with what joins its parts, or the address of a mail box
    | {_RUN} (?:
          (?: [-‐‑־&\u00ad\u2060\ufeff]
            | [{_APOSTROPHE}] (?! [sS] (?! [{_WORD}{_JOINED}] ) )
            | \. (?= \p{{Ll}} )
            | [.,:'’/٫٬] (?= \d ) (?<= \d . )
            | ["”] (?<= \p{{Hebrew}} . ) (?= \p{{Hebrew}}{{1,3}} (?! \p{{Hebrew}} ) )
            | · (?<= [lL] . ) (?= [lL] )
          ) {_RUN} )*+
      (?: (?: [.+] {_RUN} )*+ @ {_RUN} (?: [.-] {_RUN} )++ | '(?<= [גזץצ] . ) )?
    # a handle, a tag
    | [@＠] {_RUN}
    | [#＃] [{_ANY_WORD}] (?: [{_ANY_WORD}||{_JOINED}]++ | {_CONJUNCT} )*+
    # runs of one script
    | [{_KATAKANA}] [{_KATAKANA}{_JOINED}]*+
    | \p{{Hangul}} [\p{{Hangul}}{_JOINED}]*+
    # runs of one mark
    | ([-.!?*=~…]) \1++ (?! [{_JOINED}] )
    # whatever else people see as one character
    | (?= [^\s\p{{GCB=Control}}] ) \X
    | \p{{Zs}} (?= [{_JOINED}] ) \X
    """,
    regex.VERSION1,
)

# White space and invisible characters, but not a space that carries a mark or is bound to a sign before it.
_BLANK: Final = rf"(?:[\p{{GCB=Control}}\r\n]|\p{{Zs}}(?<!\p{{GCB=Prepend}}.)(?![{_JOINED}]))"
_BLANKS: Final = regex.compile(rf"{_BLANK}++", regex.VERSION1)
_BLANKS_BEFORE: Final = regex.compile(rf"(?r){_BLANK}++", regex.VERSION1)
_GAP: Final = regex.compile(rf"(?=\s){_BLANK}", regex.VERSION1)
_GAP_BEFORE: Final = regex.compile(rf"(?r)(?=\s){_BLANK}", regex.VERSION1)
_NO_WORD_EDGE: Final = regex.compile(rf"[{_UNSPACED}{_KATAKANA}]", regex.VERSION1)
_NO_WORD_END: Final = regex.compile(rf"[{_UNSPACED}{_KATAKANA}\p{{Hangul}}]", regex.VERSION1)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, in order. The range should begin and end at white space or a line end."""
    return [found.span() for found in _TOKEN.finditer(text, start, len(text) if end is None else end)]


def token_at(tokens: Sequence[Token], offset: int) -> int | None:
    """The index of the token under `offset`: between tokens the next one, behind all the last; None without tokens."""
    if not tokens:
        return None
    return min(bisect_right(tokens, offset, key=itemgetter(1)), len(tokens) - 1)


def trim(text: str, start: int, end: int) -> Token:
    """The range without the white space and invisible characters at its edges; empty at `start` if nothing is left."""
    if start < end and (behind := _BLANKS_BEFORE.match(text, start, end)):
        end = behind.start()
    if start < end and (before := _BLANKS.match(text, start, end)):
        start = before.end()
    return start, end


def snap(text: str, start: int, end: int) -> Token:
    """The range, trimmed and then widened to whole tokens; to whole graphemes in Han, kana, Thai, Hangul and the like."""
    start, end = trim(text, start, end)
    if start == end:
        return start, end
    return _snapped_start(text, start), _snapped_end(text, end)


def occurrences(text: str, surface: str) -> list[Token]:
    """Where `surface` stands in `text` as words of its own, from left to right, never overlapping.

    Scripts without spaces have no such edges: there every equal string counts. A Hangul string must begin a word but may end
    within it, before a particle.
    """
    found = []
    start = text.find(surface) if surface else -1
    while start >= 0:
        end = start + len(surface)
        stands_alone = _snapped_end(text, end) == end and _begins_word(text, start)
        if stands_alone:
            found.append((start, end))
        start = text.find(surface, end if stands_alone else start + 1)
    return found


def _snapped_start(text: str, start: int) -> int:
    grapheme = grapheme_start(text, start)
    return grapheme if _NO_WORD_END.match(text, grapheme) else _token_over(text, start)[0]


def _snapped_end(text: str, end: int) -> int:
    grapheme = grapheme_start(text, end - 1)
    return grapheme_end(text, end) if _NO_WORD_END.match(text, grapheme) else _token_over(text, end - 1)[1]


def _begins_word(text: str, start: int) -> bool:
    if _NO_WORD_EDGE.match(text, start):
        return grapheme_start(text, start) == start
    return _token_over(text, start)[0] == start


def _token_over(text: str, offset: int) -> Token:
    """The token that holds the character at `offset`; the character itself if it is blank."""
    gap_before = _GAP_BEFORE.search(text, 0, offset)
    gap = _GAP.search(text, offset)
    nearby = tokens(text, gap_before.end() if gap_before else 0, gap.start() if gap else None)
    return next((token for token in nearby if token[0] <= offset < token[1]), (offset, offset + 1))
