# ruff: noqa: RUF001 - abbreviations of many alphabets
"""Sentences: the ranges of a text that a mark can be put on.

A line is a paragraph, and no sentence crosses its end. White space and invisible characters at its edges
belong to no sentence, every other character to exactly one. A quotation stays in the sentence it stands in,
even if it holds several. Thai has no full stop, so there a paragraph is mostly one sentence.

The cuts are those of `sentencex` (in Rust, for some 300 languages), mended here where news showed it wrong.
Judged on the paragraphs of tests/domain/sentence_cases.py, right if every cut is. The fresh ones were written
after the mending, which got 26 of them right, before two rules for English were added:

                       71 judged    30 fresh    22,000 characters    import
    syntok 1.4.4             43          15                37 ms     38 ms, 4 MB
    sentencex 1.0.32         62          19                 2 ms    1.4 ms, 3 MB
    mended                   71          28                10 ms
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from annotator.domain.patterns import unicode_pattern
from annotator.domain.text import is_grapheme_edge, paragraphs
from annotator.domain.words import trim

Sentence = tuple[int, int]

_WINDOW: Final = 4_000

# Abbreviations that the library cuts after though no sentence ends with them.
_TITLES: Final = {
    language: frozenset(words.split())
    for language, words in {
        "en": "Ms Ft Amb Atty Pte",
        "de": "Abs Bd Dipl Abt Hrsg geb gest inkl",
        "fr": "M MM Mme Mlle Dr Pr Me Mgr St Ste no bd",
        "es": "D Dª Cnel n",
        "it": "S ing n pag",
        "pt": "Av n pág",
        "nl": "mevr",
        "pl": "al art dr gen hab inż mgr nr ok płk podst św",
        "tr": "Av Doç Sn Yrd",
        "ru": "ген доц е кн полк рис ср",
        "uk": "ген",
        "el": "αρ καθ κος ν",
        "ar": "د أ ص ج",
        "fa": "د آ",
        "hi": "डॉ श्री प्रो पं",
    }.items()
}
# Those that may end one: it goes on if a small letter or a digit follows.
_UNITS: Final = (
    "approx|est|Vol|Okt|Dez|janv|févr|juil|sept|oct|nov|déc|Cie|Cía|tys|mln|mld"
    "|тыс|млн|млрд|коп|др|ст|εκατ|δισ|χιλ"
)
_LAST_WORD: Final = r"(?<![\p{L}\p{M}])[\p{L}\p{M}ª]+(?=\.\s*‖)"
_SMALL: Final = r"\p{Ll}"
_SMALL_OR_DIGIT: Final = r"[\p{Ll}\p{Nd}]"

# Where a sentence goes on though the library ended it, read around the cut, which is written ‖.
_GOES_ON: Final = r"""(?x)
      \.‖ [^\s\p{Lu}\p{Lo}\p{N}\p{Ps}\p{Pi}"']    # the period of `n.º` or `J.-P.`
    | \. \s+‖ [-–—] \s                           # a dateline, a quotation and who said it
    | \p{Line_Break=SA} \. \s*‖                   # in Thai, Lao, Khmer, Burmese a period only abbreviates
    """
_GOES_ON_IN: Final = {
    "en": (  # “Why?” Maren asked.  |  at 10 a.m. Monday
        r"[!?][\"”]\s+‖(?:\p{Lu}[\p{L}.'’-]+\s){1,3}(?:said|says|asked|asks|told|added|replied|cried|wrote)\b"
        r"|\b[ap]\.m\.\s+‖(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    ),
    "de": r"(?i)\b(?:d(?:er|ie|as|e[mns])|am|[iv]om|im|zu[mr]|bis|seit) \d[\d.+]{0,5}\.\s+‖",
    "zh": r"[”」』]‖[\p{Han}·]{1,12}?(?:[说說道问問称稱]|表示|指出|写道|寫道)[。，！？]",
    "ja": r"[”」』]‖[とを](?!ころ|にかく|はいえ|もに)",
}

# A quotation mark with space on both sides: taken for an opening one, it swallows sentences up to the next.
_STRAY_QUOTE: Final = r'(?<!\S)"(?!\S)'
_OPENING_QUOTE: Final = r'["“„«「]'
_MISSED_END: Final = r"(?:…|\([^()]*\s[^()]*[.!?]\))\s+(?=\(?[\p{Lu}\p{Lo}])"
# Emoji between two sentences comment on the first.
_EMOJI: Final = r"[\p{Extended_Pictographic}\p{RI}\p{GCB=Extend}\p{GCB=ZWJ}\s]+"
_WHITE_SPACE: Final = r"\s"


def sentences(text: str, language: str | None) -> list[Sentence]:
    """The sentences of `text`, in order; `language` is a BCP 47 tag, None or unknown means general rules."""
    return [
        sentence
        for start, end in paragraphs(text)
        for sentence in sentences_of_paragraph(text, start, end, language)
    ]


def sentences_of_paragraph(text: str, start: int, end: int, language: str | None) -> list[Sentence]:
    """The sentences of `text[start:end]`, which holds no line end, as ranges of `text`."""
    main_language = (language or "en").split("-")[0].lower()
    cuts = _cuts(_plain(text[start:end]), main_language)
    edges = [start, *(start + cut for cut in cuts), end]
    trimmed = (trim(text, first, second) for first, second in pairwise(edges))
    return [(first, second) for first, second in trimmed if first < second]


def sentence_at(ranges: Sequence[Sentence], offset: int) -> int | None:
    """The index of the sentence under `offset`, or the next, or the last; None if there is none."""
    if not ranges:
        return None
    return min(bisect_right(ranges, offset, key=itemgetter(1)), len(ranges) - 1)


def with_marked(text: str, ranges: Sequence[Sentence], marked: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, where those that carry a mark stand as they were when it was set; others give way."""
    found = sorted(set(marked))
    for start, end in ranges:
        for first, last in sorted(marked):
            if first < end and start < last:
                found.append(trim(text, start, max(start, first)))
                start = min(end, last)
        found.append(trim(text, start, end))
    return sorted((start, end) for start, end in set(found) if start < end)


def _plain(paragraph: str) -> str:
    """The paragraph, as long as before, without what the library panics at or misreads, without ‖."""
    return unicode_pattern(_STRAY_QUOTE).sub(
        " ", unicode_pattern(_WHITE_SPACE).sub(" ", paragraph).replace("‖", "|")
    )


def _cuts(paragraph: str, language: str) -> list[int]:
    """Where the sentences of a plain paragraph part, its end left out."""
    cuts = set()
    for start, end in _library_sentences(paragraph, language):
        emoji = unicode_pattern(_EMOJI).match(paragraph, end)
        cuts.add(emoji.end() if emoji else end)
        if not unicode_pattern(_OPENING_QUOTE).search(paragraph, start, end):
            cuts |= {missed.end() for missed in unicode_pattern(_MISSED_END).finditer(paragraph, start, end)}
    return [
        cut
        for cut in sorted(cuts - {len(paragraph)})
        if is_grapheme_edge(paragraph, cut) and not _goes_on(_around(paragraph, cut), language)
    ]


def _library_sentences(paragraph: str, language: str) -> Iterator[Sentence]:
    """What the library finds, window by window, because its time grows with the square of the length."""
    # Imported here, because nothing needs it before the first paint.
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

    start, size = 0, _WINDOW
    while True:
        found = get_sentence_boundaries(language, paragraph[start : start + size])
        is_last = start + size >= len(paragraph)
        for sentence in found if is_last else found[:-1]:  # a window's last sentence may be cut short
            yield start + sentence["start_index"], start + sentence["end_index"]
        if is_last:
            return
        if len(found) > 1:
            start, size = start + found[-1]["start_index"], _WINDOW
        else:
            size *= 2


def _around(paragraph: str, cut: int) -> str:
    return f"{paragraph[max(0, cut - 40) : cut]}‖{paragraph[cut : cut + 40]}"


def _goes_on(around: str, language: str) -> bool:
    """Whether a sentence goes on where the library ended it, at the ‖."""
    in_language = _GOES_ON_IN.get(language)
    if unicode_pattern(_GOES_ON).search(around) or (
        in_language and unicode_pattern(in_language).search(around)
    ):
        return True
    word = unicode_pattern(_LAST_WORD).search(around)
    return word is not None and _abbreviates(word.group(), around.partition("‖")[2], language)


def _abbreviates(word: str, after: str, language: str) -> bool:
    """Whether the period after `word` abbreviates it and ends no sentence."""
    if word in _TITLES.get(language, ()) or (
        unicode_pattern(_UNITS).fullmatch(word) and unicode_pattern(_SMALL_OR_DIGIT).match(after)
    ):
        return True
    is_initial = len(word) == 1 and word.isupper() and language != "en"  # English ones the library knows
    return is_initial or (len(word) <= 3 and bool(unicode_pattern(_SMALL).match(after)))
