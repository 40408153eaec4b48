# ruff: noqa: RUF001 - words of many alphabets
"""Words that help to tell a name by its capitals: which begin sentences, which stand inside names, and so on.

All in small letters but `TITLES`.
"""

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INSIDE: Final = _set(  # may stand inside a name
    "of de del della delle dello dei degli di da do das dos du des la le les el van von der den zu"
    " zum bin ibn al & the d' d’ dell' dell’ l' l’"
)
TITLES: Final = _set(  # abbreviated, before a name
    "Dr Mr Mrs Ms Prof St Ste Gen Sen Rep Gov Col Lt Sgt Capt Maj Adm Rev Hon Mme Mlle Sr Sra Dra"
    " Dott Ing Doç"
)
SENTENCE_ENDS: Final = _set(". ! ? … : ; — – - -- ... * • · !! ?? »")  # behind which a capital says little
OPENINGS: Final = _set("“ „ « ‹ ‘ ( [ ' \" ‚ ¿ ¡")
FORMS_OF_ADDRESS: Final = _set(
    "mr mrs ms miss sir madam monsieur mme mlle herr frau sr sra signor signora"
)  # no part of a name
ENGLISH_HEADS: Final = _set(  # of which something is called `X of Y`
    "academy act agency army assembly association authority bank battle bay bill bishop archbishop"
    " board bureau cape chamber church city college commission committee confederation conference"
    " congress convention council court day department duchess duke faculty federation festival front"
    " gulf house institute isle isles king kingdom league library lord master ministry movement museum"
    " office order organisation organization palace party prince princess queen republic school sea"
    " secretary society speaker star state states strait sultan summit treaty union university war"
)
ENGLISH_ROLES: Final = _set(  # stand between a country and a name
    "president vice prime minister deputy foreign premier chancellor senator congressman ambassador"
    " secretary spokesman captain coach"
)
GERMAN_ARTICLES: Final = _set(
    "der die das den dem des ein eine einen einem einer eines kein keine zum zur vom im am beim"
)  # before nouns
GERMAN_COUNTED: Final = _set(  # nouns behind numbers, or that count
    "prozent jahr jahre jahren jahrhundert jahrhunderts euro dollar million millionen milliarde"
    " milliarden mio mrd meter kilometer uhr tag tage tagen woche wochen monat monate ende anfang"
    " mitte stunden minuten sekunden"
)
BEGINNINGS: Final = {  # by language
    language: _set(words)
    for language, words in {
        "en": "a an the this that these those some any all both each every no not many most much more"
        " several few i he she it we you they his her its our their my your him them who what when"
        " where why how which whose there here then now so if as at by for from in into of off on out"
        " over to up with under after before between during since until while within without about"
        " above against among because but and or nor yet although though once only even just also"
        " still however meanwhile is are was were be been has have had do does did will would can"
        " could may might shall should must let please one two three four five six seven eight nine"
        " ten another other others such last next despite according later earlier officials people"
        " police talks",
        "de": "der die das den dem des ein eine einen einem einer eines er sie es wir ihr ich man dies"
        " diese dieser dieses jene alle viele einige mehrere kein keine nicht nur auch noch schon doch"
        " aber und oder denn weil wenn als ob dass wie was wer wo wann warum in im an am auf aus bei"
        " beim bis durch für gegen mit nach ohne seit über um unter von vom vor während zu zum zur"
        " zwischen so da dann dort hier jetzt nun heute gestern rund etwa sein seine ihre trotz laut"
        " wegen zwei drei",
        "fr": "le la les l l' l’ un une des du de d' d’ ce cette ces cet il elle ils elles on nous vous je"
        " qui que quand où comment pourquoi mais et ou donc or ni car si en à au aux dans par pour sur"
        " sous avec sans entre depuis pendant après avant selon son sa ses leur leurs tout tous trois"
        " deux plus c' c’ s' s’ n' n’ j' j’ qu' qu’",
        "es": "el la los las un una unos unas lo este esta estos estas ese esa su sus se no y o pero si en"
        " de del a al con sin por para sobre entre desde hasta según tras ante cuando como que quien"
        " donde más dos tres también",
        "it": "il lo la i gli le l' l’ un uno una un' un’ questo questa questi queste quello suo sua si non"
        " e o ma se in di del della dei a al da dal con su sul per tra fra dopo prima secondo quando"
        " come che chi dove più due tre",
        "pt": "o a os as um uma uns umas este esta esse essa seu sua se não e ou mas em no na nos nas de do"
        " da dos das ao à por pelo pela para com sem sobre entre desde até segundo após quando como"
        " que quem onde mais dois três",
        "nl": "de het een dit dat deze die hij zij ze wij we ik er en of maar want als in op aan bij met"
        " naar van voor door om over tot uit na tijdens volgens niet geen ook nog toen nu hier daar"
        " wie wat waar hoe twee drie",
        "pl": "w we z ze na do od po o u i a ale lub oraz czy że jak gdy kiedy gdzie kto co to ten ta te"
        " tego tej jest są nie przez dla za nad pod przed według jego jej ich już tylko także dwa trzy",
        "ru": "вчера сегодня"
        " в во на с со к ко о об от до по за из у при для под над без через после перед и а но или что"
        " как когда где кто это этот эта эти тот он она оно они мы вы я его её их не ни же уже только"
        " также если два три",
        "uk": "вчора сьогодні"
        " в у на з із до від по за о об при для під над без через після перед і й та а але або що як"
        " коли де хто це цей ця ці той він вона воно вони ми ви я його її їх не ні вже тільки також"
        " якщо два три",
        "tr": "bir bu şu o ve ile de da için ama ancak ya ne kim nasıl niçin neden daha en çok her hiç"
        " sonra önce gibi iki üç",
        "el": "ο η το οι τα του της των τον την τους τις ένας μία μια ένα και ή αλλά αν σε στο στη στην"
        " στον στις στα από με για κατά μετά πριν που ότι όταν πώς ποιος αυτός αυτή αυτό δεν δύο τρεις",
    }.items()
}
GERMAN_INFLECTED: Final = ("e", "en", "er", "es", "em")  # endings of what a noun follows
GERMAN_ABSTRACT: Final = (  # endings of nouns that are no names
    *(
        "ung",
        "ungen",
        "heit",
        "heiten",
        "keit",
        "keiten",
        "schaft",
        "schaften",
        "ion",
        "ionen",
        "ität",
        "nis",
    ),
    *("tum", "chen", "ismus", "ment", "ling", "ik", "ie"),
)
