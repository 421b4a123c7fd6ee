"""English spellings: variants, misspellings, contractions, abbreviations and units."""

from sources.languages.lexicon import compile_rules, parse_expansions, parse_variants

SPELLING_VARIANTS = parse_variants("""
    grey/gray greys/grays programme/program programmes/programs program/programm tyre/tire
    tyres/tires plough/plow sceptic/skeptic sceptics/skeptics sceptical/skeptical
    sceptically/skeptically scepticism/skepticism mould/mold moult/molt draught/draft
    draughts/drafts gaol/jail axe/ax cosy/cozy pyjamas/pajamas sulphur/sulfur moustache/mustache
    judgement/judgment judgements/judgments judgemental/judgmental acknowledgement/acknowledgment
    acknowledgements/acknowledgments abridgement/abridgment lodgement/lodgment ageing/aging
    likeable/likable sizeable/sizable unmistakeable/unmistakable whilst/while amongst/among
    amidst/amid towards/toward afterwards/afterward backwards/backward forwards/forward
    upwards/upward downwards/downward inwards/inward outwards/outward onwards/onward learnt/learned
    burnt/burned spelt/spelled spoilt/spoiled dreamt/dreamed leapt/leaped leant/leaned knelt/kneeled
    adviser/advisor advisers/advisors protester/protestor protesters/protestors focused/focussed
    focusing/focussing focuses/focusses benefited/benefitted benefiting/benefitting
    targeted/targetted targeting/targetting artefact/artifact artefacts/artifacts inquiry/enquiry
    inquiries/enquiries dispatch/despatch dispatched/despatched dispatches/despatches rouble/ruble
    roubles/rubles tsar/czar tsars/czars tsarist/czarist yoghurt/yogurt whisky/whiskey maths/math
    cypher/cipher enrol/enroll enrols/enrolls enrolment/enrollment fulfil/fulfill fulfils/fulfills
    fulfilment/fulfillment instalment/installment instalments/installments skilful/skillful
    skilfully/skillfully wilful/willful wilfully/willfully distil/distill instil/instill
    appal/appall defence/defense defences/defenses offence/offense offences/offenses licence/license
    licences/licenses licensed/licenced licensing/licencing practise/practice practised/practiced
    practising/practicing pretence/pretense pretences/pretenses cheque/check cheques/checks
    kerb/curb aluminium/aluminum aeroplane/airplane aeroplanes/airplanes jewellery/jewelry
    councillor/councilor councillors/councilors counsellor/counselor counsellors/counselors
    woollen/woolen marvellous/marvelous manoeuvre/maneuver manoeuvres/maneuvers
    manoeuvred/maneuvered manoeuvring/maneuvering foetus/fetus foetal/fetal okay/ok furore/furor
    omelette/omelet chilli/chili phoney/phony gypsy/gipsy gypsies/gipsies
    belarusian/belarussian/byelorussian belarusians/belarussians/byelorussians
    romania/rumania/roumania romanian/rumanian a/an storey/story storeys/stories
    connection/connexion inquire/enquire inquired/enquired install/instal specialty/speciality
    specialties/specialities dependent/dependant dependents/dependants smolder/smoulder
    smoldering/smouldering kidnapped/kidnaped kidnapping/kidnaping worshipped/worshiped wagon/waggon
    gram/gramme grams/grammes
""")
COMMON_MISSPELLINGS = parse_variants("""
    accommodate/acommodate achieve/acheive address/adress aggression/agression aggressive/agressive
    already/allready although/altough argument/arguement because/becuase beginning/begining
    business/buisness calendar/calender ceasefire/ceasfire commitment/committment committed/commited
    military/militry/millitary conscious/concious definitely/definately/definitly
    disappear/dissapear disappeared/dissapeared embarrass/embarass environment/enviroment
    existence/existance experience/experiance february/febuary foreign/foriegn
    government/goverment/governement governments/goverments guarantee/garantee/guarrantee
    harass/harrass immediately/immediatly independence/independance independent/independant
    intelligence/inteligence interest/intrest interesting/intresting knowledge/knowlege
    liaison/liason maintenance/maintainance missile/misile/missle missiles/misiles/missles
    necessary/neccessary/necesary noticeable/noticable occasion/ocassion/occassion occurred/occured
    occurrence/occurence parliament/parliment persistent/persistant possession/posession
    preferred/prefered president/presidant privilege/priviledge propaganda/propoganda
    publicly/publically receive/recieve received/recieved recommend/reccomend/recomend
    referred/refered relevant/relevent response/responce seize/sieze seized/siezed separate/seperate
    separated/seperated separately/seperately september/septmber separatist/seperatist
    separatists/seperatists soldiers/soliders successful/succesful/successfull surprise/suprise
    surprised/suprised territory/teritory their/thier the/teh threshold/threshhold
    tomorrow/tommorow/tommorrow transferred/transfered truly/truely until/untill vaccine/vacine
    weapon/wepon weapons/wepons weird/wierd which/wich withdrawal/withdrawl writing/writting
""")
EXPANSIONS = parse_expansions("""
    can't cannot: can not
    won't: will not
    shan't: shall not
    i'm: i am
    let's: let us
    that's: that is
    what's: what is
    who's: who is
    there's: there is
    here's: here is
    he's: he is
    she's: she is
    it's: it is
    where's: where is
    how's: how is
    us$: us $
    and: &
    mister: mr
    doctor: dr
    professor: prof
    missus: mrs
    versus: vs
    approx: approximately
    usa: US
    jan: january
    feb: february
    apr: april
    jun: june
    jul: july
    aug: august
    sep sept: september
    oct: october
    nov: november
    dec: december
    tue tues: tuesday
    thur thurs: thursday
    st: saint
    gen: general
    sen: senator
    gov: governor
    col: colonel
    lt: lieutenant
    capt: captain
    sgt: sergeant
    maj: major
    dept: department
    govt: government
    etc: et cetera
""")
ABBREVIATIONS = parse_expansions("""
    mar: march
    mon: monday
    wed: wednesday
    thu: thursday
    fri: friday
    rep: representative
    pres: president
    est: estimated
    inc: incorporated
    ca: circa
    min: minutes
""")
UNITS_AND_CURRENCIES = parse_expansions("""
    percent pct: %
    dollar dollars: $
    euro euros eur: €
    pound pounds gbp: £
    kilometre kilometres kilometer kilometers: km
    kilogram kilograms kilogramme kilogrammes: kg
    centimetre centimetres centimeter centimeters: cm
    millimetre millimetres millimeter millimeters: mm
    kilowatt kilowatts: kw
    megawatt megawatts: mw
""")

