# ruff: noqa: RUF001 - words of many alphabets
"""Dates and amounts in a text: numbers with what they count, days and months by their names.

A bare number counts from three digits on. What is found knows no tokens.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from annotator.domain.patterns import unicode_pattern

_MONTHS: Final = {
    "en": "January February March April May June July August September October November December"
    " Jan Feb Aug Sept Oct Nov Dec",
    "de": "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου"
    " Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "he": "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
}
_DAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Montagabend"
    " Dienstagabend Mittwochabend Donnerstagabend Freitagabend Samstagabend Sonntagabend",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pl": "poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę",
    "ru": "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье",
    "uk": "понеділок вівторок середа середу четвер п’ятниця п’ятницю субота суботу неділя неділю",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "el": "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
}
_THOUSANDS: Final = (
    r"thousand|million|billion|trillion|[mb]n|Mio\.|Mrd\.|Millionen|Milliarden|millions?"
    r"|milliards?|mil|millones|mila|milioni|miliardi|milhões|mil milhões|miljoen|miljard|tys\.|mln"
    r"|mld|тыс\.|млн|млрд|bin|milyon|milyar|χιλ\.|εκατ\.|δισ\.|ألف|ملايين|مليون|مليار|אלף|מיליון"
    r"|מיליארד|हज़ार|लाख|करोड़"
)
_UNITS: Final = (
    r"per cent|percent|pct|Prozent|pour cent|por ciento|per cento|por cento|procent|proc\."
    r"|процент\p{Ll}*|відсотк\p{Ll}*|yüzde|τοις εκατό|في المئة|בالمئة|אחוז|प्रतिशत|dollars?|euros?"
    r"|pounds?|yen|yuan|roubles?|rubles?|francs?|crowns?|Euro|Dollar|Kronen|Franken|Pfund"
    r"|couronnes|coronas|corone|coroas|kronen|koron\p{Ll}*|zł|dolar\p{Ll}*|kron\p{Ll}*|крон\p{Ll}*"
    r"|руб\p{Ll}*|евро|євро|грн|доллар\p{Ll}*|долар\p{Ll}*|κορώνες|κορόνες|ευρώ|كرونة|دولار|يورو"
    r"|כתר|שקל\p{L}*|דולר|क्राउन|रुपये|डॉलर|km|kilomet\p{Ll}+|Kilometer|miles?|metres?|meters?"
    r"|Meter|mètres|metros|metri|m|cm|mm|kg|tonnes?|tons?|Tonnen|t|ha|hectares?|Hektar|litres?"
    r"|Liter|knots|GW|MW|kW|GWh|MWh|км|м|кг|т|тонн\p{Ll}*|μέτρα|كيلومتر\p{L}*|ק״מ|किमी|किलोमीटर"
)
_CJK: Final = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]"
_DAY: Final = r"\p{Nd}{1,2}"
_YEAR: Final = r"\p{Nd}{4}\b"
_BARE_NUMBER: Final = r"(?:\p{Nd}{3,}|\p{Nd}+(?:[.,\s]\p{Nd}{3})+|\p{Nd}+[.,]\p{Nd}+)"
_NUMBER: Final = r"\p{Nd}+(?:[.,\u066b\u066c'’]\p{Nd}+|[\s]\p{Nd}{3}(?!\p{Nd}))*"


def quantities(text: str, language: str) -> list[tuple[int, int]]:
    """The code points of dates and amounts, in order."""
    return [found.span() for found in unicode_pattern(_expression(language)).finditer(text)]


def day_words(language: str) -> frozenset[str]:
    """The names of months and days that are written with capitals, in small letters."""
    names = _names(_MONTHS, language) + _names(_DAYS, language)
    return frozenset(name.lower() for name in names if name[0].isupper())


@cache
def _expression(language: str) -> str:
    months, days = _names(_MONTHS, language), _names(_DAYS, language)
    first_letters = "".join(sorted({name[0] for name in months + days}))
    month, weekday = "|".join(months), "|".join(days)
    thousands = rf"(?:{_THOUSANDS})(?!\p{{L}})".replace(" ", r"\s")
    units = rf"(?:{_UNITS})(?!\p{{L}})".replace(" ", r"\s")
    return rf"""(?x) (?=[\p{{Nd}}\p{{Sc}}A-Z{first_letters}]) (?<![[\p{{L}}--{_CJK}]\p{{N}}_.,-])
    (?: {_DAY} (?:\.|st|nd|rd|th|er|º)? \s (?:de\s)? (?:{month})\b (?: ,? \s (?:de\s)? {_YEAR} )?
      | (?:{month})\b (?: \.? \s {_DAY} (?:,\s{_YEAR})? (?![\p{{N}}.,]*\p{{N}}) | \s {_YEAR} )?
      | (?:{weekday})\b (?: \s (?:morning|afternoon|evening|night) )?
      | \p{{Nd}}{{2,4}} \s? [年년] (?: \s?{_DAY}[月월] )? (?: \s?{_DAY}[日일] )?
      | {_DAY} [月월] (?: \s?{_DAY}[日일] )?
      | {_DAY} [日일]
      | [A-Z]{{0,3}} \p{{Sc}} \s? {_NUMBER} (?: [-\s] {thousands} )?
      | {_NUMBER} (?: \s {thousands} )? \s? (?: [%‰٪] | °[CF]\b | \p{{Sc}} )
      | {_NUMBER} \s (?: {thousands} (?: \s (?:de\s|di\s)? {units} )? | {units} )
      | {_NUMBER} [万億亿千]+ (?: {_NUMBER} [万千]+ )? (?: 克朗|クローネ|円|元|美元 )?
      | {_BARE_NUMBER} (?![\p{{L}}\p{{N}}:/-])
    )"""


def _names(names: Mapping[str, str], language: str) -> list[str]:
    return names.get(language, names["en"]).split()
