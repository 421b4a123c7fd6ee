"""German lexicon: words whose change is material, and spellings whose change is not."""

from sources.languages.lexicon import (
    Lexicon,
    compile_rules,
    enumerate_numerals,
    map_words_to_kinds,
    parse_expansions,
    parse_variants,
    parse_word_set,
    parse_words,
)

ONES = parse_words("""
    ein zwei drei vier fünf sechs sieben acht neun
    """)
TEENS = parse_words("""
    zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn
    """)
TENS = parse_words("""
    zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
    """)


def _list_below_hundred() -> dict[str, int]:
    numerals = {word: number for number, word in enumerate(ONES, 1)}
    numerals |= {word: number for number, word in enumerate(TEENS, 10)}
    tens = dict(zip(range(20, 100, 10), TENS, strict=True))
    numerals |= {word: number for number, word in tens.items()}
    for ten, word in tens.items():
        numerals |= {f"{one}und{word}": ten + number for number, one in enumerate(ONES, 1)}
    return numerals


def _list_below_thousand() -> dict[str, int]:
    rest = _list_below_hundred()
    hundreds = {f"{one}hundert": number * 100 for number, one in enumerate(ONES, 1)}
    hundreds |= {"hundert": 100}
    sums = {
        f"{hundred}{word}": hundred_number + number
        for hundred, hundred_number in hundreds.items()
        for word, number in rest.items()
    }
    return rest | hundreds | sums


def _list_numerals() -> dict[tuple[str, ...], int]:
    """Return numerals written as one word, up to round thousands; umlauts and ß are spelt out."""
    below = _list_below_thousand()
    thousands = {f"{word}tausend": number * 1000 for word, number in below.items()}
    numerals = below | thousands | {"tausend": 1000}
    return {(_spell_out(word),): number for word, number in numerals.items() if word != "ein"}


def _spell_out(word: str) -> str:
    return word.replace("ß", "ss").replace("ü", "ue").replace("ö", "oe")


