"""French lexicon: words whose change is material, and spellings whose change is not."""

from sources.languages.lexicon import (
    Lexicon,
    compile_rules,
    enumerate_numerals,
    map_words_to_kinds,
    parse_expansions,
    parse_variants,
    parse_word_set,
)

ONES = enumerate_numerals("deux trois quatre cinq six sept huit neuf", 2)
TEENS = enumerate_numerals("dix onze douze treize quatorze quinze seize", 10) | {
    ("dix", "sept"): 17,
    ("dix", "huit"): 18,
    ("dix", "neuf"): 19,
}
TENS = enumerate_numerals("vingt trente quarante cinquante soixante", 20, 10)
SWISS_TENS = enumerate_numerals("septante octante/huitante nonante", 70, 10)


def _list_numerals() -> dict[tuple[str, ...], int]:
    numerals = ONES | TEENS | TENS | SWISS_TENS | {("zéro",): 0}
    for ten, ten_number in (TENS | SWISS_TENS).items():
        numerals |= {(*ten, *one): ten_number + number for one, number in ONES.items()}
        numerals[*ten, "&", "un"] = numerals[*ten, "un"] = ten_number + 1
    numerals |= {("soixante", *word): 60 + number for word, number in TEENS.items()}
    numerals["soixante", "&", "onze"] = 71
    eighty = ("quatre", "vingt")
    numerals |= {eighty: 80, ("quatre", "vingts"): 80, (*eighty, "un"): 81}
    return numerals | {(*eighty, *word): 80 + number for word, number in (ONES | TEENS).items()}


CHANGE_KINDS = map_words_to_kinds(
    number="""
    zéro un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize vingt vingts trente quarante cinquante soixante septante huitante octante nonante cent
    cents mille million millions milliard milliards billion billions mds md centaine centaines
    millier milliers dizaine dizaines douzaine douzaines vingtaine trentaine quarantaine
    cinquantaine premier première premiers premières deuxième second seconde troisième quatrième
    cinquième sixième septième huitième neuvième dixième double doublé triple triplé tiers quart
    quarts cinquièmes fois""",
    unit="""
    pourcent % ‰ point points pourcentage km m cm mm kg g t kilomètre kilomètres mètre mètres
    centimètre centimètres gramme grammes kilogramme kilogrammes kilo kilos tonne tonnes litre
    litres hectare hectares degré degrés carré carrés cube cubes watt watts kilowatt kilowatts
    mégawatt mégawatts gigawatt gigawatts baril barils seconde secondes minute minutes heure
    heures jour jours journée semaine semaines mois an ans année années décennie décennies siècle
    siècles trimestre trimestres quotidien quotidiennement mensuel mensuels annuel annuels
    hebdomadaire""",
    currency="""
    $ € £ ₽ ₴ euro euros dollar dollars livre livres rouble roubles franc francs zloty zlotys
    hryvnia hryvnias centime centimes yen yens usd eur gbp chf""",
    date="""
    janvier février mars avril mai juin juillet août aout septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche aujourd'hui hier demain avant-hier matin
    soir nuit midi minuit printemps été automne hiver dernier dernière derniers dernières prochain
    prochaine prochains prochaines passé passée depuis maintenant actuellement bientôt déjà encore
    ancien ancienne anciens anciennes futur future début fin tôt tard récemment désormais
    longtemps weekend précédent précédente suivant suivante""",
    negation="""
    ne n n' pas non jamais aucun aucune aucuns nul nulle rien personne ni sans guère point
    nullement hormis sauf manque refuse refusé refusent nie nié nient dément démenti""",
    modality="""
    peut peuvent pourrait pourraient pouvait pouvaient pourra doit doivent devrait devraient
    devait devaient devra faut fallait faudra faudrait veut veulent voulait sera seront serait
    seraient aurait auraient peut-être probablement probable sans-doute sûrement certainement
    certain vraisemblablement éventuellement prétendument prétendu prétendue présumé présumée
    présumés apparemment semble semblent semblait paraît possible impossible possiblement
    improbable soi-disant supposé supposée affirme affirmé déclare dit assure espère prévoit
    envisage compte souhaite craint selon incontestablement""",
    quantifier="""
    tous tout toute toutes certains certaines quelques plusieurs beaucoup peu chaque chacun chacune
    plupart majorité minorité moitié demi demie seulement uniquement seul seule seuls seules moins
    davantage maximum minimum presque environ près quasi quasiment approximativement exactement
    précisément entièrement totalement partiellement complètement principalement surtout toujours
    souvent parfois rarement généralement trop assez autant nombreux nombreuses divers diverses
    les des autre autres total totale totalité ensemble quelque moyen moyenne ne...que""",
    direction="""
    avant après dessus dessous sous sur plus haut bas hausse baisse hausses baisses augmenté
    diminué augmente diminue augmentation diminution reculé progressé croissance gagné perdu gagne
    perd gagner perdre gain perte victoire défaite supérieur supérieure inférieur inférieure
    meilleur meilleure pire mieux grand petit long court fort faible rapide lent nord sud est
    ouest gauche droite contre pour avec de à vers entre dans hors importations exportations
    importation exportation accepté rejeté autorisé interdit commencé terminé début légal illégal
    vrai faux coupable innocent mort vivant tué blessé tués blessés monté descendu""",
    conjunction="et ou mais donc or car si parce bien quoique tandis alors & /",
)

