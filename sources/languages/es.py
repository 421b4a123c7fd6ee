"""Spanish lexicon: words whose change is material, and spellings whose change is not."""

from sources.languages.lexicon import (
    Lexicon,
    Numerals,
    compile_rules,
    enumerate_numerals,
    map_words_to_kinds,
    parse_expansions,
    parse_variants,
    parse_word_set,
)

ONES = enumerate_numerals("dos tres cuatro cinco seis siete ocho nueve", 2)
TEENS = enumerate_numerals(
    "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
    " veinte veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis"
    " veintisiete veintiocho veintinueve",
    10,
)
TENS = enumerate_numerals("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
HUNDREDS = enumerate_numerals(
    "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas"
    " quinientos/quinientas seiscientos/seiscientas setecientos/setecientas"
    " ochocientos/ochocientas novecientos/novecientas",
    100,
    100,
)


def _list_numerals() -> Numerals:
    """Return the numerals below a hundred (“treinta y uno” is three words) and some thousands."""
    endings = ONES | {("uno",): 1, ("un",): 1, ("una",): 1}
    compounds = {
        (*ten, conjunction, *one): ten_value + value
        for ten, ten_value in TENS.items()
        for one, value in endings.items()
        for conjunction in ("&", "y")
    }
    thousands = {("mil", *word): 1000 + value for word, value in HUNDREDS.items()}
    thousands |= {("mil",): 10**3, ("mil millones",): 10**9}
    return ONES | TEENS | TENS | compounds | thousands | {("cero",): 0}


CHANGE_KINDS = map_words_to_kinds(
    number=" ".join(word for (word,) in ONES | TEENS | TENS | HUNDREDS)
    + """ cero un uno una mil miles millar millares millón millones billón billones trillón
    trillones centenar centenares cientos decena decenas docena docenas veintena treintena
    primer primero primera primeros primeras segundo segunda segundos segundas tercer tercero
    tercera cuarto cuarta quinto quinta sexto sexta séptimo séptima octavo octava noveno novena
    décimo décima doble dobles duplicó duplicado triple triplicó tercio
    tercios cuartos vez veces""",
    unit="""
    porciento % ‰ punto puntos porcentual porcentuales porcentaje km m cm mm kg g t kilómetro
    kilómetros metro metros centímetro centímetros milímetros gramo gramos kilogramo kilogramos
    kilo kilos tonelada toneladas litro litros hectárea hectáreas grado grados cuadrado cuadrados
    cúbico cúbicos vatio vatios kilovatio kilovatios megavatio megavatios gigavatio gigavatios
    barril barriles segundo minuto minutos hora horas día días jornada semana semanas mes meses año
    años década décadas siglo siglos trimestre trimestres semestre diario diaria mensual
    mensuales anual anuales semanal semanales milla millas""",
    currency="""
    $ € £ ₽ ₴ euro euros dólar dólares libra libras rublo rublos peso pesos franco francos yen yenes
    yuan yuanes real reales bolívar bolívares grivna grivnas céntimo céntimos centavo centavos usd
    eur gbp""",
    date="""
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre lunes martes miércoles jueves viernes sábado domingo hoy ayer anteayer mañana noche
    tarde madrugada mediodía medianoche primavera verano otoño invierno pasado pasada pasados
    próximo próxima próximos último última últimos últimas desde hasta ahora actualmente actual
    pronto ya todavía aún antiguo antigua exministro expresidente futuro futura anterior siguiente
    principio principios finales fin inicio recientemente temprano""",
    negation="""
    no ni nunca jamás nada nadie ningún ninguno ninguna ningunos sin tampoco apenas niega negó
    negado niegan desmiente desmintió rechaza rechazó excepto salvo""",
    modality="""
    puede pueden podría podrían podía podían podrá podrán pudo debe deben debería deberían debía
    debían deberá deberán hay quiere quieren quería será serán sería serían habrá habría quizá
    quizás tal acaso probablemente probable posiblemente posible imposible improbable seguramente
    seguro cierto ciertamente supuestamente supuesto supuesta presuntamente presunto presunta
    presuntos aparentemente parece parecía afirma afirmó dice dijo asegura aseguró declaró sostiene
    espera esperan prevé planea pretende promete prometió teme según indudablemente""",
    quantifier="""
    todo toda todos todas alguno alguna algunos algunas algún varios varias mucho mucha muchos
    muchas poco poca pocos pocas cada mayoría minoría mitad medio media solo sólo solamente
    únicamente único única menos más máximo mínimo casi cerca alrededor aproximadamente unos unas
    exactamente totalmente parcialmente completamente principalmente siempre frecuentemente menudo
    veces raramente generalmente demasiado bastante tanto tanta numerosos numerosas diversos otros
    otras otro otra total ambos ambas cualquier cualquiera promedio entero entera""",
    direction="""
    antes después sobre bajo encima debajo alto alta bajo baja subió bajó sube baja suben bajan
    subida bajada aumentó disminuyó aumenta disminuye aumento disminución creció cayó crecimiento
    caída cae crece ganó perdió gana pierde ganancia ganancias pérdida pérdidas victoria derrota
    superior inferior mejor peor mayor menor grande pequeño largo corto fuerte débil rápido lento
    norte sur este oeste izquierda derecha contra a favor con de hacia entre dentro fuera por para
    en importaciones exportaciones importación exportación aceptó aprobó prohibió permitió comenzó
    terminó empezó legal ilegal verdadero verdad falso mentira culpable inocente muerto vivo
    muertos heridos herido""",
    conjunction="y e o u pero sino si porque aunque mientras pues & /",
)

MULTIPLIERS = (
    dict.fromkeys(["mil"], 10**3)
    | dict.fromkeys(["millón", "millones", "mill", "mlls"], 10**6)
    | dict.fromkeys(["mil millones", "millardo", "millardos"], 10**9)
    | dict.fromkeys(["billón", "billones"], 10**12)
    | dict.fromkeys(["trillón", "trillones"], 10**18)
)

LEXICON = Lexicon(
    language="es",
    change_kinds=CHANGE_KINDS,
    spellings=parse_variants("""
        solo/sólo septiembre/setiembre periodo/período periodos/períodos guion/guión
        video/vídeo videos/vídeos futbol/fútbol méxico/méjico mexicano/mejicano
        mexicanos/mejicanos irak/iraq catar/qatar quizás/quizá oscuro/obscuro
        transporte/trasporte sustancia/substancia sustancias/substancias suscribir/subscribir
        suscribió/subscribió posguerra/postguerra posverdad/postverdad élite/elite élites/elites
        policiaco/policíaco cardiaco/cardíaco austriaco/austríaco zar/czar
        carnet/carné chófer/chofer marihuana/mariguana kilogramo/quilogramo
        kilómetro/quilómetro kilómetros/quilómetros exministro/ex-ministro
        expresidente/ex-presidente dieciséis/dieciseis veintidós/veintidos veintitrés/veintitres
        veintiséis/veintiseis rublos/rublos ucrania/ucraína
    """)
    | parse_expansions("""
        doctor doctora dra: dr
        señor: sr
        señora: sra
        usted: ud
    """),
    # “Y” is “e” before an i, and “o” is “u” before an o.
    euphonic_variants=parse_expansions("""
        y e: &
        u: o
    """),
    abbreviations=parse_expansions("""
        sr: sr
        sra: sra
        dr dra: dr
        prof: profesor
        gral gen: general
        núm nro: número
        pág: página
        aprox: aproximadamente
        av avda: avenida
        ene: enero
        feb: febrero
        abr: abril
        ago: agosto
        sept sep: septiembre
        oct: octubre
        nov: noviembre
        dic: diciembre
        etc: etcétera
    """),
    numerals=_list_numerals(),
    hundreds={word: value for (word,), value in HUNDREDS.items()},
    multipliers=MULTIPLIERS,
    # “$” is the peso in much of Latin America, so it is not written for “dólares” here.
    units=parse_expansions("""
        porciento: %
        euro euros eur: €
        dólar dólares usd: dólares
        rublo rublos rub: ₽
        kilómetro kilómetros: km
        kilogramo kilogramos: kg
        centímetro centímetros: cm
        milímetro milímetros: mm
        tonelada: toneladas
        hectárea hectáreas: ha
    """),
    phrases={
        ("por", "ciento"): "porciento",
        ("por", "cien"): "porciento",
        ("mil", "millones"): "mil millones",
        ("estados", "unidos"): "eeuu",
        ("ee", "uu"): "eeuu",
        ("naciones", "unidas"): "onu",
        ("unión", "europea"): "ue",
        **{(word, "de"): word for word in MULTIPLIERS if word != "mil"},
    },
    fractions={"medio": "0.5"},
    half_endings=frozenset({("&", "medio"), ("y", "medio"), ("&", "media")}),
    joined_words=parse_word_set("""
    expresidente expresidenta exministro exministra exalcalde exalcaldesa exgobernador exdirector
    exdiputado exsoldado exagente
    """),
    counting_articles=frozenset({"un"}),
    alphabet_letters=frozenset("áéíóúüñ"),
    # The Academy dropped the accent of the demonstratives in 2010; “ésta” is not “está”.
    spelling_rules=compile_rules((r"^é(?=s(?:t?e|t?a|t?os|t?as)$)", "e"), (r"^aqué", "aque")),
    has_gendered_numerals=True,
    common_words=parse_word_set("""
    el la los las un una unos unas de del al pero sino que qué quien cual cuyo no ni sí se su sus
    le les lo me nos mi en con por para sin sobre entre hasta desde hacia según contra durante
    tras ante bajo es son era eran fue fueron ser está están estaba ha han había habían hay haber
    tiene tienen tenía como más menos muy ya también solo cuando donde porque si este esta estos
    estas ese esa eso aquel todo toda todos todas otro otra dos tres mil millones años año ayer
    hoy gobierno presidente personas dijo será puede pueden
    """),
    ambiguous_words=parse_word_set("once doce"),
    thousands_separator=".",
)
