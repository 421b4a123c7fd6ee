"""French: the words whose change matters, and the spellings whose change does not."""

from sources.languages.lexicon import Lexicon, counted, groups, kinds, listed, readings, rules

UNITS = counted("deux trois quatre cinq six sept huit neuf", 2)
TEENS = counted("dix onze douze treize quatorze quinze seize", 10) | {
    ("dix", "sept"): 17,
    ("dix", "huit"): 18,
    ("dix", "neuf"): 19,
}
TENS = counted("vingt trente quarante cinquante soixante", 20, 10)
SWISS = counted("septante octante/huitante nonante", 70, 10)


def _numerals() -> dict[tuple[str, ...], int]:
    found = UNITS | TEENS | TENS | SWISS | {("zéro",): 0}
    for ten, high in (TENS | SWISS).items():
        found |= {(*ten, *unit): high + low for unit, low in UNITS.items()}
        found[*ten, "&", "un"] = found[*ten, "un"] = high + 1
    found |= {("soixante", *word): 60 + low for word, low in TEENS.items()}
    found["soixante", "&", "onze"] = 71
    eighty = ("quatre", "vingt")
    found |= {eighty: 80, ("quatre", "vingts"): 80, (*eighty, "un"): 81}
    return found | {(*eighty, *word): 80 + low for word, low in (UNITS | TEENS).items()}


KINDS = kinds(
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

SAME = groups("""
    événement/évènement événements/évènements clé/clef clés/clefs paiement/payement
    réglementaire/règlementaire réglementation/règlementation bistrot/bistro surement/sûrement
    dument/dûment ile/île iles/îles connaitre/connaître connait/connaît paraitre/paraître
    parait/paraît apparait/apparaît disparaitre/disparaître maitre/maître maitres/maîtres
    maitrise/maîtrise aout/août cout/coût couts/coûts couter/coûter coute/coûte diner/dîner
    boite/boîte boites/boîtes chaine/chaîne chaines/chaînes entraine/entraîne entrainer/entraîner
    entrainement/entraînement gout/goût fraiche/fraîche bruler/brûler brule/brûle trainer/traîner
    piqure/piqûre abime/abîme ainé/aîné plait/plaît
""") | readings("""
    et: &
    mme: madame
    mlle: mademoiselle
    docteur: dr
""")
SHORT = readings("""
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

MEASURES = readings("""
    pourcent: %
    euro euros eur: €
    dollar dollars: $
    kilomètre kilomètres: km
    kilogramme kilogrammes: kg
    centimètre centimètres: cm
""")

LEXICON = Lexicon(
    language="fr",
    kinds=KINDS,
    same={word: words for word, words in SAME.items() if word != words},
    short=SHORT,
    numerals=_numerals(),
    hundreds={"cent": 100},
    hundred=frozenset({"cent", "cents"}),
    multipliers={"mille": 10**3, "trillion": 10**18}
    | dict.fromkeys(("million", "millions"), 10**6)
    | dict.fromkeys(("milliard", "milliards", "md", "mds"), 10**9)
    | dict.fromkeys(("billion", "billions"), 10**12),
    measures=MEASURES,
    phrases={("pour", "cent"): "pourcent", ("n", "°"): "numéro"},
    one=frozenset({"un"}),
    capital=frozenset(["mars", "mai"]),
    upper=frozenset(["un"]),
    letters=frozenset("àâäçéèêëîïôöùûüÿ"),
    # The reform of 1990 leaves the circumflex out, capitals often go without their marks.
    rules=rules((r"^[éèê](?=..)", "e"), (r"^â(?=..)", "a")),
    contracted=rules((r"^(l|d|n|qu|j|c|s|m|t|jusqu|lorsqu|puisqu|quoiqu)'(?=.)", r"\1' ")),
    together=frozenset(["weekend", "entretemps"]),
    frequent=frozenset(listed("les dans avec aux été ont cette ses leur sont mais est du")),
    decimal=",",
)