SPELLINGS = parse_variants("""
    événement/évènement événements/évènements clé/clef clés/clefs paiement/payement
    réglementaire/règlementaire réglementation/règlementation bistrot/bistro surement/sûrement
    dument/dûment ile/île iles/îles connaitre/connaître connait/connaît paraitre/paraître
    parait/paraît apparait/apparaît disparaitre/disparaître maitre/maître maitres/maîtres
    maitrise/maîtrise aout/août cout/coût couts/coûts couter/coûter coute/coûte diner/dîner
    boite/boîte boites/boîtes chaine/chaîne chaines/chaînes entraine/entraîne entrainer/entraîner
    entrainement/entraînement gout/goût fraiche/fraîche bruler/brûler brule/brûle trainer/traîner
    piqure/piqûre abime/abîme ainé/aîné plait/plaît
""") | parse_expansions("""
    et: &
    mme: madame
    mlle: mademoiselle
    docteur: dr
""")
ABBREVIATIONS = parse_expansions("""
    janv: janvier
    févr fév: février
    avr: avril
    juil: juillet
    sept: septembre
    oct: octobre
    nov: novembre
    déc: décembre
    env: environ
    etc: et cetera
    prof: professeur
    gén: général
    m: monsieur
""")

UNITS_AND_CURRENCIES = parse_expansions("""
    pourcent: %
    euro euros eur: €
    dollar dollars: $
    kilomètre kilomètres: km
    kilogramme kilogrammes: kg
    centimètre centimètres: cm
""")

LEXICON = Lexicon(
    language="fr",
    change_kinds=CHANGE_KINDS,
    spellings={word: words for word, words in SPELLINGS.items() if word != words},
    abbreviations=ABBREVIATIONS,
    numerals=_list_numerals(),
    hundreds={"cent": 100},
    hundred_words=frozenset({"cent", "cents"}),
    multipliers={"mille": 10**3, "trillion": 10**18}
    | dict.fromkeys(("million", "millions"), 10**6)
    | dict.fromkeys(("milliard", "milliards", "md", "mds"), 10**9)
    | dict.fromkeys(("billion", "billions"), 10**12),
    half_endings=frozenset({("&", "demi")}),
    units=UNITS_AND_CURRENCIES,
    phrases={("pour", "cent"): "pourcent", ("n", "°"): "numéro"},
    counting_articles=frozenset({"un"}),
    capitalized_words=frozenset(["mars", "mai"]),
    uppercase_words=frozenset(["un"]),
    alphabet_letters=frozenset("àâäçéèêëîïôöùûüÿ"),
    # The reform of 1990 drops the circumflex, and capitals are often written without diacritics.
    spelling_rules=compile_rules((r"^[éèê](?=..)", "e"), (r"^â(?=..)", "a")),
    contraction_rules=compile_rules(
        (r"^(l|d|n|qu|j|c|s|m|t|jusqu|lorsqu|puisqu|quoiqu)'(?=.)", r"\1' ")
    ),
    joined_words=frozenset(["weekend", "entretemps"]),
    common_words=parse_word_set("""
    le la les un une des du de au aux et ou mais ne pas plus que qui quoi dont où est sont était
    étaient été être ont avait avaient avoir sera serait fait il elle ils elles on nous vous je se
    ce cet cette ces son sa ses leur leurs notre dans en sur sous par pour avec sans chez entre
    vers contre selon depuis pendant après avant comme si très aussi tout tous toute toutes même
    encore déjà deux trois cent mille millions milliards ans année années personnes gouvernement
    président hier lors près moins
    """),
    thousands_separator=".",  # in Belgium, Switzerland and older texts; decimals have a comma
    decimal_separator=",",
)
