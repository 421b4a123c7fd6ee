"""Italian lexicon: words whose change is material, and spellings whose change is not."""

from sources.languages.lexicon import (
    Lexicon,
    compile_rules,
    map_words_to_kinds,
    parse_expansions,
    parse_variants,
    parse_word_set,
    parse_words,
)

ONES = parse_words("uno due tre quattro cinque sei sette otto nove")
TEENS = parse_words("""
    dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove
    """)
TENS = parse_words("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")


def _list_below_hundred() -> dict[str, int]:
    """Return 1 to 99; the ten drops its vowel before “uno” and “otto”: ventuno, ventotto."""
    numerals = {word: number for number, word in enumerate(ONES, 1)}
    numerals |= {word: number for number, word in enumerate(TEENS, 10)}
    for ten_number, ten in zip(range(20, 100, 10), TENS, strict=True):
        numerals[ten] = ten_number
        for number, one in enumerate(ONES, 1):
            stem = ten[:-1] if one[0] in "uo" else ten
            numerals[stem + one] = ten_number + number
        numerals[f"{ten}trè"] = ten_number + 3
        numerals[f"{ten[:-1]}un"] = ten_number + 1
    return numerals


def _list_below_thousand() -> dict[str, int]:
    rest = _list_below_hundred()
    hundreds = {"cento": 100} | {f"{one}cento": n * 100 for n, one in enumerate(ONES, 1) if n > 1}
    sums = {
        stem + word: hundred_number + number
        for hundred, hundred_number in hundreds.items()
        for word, number in rest.items()
        for stem in ({hundred, hundred[:-1]} if word[0] in "uo" else {hundred})
    }
    return rest | hundreds | sums


def _list_numerals() -> dict[tuple[str, ...], int]:
    """Return numerals written as one word: round thousands, and all up to 2,999."""
    below = _list_below_thousand()
    thousands = {f"{word}mila": number * 1000 for word, number in below.items() if number > 1}
    years = {f"mille{word}": 1000 + number for word, number in below.items()}
    years |= {f"duemila{word}": 2000 + number for word, number in below.items()}
    numerals = below | thousands | years | {"mille": 1000, "zero": 0}
    return {(word,): number for word, number in numerals.items() if word != "uno"}


CHANGE_KINDS = map_words_to_kinds(
    number=" ".join(_list_below_hundred())
    + """ zero un una cento mille mila duemila tremila diecimila centomila milione milioni miliardo
    miliardi bilione bilioni mln mld centinaio centinaia migliaio migliaia decina decine dozzina
    dozzine ventina trentina cinquantina primo prima primi prime secondo seconda terzo terza quarto
    quarta quinto quinta sesto sesta settimo settima ottavo ottava nono nona decimo decima doppio
    doppia raddoppiato raddoppiata triplo triplicato terzi quarti volta volte""",
    unit="""
    percento % ‰ punto punti percentuale percentuali km m cm mm kg g t chilometro chilometri metro
    metri centimetro centimetri grammo grammi chilogrammo chilogrammi chilo chili tonnellata
    tonnellate litro litri ettaro ettari grado gradi quadrato quadrati quadri cubo cubi watt
    kilowatt megawatt gigawatt barile barili minuto minuti ora ore giorno giorni giornata settimana
    settimane mese mesi anno anni decennio decenni secolo secoli trimestre trimestri semestre
    quotidiano mensile mensili annuo annuale annuali settimanale miglio miglia""",
    currency="""
    $ € £ ₽ ₴ euro dollaro dollari sterlina sterline rublo rubli franco franchi lira lire yen yuan
    zloty grivnia grivnie centesimo centesimi usd eur""",
    date="""
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    lunedì martedì mercoledì giovedì venerdì sabato domenica oggi ieri domani mattina mattino sera
    notte pomeriggio mezzogiorno mezzanotte primavera estate autunno inverno scorso scorsa scorsi
    prossimo prossima prossimi ultimo ultima ultimi ultime fino adesso ora attualmente attuale
    presto già ancora ex futuro futura precedente seguente inizio fine metà recentemente tardi""",
    negation="""
    non né no mai niente nulla nessuno nessuna nessun senza nemmeno neanche neppure appena nega
    negato negano smentisce smentito rifiuta rifiutato tranne salvo eccetto""",
    modality="""
    può possono potrebbe potrebbero poteva potevano potrà potranno deve devono dovrebbe dovrebbero
    doveva dovevano dovrà dovranno vuole vogliono voleva sarà saranno sarebbe sarebbero avrebbe
    avrebbero forse probabilmente probabile possibilmente possibile impossibile improbabile
    certamente certo sicuramente presunto presunta presunti presumibilmente apparentemente sembra
    sembrava afferma affermato dice detto dichiara dichiarato sostiene spera prevede intende
    promette promesso teme secondo""",
    quantifier="""
    tutto tutta tutti tutte alcuno alcuni alcune alcuna vari varie diversi diverse molto molta molti
    molte poco poca pochi poche ogni ognuno ciascuno maggioranza minoranza metà mezzo mezza solo
    soltanto solamente unico unica meno più massimo minimo almeno quasi circa approssimativamente
    esattamente totalmente parzialmente completamente principalmente soprattutto sempre spesso
    talvolta raramente generalmente troppo abbastanza tanto numerosi numerose altri altre altro
    altra totale entrambi entrambe qualche qualsiasi media intero intera oltre""",
    direction="""
    dopo sopra sotto su giù alto alta basso bassa salito sceso sale scende salgono scendono salita
    discesa aumentato diminuito aumenta diminuisce aumento diminuzione calo cresciuto calato
    crescita caduta cresce cala vinto perso vince perde guadagno perdita perdite vittoria sconfitta
    superiore inferiore migliore peggiore maggiore minore meglio peggio grande piccolo lungo corto
    forte debole veloce lento nord sud est ovest sinistra destra contro a favore con di verso tra
    fra dentro fuori per da in importazioni esportazioni importazione esportazione accettato
    respinto approvato vietato permesso iniziato finito cominciato legale illegale vero falso
    colpevole innocente morto vivo morti feriti ferito""",
    conjunction="e ed o od ma però se perché sebbene mentre & /",
)