_STEMS_IN_OUR = (
    "arb|ard|arm|behavi|cand|clam|col|demean|disc?ol|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|"
    "misdemean|neighb|od|parl|ranc|rig|rum|savi|sav|splend|succ|tum|val|vap|vig"
)
_STEMS_IN_L = (
    "barrel|cancel|channel|chisel|counsel|dial|duel|enamel|fuel|funnel|grovel|initial|jewel|label|level|libel|"
    "marshal|marvel|model|panel|pedal|pencil|quarrel|revel|rival|shovel|shrivel|signal|snivel|spiral|"
    "swivel|total|towel|travel|tunnel|unravel|refuel|dishevel|equal"
)
SPELLING_RULES = compile_rules(
    (r"^((?:dis|un|mis)?(?:" + _STEMS_IN_OUR + r"))our(?!ce|se)", r"\1or"),
    (r"^(.{3,})is(e|ed|es|ing|er|ers|ation|ations|ational|able)$", r"\1iz\2"),
    (r"^(.{3,})ys(e|ed|es|ing|er|ers)$", r"\1yz\2"),
    (r"^(" + _STEMS_IN_L + r")l(ed|ing|er|ers|ings)$", r"\1\2"),
    (r"^(dialog|catalog|analog|monolog|prolog|epilog|pedagog|demagog|synagog)ue", r"\1"),
    (
        r"^((?:epi|amphi)?(?:cent|theat|met|lit|fib|calib|lust|sab|spect|somb|meag|goit|mit|och)"
        r"|(?:kilo|centi|milli|hecto|deca|deci|nano|micro)(?:met|lit)|amphitheat|reconnoit)re"
        r"(s?)$",
        r"\1er\2",
    ),
    (r"centred$", "centered"),
    (r"centring$", "centering"),
    (
        r"(anaem|haem|paed|gynaec|archae|leukaem|caes|encyclopaed|orthopaed|anaesth|mediaev|faec|aeon)",
        lambda match: match[0].replace("ae", "e"),
    ),
    (r"(oestr|diarrhoe|oesoph|oedem|homoeo)", lambda match: match[0].replace("oe", "e")),
)
# “Princess” and “princes”, “planned” and “planed” are different words, so double letters at the end
# or before an ending never count as a misspelling.
MISSPELLING_RULES = compile_rules(
    (r"ei", "ie"),
    (
        r"(?<=..)([bcdfgklmnprst])\1(?!$|ed$|ings?$|ers?$|es$|est$|l?y$|en$|ie[drs]$)"
        r"(?<!dess)(?<!cann)(?<!corr)(?<!riff)(?<!titt)",
        r"\1",
    ),
)
