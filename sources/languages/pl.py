"""Polish lexicon: words whose change is material, and spellings whose change is not."""

from sources.languages.lexicon import (
    Lexicon,
    combine_numerals,
    enumerate_numerals,
    map_words_to_kinds,
    parse_expansions,
    parse_word_set,
    parse_words,
)

ONES = enumerate_numerals(
    "jeden/jedna/jedno dwa/dwie/dwóch/dwu/dwaj/dwoma/dwóm trzy/trzech/trzem/trzej/trzema"
    " cztery/czterech/czterem/czterej pięć/pięciu sześć/sześciu siedem/siedmiu osiem/ośmiu"
    " dziewięć/dziewięciu"
)
TEENS = enumerate_numerals(
    "dziesięć/dziesięciu jedenaście/jedenastu dwanaście/dwunastu trzynaście/trzynastu"
    " czternaście/czternastu piętnaście/piętnastu szesnaście/szesnastu siedemnaście/siedemnastu"
    " osiemnaście/osiemnastu dziewiętnaście/dziewiętnastu",
    10,
)
TENS = enumerate_numerals(
    "dwadzieścia/dwudziestu trzydzieści/trzydziestu czterdzieści/czterdziestu"
    " pięćdziesiąt/pięćdziesięciu sześćdziesiąt/sześćdziesięciu"
    " siedemdziesiąt/siedemdziesięciu osiemdziesiąt/osiemdziesięciu"
    " dziewięćdziesiąt/dziewięćdziesięciu",
    20,
    10,
)
HUNDREDS = enumerate_numerals(
    "sto/stu dwieście/dwustu trzysta/trzystu czterysta/czterystu pięćset/pięciuset"
    " sześćset/sześciuset siedemset/siedmiuset osiemset/ośmiuset dziewięćset/dziewięciuset",
    100,
    100,
)
NUMERALS = ONES | TEENS | TENS | HUNDREDS

CHANGE_KINDS = map_words_to_kinds(
    number=" ".join(word for (word,) in NUMERALS)
    + """ zero jedna jedno jednego jednej dwoje troje tysiąc tysiące tysięcy tysiąca tys milion
    miliony milionów miliona mln miliard miliardy miliardów miliarda mld bilion biliony bilionów
    pierwszy pierwsza pierwsze pierwszego pierwszej pierwszym drugi druga drugie drugiego drugiej
    trzeci trzecia trzecie trzeciego trzeciej czwarty czwarta czwartego piąty piąta piątego szósty
    szósta siódmy siódma ósmy ósma dziewiąty dziesiąty raz dwukrotnie trzykrotnie kilkanaście
    kilkadziesiąt kilkaset kilka setki setek tuzin ćwierć trzecia półtora podwoił podwoiła""",
    unit="""
    procent procenty procentów procenta proc % ‰ punkt punkty punktów procentowy procentowych km m
    cm mm kg g t kilometr kilometry kilometrów metr metry metrów gram gramów kilogram kilogramów
    kilo tona tony ton litr litry litrów hektar hektarów stopień stopnie stopni megawat megawatów
    gigawat gigawatów baryłek baryłka sekunda sekundy sekund minuta minuty minut godzina godziny
    godzin dzień dni dnia doba doby tydzień tygodnie tygodni tygodnia miesiąc miesiące miesięcy
    miesiąca rok lata lat roku kwartał kwartału dekada dekady wiek wieku dziennie miesięcznie
    rocznie tygodniowo kwadratowych kilowatów""",
    currency="""
    $ € £ ₽ ₴ zł złoty złote złotych złotego gr groszy euro dolar dolary dolarów dolara rubel ruble
    rubli funt funty funtów frank franki franków hrywna hrywny hrywien pln usd eur""",
    date="""
    styczeń stycznia styczniu luty lutego lutym marzec marca marcu kwiecień kwietnia kwietniu maj
    maja maju czerwiec czerwca czerwcu lipiec lipca lipcu sierpień sierpnia sierpniu wrzesień
    września wrześniu październik października październiku listopad listopada listopadzie
    grudzień grudnia grudniu poniedziałek wtorek środa środę czwartek piątek sobota sobotę
    niedziela niedzielę poniedziałku wtorku środy czwartku piątku soboty niedzieli dziś dzisiaj
    wczoraj jutro pojutrze przedwczoraj rano wieczorem wieczór noc nocy południe północ wiosną
    latem jesienią zimą wiosna lato jesień zima ubiegły ubiegłym ubiegłego zeszły zeszłym zeszłego
    przyszły przyszłym przyszłego ostatni ostatnim ostatnich następny teraz obecnie wkrótce już
    jeszcze niedawno dawno były była byłego początek koniec""",
    negation="""
    nie nigdy nikt nikogo nikomu nic niczego żaden żadna żadne żadnego żadnej żadnych ani bez
    nigdzie ledwie ledwo bynajmniej wcale brak zaprzecza zaprzeczył odmówił odmawia
    oprócz""",
    modality="""
    może mogą mógł mogła mogli mogłoby mógłby mogłaby mogliby musi muszą musiał musiała musieli
    powinien powinna powinno powinni powinny należy trzeba chce chcą chciał będzie będą byłby
    byłaby byłoby podobno rzekomo rzekomy rzekoma rzekomego rzekome ponoć prawdopodobnie pewnie
    chyba zapewne zapewnie ewentualnie możliwe możliwy możliwa niemożliwe niewykluczone
    najprawdopodobniej niewątpliwie domniemany domniemana wydaje zdaje twierdzi mówi zamierza
    planuje oczekuje obawia pewne pewny raczej naprawdę miał miała mieli mają ma""",
    quantifier="""
    wszystkie wszyscy wszystkich wszystko wszystkim każdy każda każde każdego każdej kilku
    niektóre niektórzy niektórych wiele wielu mało niewiele niewielu większość większości
    mniejszość mniejszości połowa połowę połowy pół tylko jedynie wyłącznie zaledwie co najmniej
    najwyżej przynajmniej maksymalnie minimalnie prawie niemal około ok blisko ponad poniżej
    powyżej dokładnie mniej więcej trochę dużo całkowicie częściowo cały cała całe całego całej
    zawsze często czasami rzadko zwykle głównie przeważnie liczne liczni licznych inne inny innych
    obaj obie oba oboje najwięcej sporo dość łącznie średnio razem sam sama""",
    direction="""
    przed po nad pod wyżej niżej wyższy niższy wyższe niższe wyższa niższa wysoki niski wzrost
    spadek wzrosła spadła wzrósł spadł wzrosły spadły wzrosło spadło rośnie spada zwiększył
    zmniejszył zwiększyła zmniejszyła wygrał przegrał wygrała przegrała wygrali przegrali wygrana
    zwycięstwo porażka zysk strata lepszy gorszy lepiej gorzej większy mniejszy większa mniejsza
    dłuższy krótszy silniejszy słabszy szybciej wolniej północ południe wschód zachód lewo prawo
    za przeciw przeciwko dla z od do w na import eksport importu eksportu przyjął odrzucił
    rozpoczął zakończył rozpoczęła zakończyła zezwolił zakazał legalny nielegalny prawda fałsz
    winny niewinny zginął zginęło zginęła rannych ranny zabitych żywy martwy""",
    conjunction="i oraz lub albo ale lecz jeśli jeżeli bo ponieważ chociaż a & /",
)

