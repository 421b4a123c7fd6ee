"""Guess the language of a text by its script, its letters and its function words.

Languages without a lexicon are guessed as well, so that a text in one of them is not compared by
the rules of another. A guess is made only if it is clear.
"""

import re
from collections import Counter
from typing import NamedTuple

# Each script, and the language if only one uses it.
_SCRIPTS = (
    ("ja", "[\u3041-\u30ff]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ko", "[\uac00-\ud7a3]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u05d0-\u05ea]"),
    ("th", "[\u0e01-\u0e3a]"),
    ("hy", "[\u0531-\u0587]"),
    ("ka", "[\u10d0-\u10fa]"),
    ("bn", "[\u0985-\u09b9]"),
    ("ta", "[\u0b85-\u0bb9]"),
    ("hi", "[\u0904-\u0939]"),
    ("cyrillic", "[\u0400-\u04ff]"),
    ("arabic", "[\u0621-\u06ff]"),
    ("latin", "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
)
_SCRIPT_PATTERNS = {name: re.compile(pattern) for name, pattern in _SCRIPTS}
_SHARED_SCRIPTS = ("latin", "cyrillic", "arabic")
LATIN, CYRILLIC, ARABIC = _SHARED_SCRIPTS
# The scripts of the languages that are not written in Latin letters.
_SCRIPT_BY_LANGUAGE = dict.fromkeys(("uk", "ru", "be", "bg", "mk", "sr", "kk", "tg"), CYRILLIC) | (
    dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug"), ARABIC)
)


def _parse_table(text: str) -> dict[str, frozenset[str]]:
    """Parse lines such as `de: und nicht`; a language may have several lines."""
    table: dict[str, frozenset[str]] = {}
    for line in text.strip().splitlines():
        language, _, words = line.strip().partition(": ")
        table[language] = table.get(language, frozenset()) | frozenset(words.split())
    return table


# Letters that show the language: no other one of the same script, or hardly any, has them.
_DISTINCTIVE_LETTERS = _parse_table("""
    uk: ї є ґ
    ru: ъ э ё ы
    be: ў э ё ы
    sr: ђ ћ љ њ џ ј
    mk: ѓ ќ ѕ љ њ џ ј
    fa: پ چ ژ گ ک ی
    ar: ي ك ة ى أ إ
    ur: ٹ ڈ ڑ ں ے ہ ھ پ چ ژ گ ک ی
    pl: ą ę ł ś ź ż
    de: ß
    es: ñ ¿ ¡
    pt: ã õ
    tr: ğ ı ş
    hu: ő ű
    cs: ř ě ů ň
    ro: ț ș ţ
    lt: ė į ų ū
    lv: ļ ķ ģ ņ
    sk: ľ ĺ ŕ ň
    is: þ ð
    mt: ħ ġ
    vi: ơ ư đ ã
    eo: ĉ ĝ ĥ ĵ ŝ ŭ
    az: ə
    kk: ә ғ қ ң ө ұ ү һ
    tg: ғ ӣ қ ӯ ҳ ҷ
    ug: ە ۇ ۆ ۈ ې ڭ
""")
_FUNCTION_WORDS = _parse_table("""
    en: the of and is was by are it to at be not his who had more than that from were which has
    en: war man once ten pro
    de: der die den dem des ist war mit von im sind nach bei als wie und auch dass einen
    fr: à le la les des une un et est sont par pour sur qui que au du pas plus il elle en dans
    pl: w z i na się nie jest że do od po jak był była było to oraz przez dla są o za
    es: los las la que no del una por más según fue sus desde pero también está esta hasta sobre
    es: había muy y el en con para como hay
    pt: os o a que das dos uma não são pelo pela foi mais também está segundo ao à às nas nos
    pt: seu sua em com para como há tem
    it: il la i un una non si gli della delle degli nel nella che è sono più anche dal dalla
    it: alla alle perché stato stata secondo ha hanno di per con
    tr: ve bir bu için ile olarak olan daha çok gibi sonra kadar ise değil göre yüzde oldu etti
    nl: het een van niet zijn worden werd naar ook maar dat heeft hebben bij uit voor met deze
    sv: och att det som på är av för inte har till med den ett från eller efter kronor
    da: og at det som på er af for ikke har til med den et fra eller efter kroner blev være
    no: og at det som på er av for ikke har til med den et fra eller etter kroner ble være
    fi: ja on ei että oli joka kun mutta myös sekä ovat hän mukaan vuonna se
    cs: je na se že jsou byl byla ale jako podle které který také nebo od ve při
    sk: je na sa že sú bol bola ale ako podľa ktoré ktorý tiež alebo od vo pri
    hu: és hogy nem egy az volt már csak van szerint azt meg mint pedig
    ro: și în la din cu că este pe pentru nu mai sau care după fost sunt către
    hr: je su da na se od za što kao ali koji nije biti prema ili sve
    ca: els les amb per què una dels més també va ser del són aquest segons
    lt: ir kad yra ne tai buvo kaip bei iš į apie pagal
    lv: un ka ir ne tas bija kā no uz par pēc arī
    et: ja on ei et oli kui ka see aga või mis pärast
    id: yang dan di dari untuk dengan tidak ini itu pada akan telah oleh dalam
    vi: và của là không được có cho trong với các một những
    sq: dhe në të një për nga me është nuk më që u
    be: і не на што ён быў была гэта як для паводле таксама ад пра
    bg: и на не да се от за по че са беше като това след според
    sr: је и на да се у од за није као али који према
    uk: і й та не на що це був була як для за про від або
    ru: и не на что это был была как для за о от или по из
    fa: و در به از که این است را با برای آن می شد بود
    ar: في من على إلى أن هذا التي الذي كان عن مع قال بعد لم
    ur: کے کی میں ہے اور سے کا نے کو پر
    nl: de en in op te zich om een bij aan als tot door was ze hij er maar haar mijn deze die
    nl: miljoen miljard procent geen jaar nog wel veel meer alle mensen volgens
    sv: i de ett vid om är var mot miljoner procent inte alla mer år när eller kan ska
    da: i de et ved om er var mod millioner procent ikke alle mere år når eller kan skal
    no: i de et ved om er var mot millioner prosent ikke alle mer år når eller kan skal
    cs: se na v že to ve byly byli tím které má jen však než pro až při asi kdy nebo není milionů
    cs: miliard miliardy procent procenta korun lidí roku
    sk: sa na v že to vo boli tým ktoré má len však než pre až pri asi keď alebo nie je miliónov
    sk: miliárd miliardy percent percenta eur ľudí roku
    sl: je in na se da so za ki ne ni bo pa kot pri ali tudi še lahko po od iz kar bi več ima če
    gl: unha non máis xa seu súa ten ou hai polo pola nunha dunha dun nun ata son ao foi
    ca: de la el que en un no se ha al del les els va és hi ho aquesta aquest ser han pel o si
    ca: dels amb més són cada però té fer
    eu: eta da ez dira bat du ere izan den hau duen zen egin baina bere
    af: die en van is nie het dat in vir met op om te sy hy ’n wat word deur aan as kan sal was
    et: ja on ei et see kui mis oli oma kas või seda selle ning pole
    hr: u na i je se za da od su s ne će kao bi to iz te ili koji koja koje nije bilo do o može
    ro: de a o un cel pe se nu ca sunt este fi prin mai din al ale lui au sau dacă ce
    az: və bu bir ilə üçün olan da də ki daha çox sonra kimi deyil olmalıdır edilə hər
    ga: an na agus ar is i le go bhfuil tá do ní ag de nach sé air
    cy: y yr yn a i o ar ac mae nid gan am wedi bod eich hwn
    sw: na ya kwa ni wa la katika za cha kuwa hii si au
    mk: и на во не да се за од е со што како или може треба ова го ги
    bg: и на в не да се за от е с че са като или може това да трябва ще по при
    be: і на не ў што з да як па але гэта быць або з’яўляецца можа для
    sr: и у на је се да не за од са су као или може бити ово што
    kk: және бұл бір үшін мен бар емес деп болып
    eo: la kaj de en ne estas por al kun por ke ĉi tiu vi pri aŭ
    sq: e i të një nuk në me që për është dhe si ka nga do mund
    ms: yang dan di untuk dengan tidak ini itu pada adalah bagi atau dalam
    tl: ang ng sa na mga at ay hindi para ito
    uz: va bu bir bilan uchun emas ham deb
    ug: ۋە بۇ بىر ئۈچۈن بىلەن
""")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x250))))
_NAME = re.compile(rf"(?<=[^\s.!?…] )[{_CAPITALS}]\w*")
_OWN_WORD_WEIGHT = 3
_LETTER_WEIGHT = 2  # in function words
# A long text says no more about its language than its beginning.
_MAX_LENGTH = 20_000


