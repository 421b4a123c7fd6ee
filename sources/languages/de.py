"""German: the words whose change matters, and the spellings whose change does not."""

from sources.languages.lexicon import Lexicon, counted, groups, kinds, listed, readings, rules

UNITS = listed("""
    ein zwei drei vier fünf sechs sieben acht neun
    """)
TEENS = listed("""
    zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn
    """)
TENS = listed("""
    zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
    """)


def _below_hundred() -> dict[str, int]:
    found = {word: at for at, word in enumerate(UNITS, 1)}
    found |= {word: at for at, word in enumerate(TEENS, 10)}
    found |= {word: at for at, word in zip(range(20, 100, 10), TENS, strict=True)}
    for ten, word in zip(range(20, 100, 10), TENS, strict=True):
        found |= {f"{unit}und{word}": ten + at for at, unit in enumerate(UNITS, 1)}
    return found


def _below_thousand() -> dict[str, int]:
    low = _below_hundred()
    high = {f"{unit}hundert": at * 100 for at, unit in enumerate(UNITS, 1)} | {"hundert": 100}
    both = {f"{word}{rest}": at + more for word, at in high.items() for rest, more in low.items()}
    return low | high | both


def _numerals() -> dict[tuple[str, ...], int]:
    """As one word, up to a whole number of thousands; ß is read as ss."""
    low = _below_thousand()
    whole = low | {f"{word}tausend": at * 1000 for word, at in low.items()} | {"tausend": 1000}
    return {(_plain(word),): number for word, number in whole.items() if word != "ein"}


def _plain(word: str) -> str:
    return word.replace("ß", "ss").replace("ü", "ue").replace("ö", "oe")


KINDS = kinds(
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

SAME = groups("""
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
""") | readings("""
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
SHORT = readings("""
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

MEASURES = readings("""
    prozent: %
    dollar dollars: $
    euro euros eur: €
    kilometer kilometern: km
    kilogramm: kg
    zentimeter: cm
""")

LEXICON = Lexicon(
    language="de",
    kinds=KINDS,
    same=SAME,
    short=SHORT,
    numerals=_numerals() | counted("null", 0),
    multipliers={"tausend": 10**3, "tsd": 10**3}
    | dict.fromkeys(("million", "millionen", "mio"), 10**6)
    | dict.fromkeys(("milliarde", "milliarden", "mrd"), 10**9)
    | dict.fromkeys(("billion", "billionen"), 10**12),
    measures=MEASURES,
    one=frozenset({"ein", "eine", "einer"}),
    capital=frozenset(
        listed("""
    sie ihr ihre ihrer ihren ihrem ihnen macht arm arme armen reich reiche reichen recht weise
    gefangene gefangenen leid lieben liebe sucht bitten wagen regen leben essen mehr paar wert
    morgen fest dichter sagen reisen alten alte neue neuen linke linken rechte rechten grüne grünen
    polnische russen fliegen laut dank kraft trotz
    """)
    ),
    letters=frozenset("äöüß"),
    rules=rules(
        (r"ß", "ss"),
        (r"ä", "ae"),
        (r"ö", "oe"),
        (r"ü", "ue"),
    ),
    marked=frozenset(["maße", "maßen", "buße", "bußen"]),
    together=frozenset(
        listed("""
    sodass zurzeit aufgrund anstelle mithilfe zugunsten zulasten infrage zuhause imstande
    kennenlernen sogenannt sogenannte sogenannten zuwege zumute
    """)
    ),
    frequent=frozenset(
        listed("und nicht auf für sich das ein eine wurde werden zum zur beim vom haben")
    ),
    grouping=".",
    decimal=",",
    ordinal_stop=True,
)
