r"""Words: where the cursor stops, what a selection widens to, where else the same words stand.

One rule for all languages, because a text quotes others than its own. White space and invisible characters
are no part of a token, unless inside one; every other character is in exactly one; no token cuts a grapheme.

- Whole: `U.S.`, `z.B.`, `e-mail`, `US-led`, `O'Neill`, `don't`, `AT&T`, `rUSsia`, `Amazon.com`, `1,234.56`,
  `12:04`, `5m`, `@handle`, `#tag`, addresses of pages and mail boxes, emoji however composed.
- Apart, so that the name alone can be taken: a possessive (`Maren` `'s`), a Turkish case ending (`Ankara`
  `'dan`), a French or Italian elision (`l'` `Ukraine`), a Hebrew letter before a hyphen. Apart too: currency
  and per cent signs, and the full stop after a word (`Dr` `.`), even where it abbreviates.
- One punctuation mark is one token; a run of the same dots, dashes or marks (`...`, `--`, `!!`) is one.
- Han, Hiragana, Thai, Lao, Khmer and Myanmar stop at every grapheme, as words have no spaces there. Katakana
  goes by runs, since a run writes one foreign word, and so do Latin letters and digits amid any of these.
- Hangul goes by space, ending where another script begins (`KT` `는`) and before a final particle (`경찰`
  `은`). Of 1,958 names in Korean news 60 % ended at a space, 94 % do so with the particle apart; the price
  is a stop too many in a word that only looks as if it had one.
- `snap`, for the mouse, goes by grapheme in all of these scripts, Katakana and Hangul too.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Final

from annotator.domain.patterns import unicode_pattern
from annotator.domain.text import grapheme_end, grapheme_start

Token = tuple[int, int]

# Classes of characters, written as the inside of a [set]. A mark belongs to the character before it.
_MARK: Final = r"\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}"
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Bopomofo}\p{Line_Break=SA}"
_KATAKANA: Final = r"\p{Katakana}\u30fc\uff70"
_WORD: Final = (
    r"[\p{Alphabetic}\p{N}_\u05f3\u05f4]"
    rf"--[{_UNSPACED}{_KATAKANA}\p{{Hangul}}\p{{Extended_Pictographic}}\p{{GCB=Prepend}}]"
)
_ANY_WORD: Final = rf"[{_WORD}]||{_UNSPACED}{_KATAKANA}\p{{Hangul}}"
_LETTER: Final = rf"\p{{L}}&&[{_WORD}]"
_APOSTROPHE: Final = r"'\u2019\u00b4\uff07"
_HYPHEN: Final = r"\-\u2010\u2011"
_IN_ADDRESS: Final = rf"[!-~]--[<>\"]||[{_WORD}]||[{_MARK}]"

# Pieces of the token rule.
_BEGIN: Final = rf"(?<![{_WORD}||{_MARK}])"
_END: Final = rf"(?![{_WORD}||{_MARK}])"
_BARE: Final = rf"(?![{_MARK}])"
_CONJUNCT: Final = (
    rf"\p{{InCB=Consonant}}(?<=\p{{InCB=Linker}}[{_MARK}]*.)"  # bound by a virama, in any script
)
_RUN: Final = rf"(?:[{_WORD}](?:[{_WORD}||{_MARK}]++|{_CONJUNCT})*+)"
_ELIDED: Final = r"(?i:[cdjlmnst]|(?:jus|lors|puis|quel)?qu|[dn]ell|[ads]all|[cdns]?ull|coll|un|gl)"
_SUFFIX: Final = (
    r"(?:[sS]|n?[\u0131iuü]n|n?[dt][ae](?:n|ki)?|n[\u0131iuüae]|y[\u0131iuüae]|[\u0131ü]|y?l[ae]"
    r"|l[ae]r(?:[\u0131iae]|[dt][ae]n?)?)"
)
_PARTICLE: Final = (
    "(?:씨?(?:[은는이가을를의에로와과도만나인]|에서[는도]?|에게서?|에[는도]|께서|으로[는도서써]?|까지|부터|보다|처럼"
    rf"|마다|이나|이?라[고며는]|이[며고다])|씨)(?![\p{{Hangul}}{_MARK}])"
)

_PLAIN: Final = re.compile(r"[A-Za-z]+(?=[ ,\n])")
_TOKEN: Final = rf"""(?x)
    # most words, tried first for speed
      [A-Za-z]++ (?= [ ,\n] )
    # the address of a page
    | (?= [hHwW] ) (?i: https?:// | www\. )
      [{_IN_ADDRESS}]* [[{_IN_ADDRESS}]--[.,;:!?'\u2019)\]}}]] [{_MARK}]*+
    # letters with periods, and what is tied to them: U.S., z.B., Ph.D., U.S.-led
    | {_BEGIN} [{_LETTER}]{{1,2}} [{_MARK}]*+ (?: \. [{_LETTER}] [{_MARK}]*+ )+ (?: \. {_BARE} | {_END} )
      (?: [{_HYPHEN}] (?&run) )*+
    # an elision; a possessive or a Turkish case ending
    | {_BEGIN} {_ELIDED} [{_APOSTROPHE}] (?= [{_LETTER}] ) (?! [sS] {_END} )
    | (?<= [{_WORD}||{_MARK}.] ) [{_APOSTROPHE}] {_SUFFIX} {_END}
    # a word of one part or several, or the address of a mail box
    | (?P<run> {_RUN} )
      (?: (?: [{_HYPHEN}\u05be] (?<! {_BEGIN} \p{{Hebrew}} . )
            | [&\u00ad\u2060\ufeff]
            | [{_APOSTROPHE}] (?! {_SUFFIX} {_END} )
            | \. (?= \p{{Ll}} )
            | [.,:/'\u2019\u066b\u066c] (?= \d ) (?<= \d . )
            | ["\u201d] (?<= \p{{Hebrew}} . ) (?= \p{{Hebrew}}{{1,3}} (?! \p{{Hebrew}} ) )
            | · (?<= [lL] . ) (?= [lL] )
          ) (?&run)
      )*+
      (?: (?: [.+] (?&run) )*+ @ (?&run) (?: [.{_HYPHEN}] (?&run) )++ | ' (?<= [גזץצ] . ) {_BARE} )?
    # a handle, a tag
    | [@\uff20] (?&run)
    | [\#\uff03] [{_ANY_WORD}] (?: [{_ANY_WORD}||{_MARK}]++ | {_CONJUNCT} )*+
    # scripts that run on
    | [{_KATAKANA}] [{_KATAKANA}{_MARK}]*+
    | (?<= [가-힣] ) {_PARTICLE}
    | \p{{Hangul}} (?: [\p{{Hangul}}{_MARK}]*? (?<= [가-힣] ) (?= {_PARTICLE} ) | [\p{{Hangul}}{_MARK}]*+ )
    # one mark several times
    | (?P<same> [-.!?*=~…] ) (?P=same)++ {_BARE}
    # whatever else people see as one character
    | (?= [^\s\p{{GCB=Control}}] ) \X
    | \p{{Zs}} (?= [{_MARK}] ) \X
"""

# White space and invisible characters, but not a space that carries a mark or is bound to a sign before it.
_ALONE: Final = rf"(?<!\p{{GCB=Prepend}}.){_BARE}"
_BLANK: Final = rf"(?:[\p{{GCB=Control}}\r\n]|\p{{Zs}}{_ALONE})"
_BLANKS: Final = rf"{_BLANK}++"
_BLANKS_BEFORE: Final = rf"(?r){_BLANK}++"

# What no token reaches across: white space, and the punctuation of scripts that have no white space.
_GAP: Final = (
    rf"(?:(?=\s){_BLANK}|[\u3001\u3002\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]{_ALONE})"
)
_LAST_GAP: Final = f"(?r){_GAP}"

_BEGINS_ANYWHERE: Final = rf"[{_UNSPACED}]"
_ENDS_ANYWHERE: Final = rf"[{_UNSPACED}\p{{Hangul}}]"
_BY_GRAPHEME: Final = rf"[{_UNSPACED}{_KATAKANA}\p{{Hangul}}]"


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, in order; both edges should be at line ends or white space."""
    return [
        found.span()
        for found in unicode_pattern(_TOKEN).finditer(text, start, len(text) if end is None else end)
    ]


def plain_token(text: str, start: int) -> Token | None:
    """The token that begins here, if it is of the kind that is told without compiling the pattern for all."""
    found = _PLAIN.match(text, start)
    return found.span() if found else None


def token_at(tokens: Sequence[Token], offset: int) -> int | None:
    """The index of the token under `offset`, or of the next one, or of the last; None if there are none."""
    if not tokens:
        return None
    return min(bisect_right(tokens, offset, key=itemgetter(1)), len(tokens) - 1)


def trim(text: str, start: int, end: int) -> Token:
    """The range without white space and invisible characters at its edges; empty if nothing is left."""
    if start < end and (behind := unicode_pattern(_BLANKS_BEFORE).match(text, start, end)):
        end = behind.start()
    if start < end and (before := unicode_pattern(_BLANKS).match(text, start, end)):
        start = before.end()
    return start, end


def snap(text: str, start: int, end: int) -> Token:
    """The range, trimmed, then widened to tokens; in Han, kana, Thai, Hangul and the like to graphemes."""
    if start < end:
        start, end = trim(text, grapheme_start(text, start), grapheme_end(text, end))
    if start == end:
        return start, end
    return _edge_before(text, start, _BY_GRAPHEME), _edge_after(text, end, _BY_GRAPHEME)


def occurrences(text: str, surface: str) -> list[Token]:
    """Where `surface` stands in `text` from token edge to token edge, in order, never overlapping.

    In scripts whose words have no edges every equal string counts. In Hangul it may end before a suffix.
    """
    if not surface or trim(surface, 0, len(surface)) != (0, len(surface)):
        return []
    found = []
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        whole = _ends_at(text, end) and _begins_at(text, start)
        if whole:
            found.append((start, end))
        start = text.find(surface, end if whole else start + 1)
    return found


def _begins_at(text: str, start: int) -> bool:
    """Whether words begin here; a plain letter behind a space does without a closer look."""
    is_plain = text[start].isascii() and text[start].isalnum() and (start == 0 or text[start - 1] in " \n")
    return is_plain or _edge_before(text, start, _BEGINS_ANYWHERE) == start


def _ends_at(text: str, end: int) -> bool:
    """Whether words end here; a plain letter before a space to which no mark is bound does at once."""
    behind = text[end : end + 2]
    is_plain = (
        text[end - 1].isascii() and text[end - 1].isalnum() and behind[:1] in " \n" and behind.isascii()
    )
    return is_plain or _edge_after(text, end, _ENDS_ANYWHERE) == end


def _edge_before(text: str, start: int, by_grapheme: str) -> int:
    grapheme = grapheme_start(text, start)
    return grapheme if unicode_pattern(by_grapheme).match(text, grapheme) else _token_over(text, grapheme)[0]


def _edge_after(text: str, end: int, by_grapheme: str) -> int:
    grapheme = grapheme_start(text, end - 1)
    return (
        grapheme_end(text, end)
        if unicode_pattern(by_grapheme).match(text, grapheme)
        else _token_over(text, grapheme)[1]
    )


def _token_over(text: str, offset: int) -> Token:
    """The token over a grapheme that begins at `offset`; where that is a gap, the character alone."""
    before = unicode_pattern(_LAST_GAP).search(text, 0, offset)
    after = unicode_pattern(_GAP).search(text, offset)
    nearby = tokens(text, before.end() if before else 0, after.start() if after else None)
    return next((token for token in nearby if token[0] <= offset < token[1]), (offset, offset + 1))