MULTIPLIERS = (
    dict.fromkeys(["mila"], 10**3)
    | dict.fromkeys(["milione", "milioni", "mln"], 10**6)
    | dict.fromkeys(["miliardo", "miliardi", "mld", "mrd"], 10**9)
    | dict.fromkeys(["bilione", "bilioni"], 10**12)
)

LEXICON = Lexicon(
    language="it",
    change_kinds=CHANGE_KINDS,
    spellings=parse_variants("""
        obiettivo/obbiettivo obiettivi/obbiettivi province/provincie iugoslavia/jugoslavia
        intraprendere/intrapprendere familiare/famigliare familiari/famigliari
        sopravvissuti/sopravissuti menù/menu zar/czar
        sovrintendente/soprintendente sovrintendenza/soprintendenza
    """)
    | parse_expansions("""
        dottor dottore: dr
        signor signore: sig
        professor prof: professore
    """),
    # “E” and “a” and “o” take a d before a vowel.
    euphonic_variants=parse_expansions("""
        e ed: &
        ad: a
        od: o
    """),
    abbreviations=parse_expansions("""
        sig: sig
        dr dott: dr
        prof: professore
        gen: generale
        pag: pagina
        ca: circa
        feb: febbraio
        ott: ottobre
        nov: novembre
        dic: dicembre
        ecc: eccetera
    """),
    numerals=_list_numerals(),
    multipliers=MULTIPLIERS,
    units=parse_expansions("""
        percento: %
        euro eur: €
        dollaro dollari usd: $
        rublo rubli rub: ₽
        chilometro chilometri: km
        chilogrammo chilogrammi: kg
        centimetro centimetri: cm
        tonnellata: tonnellate
        ettaro ettari: ha
    """),
    phrases={
        ("per", "cento"): "percento",
        ("stati", "uniti"): "usa",
        ("nazioni", "unite"): "onu",
        ("unione", "europea"): "ue",
        **{(word, "di"): word for word in MULTIPLIERS if word != "mila"},
    },
    fractions={"mezzo": "0.5"},
    half_endings=frozenset({("&", "mezzo"), ("e", "mezzo")}),
    counting_articles=frozenset({"un"}),
    alphabet_letters=frozenset("àèéìíîòóùú"),
    # The two accents of e and o do not tell words apart; many write only one of them.
    spelling_rules=compile_rules((r"é", "è"), (r"ó", "ò"), (r"[íî]", "ì"), (r"ú", "ù")),
    contraction_rules=compile_rules(
        (r"^qual'(?=è)", "qual "),
        (r"^((?:dell|all|nell|sull|dall|coll|quell|un|l|d|c|s|n|quest|sant))'(?=.)", r"\1' "),
    ),
    has_gendered_numerals=True,
    common_words=parse_word_set("""
    il lo la gli le un uno una di del dello della dei degli delle al allo alla ai agli alle da dal
    dallo dalla dai dagli dalle in nel nello nella nei negli nelle con su sul sulla sui sulle per
    tra fra ed ma che chi cui non né sì si se suo sua suoi sue loro lui lei ci ne è sono era erano
    fu furono essere sta stato stata stati state ha hanno aveva avevano avere come più meno molto
    già anche solo quando dove perché questo questa questi queste quello quella tutto tutti tutte
    altro altri altre due tre mila milioni miliardi anni anno ieri oggi governo presidente persone
    detto sarà può possono deve
    """),
    ambiguous_words=parse_word_set("sei otto nove tre due uno e"),
    thousands_separator=".",
    decimal_separator=",",
)
