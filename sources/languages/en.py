"""English lexicon: words whose change is material, and spellings whose change is not."""

import re

from sources.languages import en_spelling
from sources.languages.lexicon import (
    Lexicon,
    combine_numerals,
    compile_rules,
    enumerate_numerals,
    map_words_to_kinds,
    parse_word_set,
    parse_words,
)

ONES = enumerate_numerals("one two three four five six seven eight nine")
TENS = enumerate_numerals("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
TEENS = enumerate_numerals(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10
)
ORDINALS = parse_words("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
""")

CHANGE_KINDS = map_words_to_kinds(
    number="""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions trillion trillions dozen
    dozens score scores first second third fourth fifth sixth seventh eighth ninth tenth eleventh
    twelfth thirteenth fourteenth fifteenth twentieth thirtieth fortieth fiftieth hundredth
    thousandth once twice thrice double doubled triple tripled quadruple quarter quarters thirds
    fifths tenths single pair couple twofold threefold tenfold""",
    unit="""
    percent percentage % ‰ point points km m cm mm kg g t lb lbs oz ft mph kph kilometre kilometres
    kilometer kilometers metre metres meter meters centimetre centimetres centimeter centimeters
    mile miles yard yards foot feet inch inches gram grams kilogram kilograms kilo kilos ton tons
    tonne tonnes pounds litre litres liter liters gallon gallons barrel barrels acre acres hectare
    hectares watt watts kilowatt kilowatts megawatt megawatts gigawatt gigawatts kw mw gw kwh mwh
    gwh hertz degrees degree celsius fahrenheit square cubic second seconds minute minutes hour
    hours day days week weeks month months year years decade decades century centuries weekly
    daily monthly yearly annually hourly quarterly annual kiloton kilotons megaton megatons byte
    bytes gigabyte gigabytes terabytes volt volts calories bpd sq ha""",
    currency="""
    $ € £ ¥ ₽ ₴ zł dollar dollars euro euros pound pence cent cents sterling rouble roubles ruble
    rubles hryvnia hryvnias zloty zlotys yen yuan renminbi rupee rupees franc francs krona kronor
    krone kroner lira liras peso pesos real reais usd eur gbp rub uah pln chf jpy cny byn""",
    date="""
    january february March april May june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday today yesterday tomorrow tonight weekend morning afternoon evening night midnight noon
    midday spring summer autumn fall winter ago last next previous earlier later since until till
    now currently recently soon already yet still then formerly former current past future recent
    early late bc ad am pm""",
    negation="""
    not no non anti never none nothing nobody nowhere neither nor without hardly barely scarcely
    rarely seldom n't cannot fail fails failed failing refuse refuses refused refusing deny denies
    denied denying lack lacks lacked lacking absent absence""",
    modality="""
    may might can could must shall should will would ought need needs needed possibly possible
    impossible perhaps maybe probably probable likely unlikely certainly certain definitely
    undoubtedly surely allegedly alleged reportedly reported supposedly supposed apparently
    apparent seemingly seems seemed appears appeared presumably purportedly purported claimed
    claims claim said says confirmed confirms suspected suspects plans planned intends intended
    wants wanted hopes hoped expects expected expectedly considers considered believed believes
    feared fears threatened vowed promised potentially potential possibility probability""",
    quantifier="""
    all some any many most few fewer several every each both either half majority minority only
    just merely least less more much little enough nearly almost about around approximately
    roughly exactly precisely over under up than total entire entirely whole wholly partly
    partially fully completely mostly mainly largely always often sometimes usually generally
    frequently occasionally constantly another other others additional numerous countless various
    maximum minimum average median everyone everybody everything someone somebody something anyone
    anybody anything nobody ~ ≈ < > ≤ ≥ alone solely exclusively""",
    direction="""
    closer further on by at deterioration improvement improved worsened
    before after above below higher lower high low highest lowest increase increased increases
    increasing decrease decreased decreases decreasing rise rises rose risen rising drop dropped
    drops dropping fell fallen falls falling grow grew grown grows growing shrink shrank shrunk
    gain gained gains loss lost lose loses losing won win wins winning win success successful
    victory defeat defeated up down better worse best worst larger smaller bigger greater largest
    smallest biggest longer shorter stronger weaker faster slower older younger north south east
    west northern southern eastern western left right inside outside within beyond into out from
    to against for with between among near far import imports imported export exports exported buy
    bought sell sold accept accepted reject rejected allow allowed ban banned open opened close
    closed begin began start started stop stopped end ended legal illegal lawful true false guilty
    innocent dead alive killed wounded injured support supported supports oppose opposed opposes""",
    article="the a an this that these those his her its their our your my",
    conjunction="and or but if unless because although though despite while whereas & /",
)

LEXICON = Lexicon(
    language="en",
    change_kinds=CHANGE_KINDS,
    spellings=en_spelling.SPELLING_VARIANTS
    | en_spelling.COMMON_MISSPELLINGS
    | en_spelling.EXPANSIONS,
    abbreviations=en_spelling.ABBREVIATIONS,
    numerals=ONES | TEENS | TENS | combine_numerals(TENS, ONES) | {("zero",): 0},
    hundred_words=frozenset({"hundred"}),
    multipliers={"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    | {"mln": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12},
    half_endings=frozenset({("&", "a", "half")}),
    units=en_spelling.UNITS_AND_CURRENCIES,
    phrases={
        ("per", "cent"): "percent",
        ("is", "been"): "has been",  # as “it's been” was read
        ("has", "been"): "has been",
        ("united", "states"): "US",
        ("united", "kingdom"): "uk",
        ("united", "nations"): "UN",
        ("european", "union"): "eu",
    },
    counting_articles=frozenset({"a"}),
    number_conjunction="&",
    ordinals={word: number for number, word in enumerate(ORDINALS, 1)},
    capitalized_words=parse_word_set("""
    may march august polish turkey china japan labour labor democrat democrats democratic
    conservative conservatives liberal liberals republican republicans green greens left job reading
    nice bush brown rice gore grant frank rich guinea lent mosaic pole poles finn swede dane
    catholic orthodox ram said slim mobile
    """),
    uppercase_words=frozenset({"us", "it", "who", "aids", "un"}),
    alphabet_letters=frozenset(),
    diacritic_words=parse_word_set("""
    résumé résumés exposé exposés pâté rosé lamé maté saké öre
    """),
    spelling_rules=en_spelling.SPELLING_RULES,
    contraction_rules=compile_rules(
        (r"n't$", " not"),
        (r"'re$", " are"),
        (r"'ve$", " have"),
        (r"'ll$", " will"),
        (r"'d$", " would"),
    ),
    joined_words=frozenset(["underway", "anymore", "onto"]),
    misspelling_rules=en_spelling.MISSPELLING_RULES,
    # “Re-covered” is not “recovered”; before a vowel the hyphen makes no difference.
    hyphen_sensitive=re.compile("re-[^aeiou]|re-act|re-all|co-ops?$|un-ion|extra-ord"),
    has_open_compounds=True,
    common_words=parse_word_set("""
    the of and to in is was for on that with as by at from are be were has had have it its this
    which or an he his him she her they their them not but who whom been will would could should
    may might must can more than also after before about over under into out up no one all when
    where while there what how why if so such some any other only said we our us you your my me do
    does did because during between against through within without per new first last two three
    years year people government president
    """),
    thousands_separator=",",
    decimal_separator=".",
    allows_month_first=True,
)
