"""Words that are written with a hyphen wherever they are in a line, by language. Pure.

A list can only help: it is asked about the words of which the rest of the document says nothing.
"""

import re

_NUMBERS_EN = "two|three|four|five|six|seven|eight|nine|ten|twelve|first|second|third"
_PARTICIPLES_EN = (
    "making|cutting|seeking|saving|raising|sharing|setting|finding|checking|producing|earning"
    "|wielding|wearing|breaking|driven|growing|facing|inspired|sponsored|controlled|appointed"
)
_LATE_PARTS_EN = (
    "based|born|bound|called|controlled|driven|educated|funded|governmental|growing|handed|held"
    "|income|known|led|minded|oriented|owned|paid|paying|profile|profit|ranking|related|run"
    "|running|sized|speaking|speed|standing|sufficient|term|time|tier|quality|value|wing|world"
)
_HYPHENATED = {
    "en": re.compile(
        r"(?:self|well|cross|half|vice)-(?!ish|ness|ing|ings|ed|er|ers|es|fish|roy|way|ington)\w+"
        r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+"
        r"|non-(?!sense|e\b|sens)\w+|\d+(?:st|nd|rd|th)-\w+"
        r"|anti-(?!que|c\b|cs\b|dote|bod|biot|sep|lop|cip|phon|gen|thes|path)\w{3,}"
        rf"|(?:one|{_NUMBERS_EN})-(?!teen|ty\b|tie|een|self|fold|some|ant|anc|sion|or\b|nis|der|ure"
        r"|ary|ory|ately|et\b|hand)\w{3,}"
        r"|(?:must|could|would|should|might)-(?:have|haves|see|be|been|win|read)"
        rf"|(?!under|over|out|fore|mis|up)\w{{4,}}-(?:{_PARTICIPLES_EN})"
        r"|\w{4,}-(?:centric|wise|free|proof|rich|poor|heavy|ready|wide|long|focused|focussed)"
        r"|ex-(?:president|minister|mayor|leader|chief|wife|husband|member|official|head|prisoner)s?"
        r"|so-called|quasi-\w+|re-e\w{3,}|pre-e\w{3,}|co-op\w*|co-(?:author|chair|found|operat|ordinat|own|pilot|work)\w*"
        rf"|(?:{_NUMBERS_EN})-(?:year|day|week|month|hour|minute|mile|page|part|point|party|person"
        r"|time|times|way|thirds?|fifths?|quarters?|half|storey|story|bedroom|term|seat|fold|digit"
        r"|hand|class|rate|generation|floor|quarter|tier|term)"
        r"|(?:years?|months?|weeks?|days?)-(?:old|olds|long|end|round)"
        rf"|(?:high|low|long|short|mid|middle|full|part|hard|large|small|far|left|right|new|old|top"
        rf"|late|early|upper|lower|best|better|deep|fast|slow|free|open|real|single|multi|much|many"
        rf"|state|privately|publicly|under|over|ill|good|wide|world|anti|pro|pre|post)-(?:{_LATE_PARTS_EN}"
        r"|class|level|ranking|range|rise|reaching|scale|lived|winger|fashioned|ever|needed"
        r"|century|year|war|election|tax|vaccine|government|european|russian|western)"
        r"|\w{4,}-(?:based|backed|funded|related|owned|wielding|called|friendly|style|like|elect"
        r"|general|turned|shaped|sized|ups?|off|offs|in-chief|by-election)"
        r"|\w+-(?:up|ups|in-law)|(?:check|sit|drop|lead|build|trade|well|fall|go)-(?:in|off|on|out)s?"
        r"|by-(?:election|law|product|pass)s?|e-mails?|t-shirts?|x-rays?"
    ),
    "fr": re.compile(
        r"\w{4,}-(?:ils?|elles?|nous|vous|moi|toi|lui|leur|même|mêmes|là|ci|être)"
        r"|(?:peut|est|sont|dit|fait|dira|a-t|va-t)-(?:ils?|elles?|on|ce|être)"
        r"|(?:vingt|trente|quarante|cinquante|soixante|quatre|dix)-\w+|ci-\w+|au-d\w+|par-d\w+"
        r"|(?:c'est|c’est)-à|rendez-vous|(?:vice|ex)-(?:président|ministre|premier)\w*"
        r"|(?:sous|non|demi|mi|semi|avant|après|grand|porte|chef|contre)-(?!s\b|e\b|es\b)\w{4,}"
    ),
    "es": re.compile(r"ex-(?:presidente|ministro|alcalde)\w*|(?:franco|hispano|anglo|greco)-\w+"),
    "pt": re.compile(
        r"(?:pós|pré|recém|além|vice|bem|mal|ex)-\w{3,}|\w+[áêô]-l[oa]s?|\w{3,}-lhes?"
        r"|(?:segunda|terça|quarta|quinta|sexta)-feiras?|\w{3,}(?:ou|ar|er|ir|am|em)-se"
    ),
    "it": re.compile(r"(?:ex|vice)-(?:presidente|ministro|sindaco)\w*|(?:italo|anglo|russo)-\w+"),
    "de": re.compile(
        r"nicht-\w+|(?:deutsch|russisch|englisch)-\w+sch\w*|ex-(?:präsident|kanzler)\w*"
    ),
    "pl": re.compile(r"(?:polsko|niemiecko|rosyjsko|biało|czarno|społeczno)-\w+|\w+-(?:bym|byś)"),
    "ru": re.compile(
        r"по-\w+(?:ому|ему|ски|цки|ьи)|ко[ей]-\w+|из-(?:за|под)|\w+-(?:либо|нибудь|таки)"
        r"|(?:кто|что|где|как|как[а-я]{2,3}|когда|почему|куда|откуда|чей|кого|кому|чему|столько)-то"
        r"|(?:северо|юго|социально|общественно|вице|экс|военно|научно)-\w+"
    ),
    "uk": re.compile(
        r"по-\w+(?:ому|єму|ськи|цьки)|будь-\w+|казна-\w+|з-(?:за|під|над)|із-за"
        r"|(?:хто|що|де|як|як[а-яіїє]{1,3}|коли|чому|куди|звідки|чий|кого|кому)-(?:то|небудь)"
        r"|(?:північно|південно|соціально|віце|екс|військово|науково)-\w+"
    ),
}
_GUESSED = ("en", "fr", "uk", "ru")  # the patterns that are used where the language is not known
# Languages that write two words as one word, if they do not write them apart: where both parts are
# words, the hyphen says nothing.
_CLOSED_COMPOUND_LANGUAGES = re.compile("de|nl|sv|da|no|nb|nn|fi|et|hu|is|lb|af")
# English words that make one word with the next: everyone, overseas, newspaper.
_CLOSED_FIRST_PARTS = re.compile(
    "(?:over|under|out|with|some|every|any|when|where|what|how|there|here|news|work|house|home"
    "|land|water|fire|life|time|back|fore|after|down|never|none|more|also|like|rain|book|hand|foot"
    "|ship|rail|road|farm|mail|wood|snow|sand|sun|moon|head|heart|birth|death|hall|name|door|week"
    "|day|school|class|bath|bed|eye|sea|air|earth|grand|step|the|can|may|him|her|it|our|them|your)"
)
_MIN_COMPOUND_PART = 4


def is_hyphenated(word: str, language: str) -> bool:
    """Return whether the word is known to have its hyphen wherever it is."""
    languages = (language,) if language in _HYPHENATED else _GUESSED
    word = word.casefold().replace("\u2010", "-").replace("\u2011", "-")
    return any(_HYPHENATED[code].fullmatch(word) for code in languages)


def is_likely_compound(first: str, last: str, language: str) -> bool:
    """Return whether two words of the document, in lower case, are a compound with a hyphen."""
    if is_hyphenated(f"{first}-{last}", language):
        return True
    is_long = min(len(first), len(last)) >= _MIN_COMPOUND_PART
    is_closed = _CLOSED_FIRST_PARTS.fullmatch(first) or _CLOSED_COMPOUND_LANGUAGES.fullmatch(
        language
    )
    return is_long and not is_closed