UNITS_AND_CURRENCIES = parse_expansions("""
    procent procenty procentów procenta proc: %
    złoty złote złotych złotego pln: zł
    dolar dolary dolarów dolara: $
    euro eur: €
    kilometr kilometry kilometrów kilometra: km
    kilogram kilogramy kilogramów kilograma: kg
""")

LEXICON = Lexicon(
    language="pl",
    change_kinds=CHANGE_KINDS,
    spellings=parse_expansions("""
        oraz: &
        doktor: dr
        profesor: prof
        tzn: to znaczy
        tzw: tak zwany
        np: na przykład
        łukaszenko: łukaszenka
        dzisiaj: dziś
    """),
    euphonic_variants=parse_expansions("""
        i: &
        ze: z
        we: w
        ode: od
        przede: przed
        nade: nad
        pode: pod
        beze: bez
    """),
    abbreviations=parse_expansions("""
        ok: około
        r: roku
        ub: ubiegłego
        in: in
        godz: godziny
        ul: ulica
        gen: generał
        płk: pułkownik
        im: imienia
        św: święty
        mkw: metrów kwadratowych
        stycz: stycznia
        min: minut
    """),
    numerals=ONES | TEENS | TENS | combine_numerals(TENS, ONES) | {("zero",): 0},
    hundreds={word: at for (word,), at in HUNDREDS.items()},
    multipliers=dict.fromkeys(parse_words("tys tysiąc tysiące tysięcy tysiąca"), 10**3)
    | dict.fromkeys(parse_words("mln milion miliony milionów miliona"), 10**6)
    | dict.fromkeys(parse_words("mld miliard miliardy miliardów miliarda"), 10**9)
    | dict.fromkeys(parse_words("bln bilion biliony bilionów biliona"), 10**12),
    fractions={"półtora": "1.5", "pół": "0.5"},
    half_endings=frozenset({("&", "pół"), ("z", "połową")}),
    units=UNITS_AND_CURRENCIES,
    phrases={("m", "in"): "m.in.", ("między", "innymi"): "m.in."},
    capitalized_words=parse_word_set("""
    rada rady sejm polska polski polskie rosja mali mali czech czechy
    """),
    alphabet_letters=frozenset("ąćęłńóśźż"),
    common_words=parse_word_set("""
    na do od po za się nie jest są był była było byli będzie będą że który która które którzy
    którego której jak jako ale lub oraz czy aby żeby gdy kiedy bo ponieważ przez przed przy pod
    nad między dla bez około jego jej ich im go mu to ten ta te tego tej tym tych już jeszcze
    tylko też także bardzo może można został została zostały roku lat proc tys mln mld osób rząd
    prezydent według wczoraj dziś wszyscy niektórzy
    """),
    has_gendered_numerals=True,
    decimal_separator=",",
    has_ordinal_stop=True,
)