CHANGE_KINDS = map_words_to_kinds(
    number="""
    null ein eins zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn
    fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig
    achtzig neunzig hundert hunderte hunderten tausend tausende tausenden million millionen mio
    milliarde milliarden mrd billion billionen tsd dutzend dutzende erste ersten erster erstes
    zweite zweiten zweiter zweites dritte dritten dritter drittes vierte vierten vierter fünfte
    fünften fünfter sechste sechsten siebte siebten achte achten neunte neunten zehnte zehnten
    einmal zweimal dreimal viermal mehrmals doppelt doppelte doppelten dreifach dreifache
    verdoppelt verdoppelte verdreifacht verdreifachte drittel viertel fünftel zehntel paar zweier
    dreier beiden einzige einzigen einziger""",
    unit="""
    prozent prozentpunkt prozentpunkte prozentpunkten % ‰ km m cm mm kg g t kilometer kilometern
    meter metern zentimeter millimeter gramm kilogramm kilo tonne tonnen liter litern hektar
    quadratkilometer quadratkilometern quadratmeter quadratmetern kubikmeter kubikmetern grad
    celsius watt kilowatt megawatt gigawatt kilowattstunden kilowattstunde megawattstunden
    sekunde sekunden minute minuten stunde stunden tag tage tagen tages woche wochen monat monate
    monaten monats jahr jahre jahren jahres jahrzehnt jahrzehnte jahrzehnten jahrhundert
    jahrhunderts jahrhunderten quartal quartals täglich wöchentlich monatlich jährlich stündlich
    meile meilen punkt punkte punkten barrel""",
    currency="""
    $ € £ ₽ ₴ euro euros cent cents dollar dollars pfund rubel franken zloty złoty hryvnia griwna
    hrywnja mark yen kronen krone lira lire usd eur gbp chf rub uah pln""",
    date="""
    januar jänner februar feber märz april mai juni juli august september oktober november
    dezember jan feb mär apr jun jul aug sep sept okt nov dez montag dienstag mittwoch donnerstag
    freitag samstag sonnabend sonntag montags dienstags heute gestern morgen vorgestern übermorgen
    heutige heutigen gestrige gestrigen nacht abend vormittag nachmittag mittag mitternacht
    frühling frühjahr sommer herbst winter wochenende vergangene vergangenen vergangener letzte
    letzten letzter letztes nächste nächsten nächster nächstes kommende kommenden vorige vorigen
    seit bis jetzt nun derzeit aktuell bald bereits schon früher später ehemalige ehemaligen
    ehemaliger frühere früheren künftig künftige künftigen anfang ende mitte kürzlich zuletzt""",
    negation="""
    nicht nichts nie niemals niemand niemanden niemandem kein keine keinen keinem keiner keines
    keinerlei keinesfalls keineswegs nirgends nirgendwo ohne weder noch kaum nein nimmer
    mitnichten außer fehlt fehlte fehlen verweigert verweigerte abgelehnt verneint bestreitet
    bestritt dementiert dementierte""",
    modality="""
    kann können konnte konnten könnte könnten muss muß müssen musste mussten müsste müssten darf
    dürfen durfte durften dürfte dürften soll sollen sollte sollten will wollen wollte wollten mag
    mögen möchte möchten wird werden würde würden vielleicht möglicherweise wahrscheinlich
    vermutlich wohl angeblich offenbar anscheinend scheinbar mutmaßlich mutmaßliche mutmaßlichen
    mutmaßlicher sicher sicherlich bestimmt gewiss zweifellos eventuell voraussichtlich
    unwahrscheinlich unmöglich möglich mögliche möglichen notwendig womöglich eindeutig
    tatsächlich scheint schien behauptet behauptete sagt sagte erklärt erklärte hofft plant
    planen plante beabsichtigt erwartet vermutet befürchtet angebliche angeblichen angeblicher""",
    quantifier="""
    alle allen aller alles einige einigen einiger etliche viele vielen vieler vieles wenige wenigen
    weniger mehr meiste meisten jede jeden jedem jeder jedes sämtliche sämtlichen beide mehrere
    mehreren manche manchen mancher halb halbe halben hälfte mehrheit minderheit nur bloß lediglich
    mindestens wenigstens höchstens maximal minimal fast beinahe nahezu knapp etwa ungefähr circa
    ca rund gut genau exakt über unter teilweise teils völlig vollständig ganz ganze ganzen ganzer
    gesamt gesamte gesamten überwiegend größtenteils hauptsächlich immer oft häufig selten
    manchmal meist meistens gelegentlich stets zahlreiche zahlreichen viel wenig etwas genug
    ausschließlich allein durchschnittlich gerade einzelne einzelnen zusätzlich zusätzliche
    weitere weiteren andere anderen jemand""",
    direction="""
    vor nach oben unten höher niedriger hoch niedrig höchste höchsten niedrigste niedrigsten
    gestiegen gesunken steigt sinkt stieg sank steigen sinken erhöht erhöhte gesenkt senkte
    zugenommen abgenommen zunahme abnahme anstieg rückgang gewonnen verloren gewann verlor gewinnt
    verliert gewinn verlust sieg niederlage größer kleiner besser schlechter beste schlechteste
    länger kürzer stärker schwächer schneller langsamer älter jünger nord süd ost west norden
    süden osten westen nördlich südlich östlich westlich links rechts innerhalb außerhalb für
    gegen mit von aus zu zwischen einfuhr ausfuhr import export importe exporte angenommen
    erlaubt verboten begonnen beendet begann endete legal illegal wahr falsch schuldig unschuldig
    tot lebendig getötet verletzt verwundet unterstützt unterstützte auf ab""",
    conjunction="und oder aber sondern wenn falls weil obwohl denn sowie während & /",
)