def guess_by_script(text: str) -> str:
    """Return the script that most letters have: its language if it has only one, or its name."""
    if text.isascii():
        return LATIN if any(map(str.isalpha, text)) else ""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPT_PATTERNS.items()}
    if counts["ja"]:  # Japanese has Chinese characters as well
        counts["ja"] += counts.pop("zh")
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] else ""


def remove_names(text: str) -> str:
    """Return the text without capitalised words inside sentences, whose letters prove nothing."""
    return _NAME.sub("", text)


def get_script(language: str) -> str:
    """Return the script of a language as `guess_by_script` names it."""
    if language in _SCRIPT_PATTERNS:
        return language
    return _SCRIPT_BY_LANGUAGE.get(language, LATIN)


class Guess(NamedTuple):
    """The language of a text, empty unless it is clear, and how many words or letters show it."""

    language: str
    evidence: int = 0


def weigh_function_words(
    words_by_language: dict[str, frozenset[str]],
) -> dict[str, dict[str, int]]:
    """Return the function words of all languages, those given and those above, with their weights.

    A word that only one language has counts more than one that several share.
    """
    words = {
        language: words_by_language.get(language, frozenset()) | _get_words(language)
        for language in sorted(words_by_language.keys() | _FUNCTION_WORDS.keys())
    }
    counts = Counter(word for known in words.values() for word in known)
    return {
        language: {
            word: _OWN_WORD_WEIGHT if counts[word] == 1 else 1
            for word in known
            if len(word) > 1 or not word.isascii()
        }
        for language, known in words.items()
    }


def _get_words(language: str) -> frozenset[str]:
    return _FUNCTION_WORDS.get(language, frozenset())


def guess_by_words(text: str, weights: dict[str, dict[str, int]]) -> Guess:
    """Guess the language of a text by its script, its letters and these function words."""
    text = text[:_MAX_LENGTH]
    script = guess_by_script(text)
    if script not in _SHARED_SCRIPTS:
        return Guess(script, len(text))
    words, letters = set(_WORD.findall(text.lower())), set(remove_names(text).lower())
    found = {
        language: words & known.keys()
        for language, known in weights.items()
        if get_script(language) == script
    }
    own_letters = {
        language: _LETTER_WEIGHT * len(letters & _DISTINCTIVE_LETTERS.get(language, frozenset()))
        for language in found
    }
    scores = {
        language: sum(map(weights[language].__getitem__, known)) + own_letters[language]
        for language, known in found.items()
    }
    (best, score), (_, second) = _rank(scores)
    is_clear = 0 < score >= 2 * second
    return Guess(best, len(found[best]) + own_letters[best]) if is_clear else Guess("")


def _rank(scores: dict[str, int]) -> list[tuple[str, int]]:
    """Return the two languages with the highest scores."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return (ranked + [("", 0), ("", 0)])[:2]