SPELLINGS = parse_variants("""
    foto/photo fotos/photos fotograf/photograph telefon/telephon grafik/graphik potenzial/potential
    potenziell/potentiell potenzielle/potentielle potenziellen/potentiellen
    substanziell/substantiell substanzielle/substantielle existenziell/existentiell
    aufwändig/aufwendig aufwändige/aufwendige selbstständig/selbständig selbstständige/selbständige
    selbstständigen/selbständigen selbstständigkeit/selbständigkeit albtraum/alptraum rau/rauh
    raue/rauhe nummerieren/numerieren platzieren/plazieren platziert/plaziert biografie/biographie
    geografie/geographie geografisch/geographisch mikrofon/mikrophon delfin/delphin gerne/gern
    krieges/kriegs landes/lands staates/staats tages/tags gräuel/greuel stängel/stengel
    überschwänglich/überschwenglich behände/behende stopp/stop tipp/tip portmonee/portemonnaie
    fantasie/phantasie fantastisch/phantastisch
""") | parse_expansions("""
    und: &
    circa: ca
    doktor: dr
    professor: prof
    bzw: beziehungsweise
    zb: zum beispiel
    dh: das heisst
    ua: unter anderem
    usw: & so weiter
    nr: nummer
""")
ABBREVIATIONS = parse_expansions("""
    jan: januar
    feb: februar
    apr: april
    aug: august
    sep sept: september
    okt: oktober
    nov: november
    dez: dezember
    str: strasse
    gen: general
    präs: präsident
    st: sankt
    bzw: beziehungsweise
""")

UNITS_AND_CURRENCIES = parse_expansions("""
    prozent: %
    dollar dollars: $
    euro euros eur: €
    kilometer kilometern: km
    kilogramm: kg
    zentimeter: cm
""")

LEXICON = Lexicon(
    language="de",
    change_kinds=CHANGE_KINDS,
    spellings=SPELLINGS,
    abbreviations=ABBREVIATIONS,
    numerals=_list_numerals() | enumerate_numerals("null", 0),
    multipliers={"tausend": 10**3, "tsd": 10**3}
    | dict.fromkeys(("million", "millionen", "mio"), 10**6)
    | dict.fromkeys(("milliarde", "milliarden", "mrd"), 10**9)
    | dict.fromkeys(("billion", "billionen"), 10**12),
    fractions={"anderthalb": "1.5", "eineinhalb": "1.5", "zweieinhalb": "2.5", "dreieinhalb": "3.5"}
    | {"viereinhalb": "4.5", "halbe": "0.5"},
    units=UNITS_AND_CURRENCIES,
    counting_articles=frozenset({"ein", "eine", "einer"}),
    capitalized_words=parse_word_set("""
    sie ihr ihre ihrer ihren ihrem ihnen macht arm arme armen reich reiche reichen recht weise
    gefangene gefangenen leid lieben liebe sucht bitten wagen regen leben essen mehr paar wert
    morgen fest dichter sagen reisen alten alte neue neuen linke linken rechte rechten grüne grünen
    polnische russen fliegen laut dank kraft trotz
    """),
    alphabet_letters=frozenset("äöüß"),
    spelling_rules=compile_rules(
        (r"ß", "ss"),
        (r"ä", "ae"),
        (r"ö", "oe"),
        (r"ü", "ue"),
    ),
    diacritic_words=frozenset(["maße", "maßen", "buße", "bußen"]),
    joined_words=parse_word_set("""
    sodass zurzeit aufgrund anstelle mithilfe zugunsten zulasten infrage zuhause imstande
    kennenlernen sogenannt sogenannte sogenannten zuwege zumute
    """),
    common_words=parse_word_set("""
    der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist
    sind war waren wird werden wurde wurden worden hat haben hatte hatten sein ihr ihre ihrer
    ihren ihm ihn sie er es wir ich man sich auch auf aus bei bis durch für gegen in im ins am an
    mit nach ohne seit über um unter von vom vor zu zum zur zwischen als wie wenn weil dass daß ob
    so nur noch schon mehr sehr dann da wo was wer kann können muss müssen soll sollen will wollen
    darf gestern heute morgen neue neuen jahr jahre jahren menschen prozent millionen milliarden
    euro regierung präsident laut sagte rund etwa alle einige diese dieser dieses
    """),
    thousands_separator=".",
    decimal_separator=",",
    has_ordinal_stop=True,
)
