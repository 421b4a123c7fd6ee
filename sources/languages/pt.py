"""Portuguese lexicon: words whose change is material, and spellings whose change is not.

It holds for Portugal and Brazil. “Bilhão” is a thousand millions in Brazil, and “bilião” a million
millions in Portugal.
"""

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

ONES = enumerate_numerals("dois/duas três quatro cinco seis sete oito nove", 2)
TEENS = enumerate_numerals(
    "dez onze doze treze catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito"
    " dezenove/dezanove",
    10,
)
TENS = enumerate_numerals(
    "vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa", 20, 10
)
HUNDREDS = enumerate_numerals(
    "cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas"
    " quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas"
    " novecentos/novecentas",
    100,
    100,
)


def _list_numerals() -> Numerals:
    """Return the numerals below a hundred (“trinta e um” is three words) and some thousands."""
    endings = ONES | {("um",): 1, ("uma",): 1}
    compounds = {
        (*ten, conjunction, *one): ten_value + value
        for ten, ten_value in TENS.items()
        for one, value in endings.items()
        for conjunction in ("&", "e")
    }
    thousands = {
        ("mil", *conjunction, *word): 1000 + value
        for word, value in HUNDREDS.items()
        for conjunction in ((), ("&",), ("e",))
    }
    thousands |= {("mil",): 10**3, ("mil milhões",): 10**9}
    return ONES | TEENS | TENS | compounds | thousands | {("zero",): 0}


CHANGE_KINDS = map_words_to_kinds(
    number=" ".join(word for (word,) in ONES | TEENS | TENS | HUNDREDS)
    + """ zero um uma mil milhar milhares milhão milhões bilhão bilhões bilião biliões trilhão
    trilhões trilião triliões centena centenas dezena dezenas dúzia dúzias vintena primeiro
    primeira primeiros primeiras segundo segunda terceiro terceira quarto quarta quinto quinta
    sexto sexta sétimo sétima oitavo oitava nono nona décimo décima dobro dobrou duplicou
    triplicou triplo terço terços quartos vez vezes""",
    unit="""
    porcento % ‰ ponto pontos percentual percentuais percentagem porcentagem km m cm mm kg g t
    quilômetro quilômetros quilómetro quilómetros metro metros centímetro centímetros grama gramas
    quilograma quilogramas quilo quilos tonelada toneladas litro litros hectare hectares grau
    graus quadrado quadrados cúbico cúbicos watt watts quilowatt megawatt megawatts gigawatt barril
    barris minuto minutos hora horas dia dias semana semanas mês meses ano anos década décadas
    século séculos trimestre trimestres semestre diário diária mensal mensais anual anuais semanal
    milha milhas""",
    currency="""
    $ € £ ₽ ₴ r$ euro euros dólar dólares libra libras rublo rublos real reais franco francos iene
    ienes yuan yuanes peso pesos escudo escudos kwanza kwanzas metical meticais cêntimo cêntimos
    centavo centavos usd eur brl""",
    date="""
    janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo hoje ontem
    anteontem amanhã noite tarde madrugada manhã meio-dia meia-noite primavera verão outono inverno
    passado passada passados próximo próxima próximos último última últimos últimas desde até agora
    atualmente atual breve já ainda antigo antiga ex-presidente ex-ministro futuro futura anterior
    seguinte início fim final recentemente cedo""",
    negation="""
    não nem nunca jamais nada ninguém nenhum nenhuma nenhuns sem tampouco apenas nega negou negam
    desmente desmentiu rejeita rejeitou recusou exceto salvo""",
    modality="""
    pode podem poderia poderiam podia podiam poderá poderão deve devem deveria deveriam devia deviam
    deverá deverão quer querem queria será serão seria seriam haverá haveria talvez provavelmente
    provável possivelmente possível impossível improvável certamente certo supostamente suposto
    suposta alegadamente alegado alegada aparentemente parece parecia afirma afirmou disse diz
    garante garantiu declarou sustenta espera esperam prevê planeja planeia pretende promete
    prometeu teme segundo conforme indubitavelmente""",
    quantifier="""
    todo toda todos todas tudo algum alguma alguns algumas vários várias muito muita muitos muitas
    pouco pouca poucos poucas cada maioria minoria metade meio meia só somente unicamente único
    única menos mais máximo mínimo quase cerca perto aproximadamente uns umas exatamente totalmente
    parcialmente completamente principalmente sempre frequentemente vezes raramente geralmente
    demais bastante tanto tanta numerosos numerosas diversos outros outras outro outra total ambos
    ambas qualquer média inteiro inteira""",
    direction="""
    antes depois sobre sob acima abaixo alto alta baixo baixa subiu desceu sobe desce sobem caem
    subida queda aumentou diminuiu aumenta diminui aumento diminuição redução cresceu caiu
    crescimento cai cresce ganhou perdeu ganha perde ganho perda perdas vitória derrota superior
    inferior melhor pior maior menor grande pequeno longo curto forte fraco rápido lento norte sul
    leste oeste esquerda direita contra a favor com de para entre dentro fora por em importações
    exportações importação exportação aceitou aprovou proibiu permitiu começou terminou legal
    ilegal verdadeiro verdade falso mentira culpado inocente morto vivo mortos feridos ferido""",
    conjunction="e ou mas porém se porque embora enquanto pois & /",
)

MULTIPLIERS = (
    dict.fromkeys(["mil"], 10**3)
    | dict.fromkeys(["milhão", "milhões", "mi"], 10**6)
    | dict.fromkeys(["mil milhões", "bilhão", "bilhões", "bi"], 10**9)
    | dict.fromkeys(["bilião", "biliões", "trilhão", "trilhões", "tri"], 10**12)
    | dict.fromkeys(["trilião", "triliões"], 10**18)
)

LEXICON = Lexicon(
    language="pt",
    change_kinds=CHANGE_KINDS,
    # The spelling before the reform of 1990 (Portugal kept silent consonants), and the doublets.
    spellings=parse_variants("""
        ação/acção ações/acções direção/direcção atual/actual atuais/actuais
        atualmente/actualmente ótimo/óptimo ótima/óptima ótimos/óptimos
        projeto/projecto projetos/projectos setor/sector
        setores/sectores ator/actor atores/actores fator/factor fatores/factores direto/directo
        direta/directa diretamente/directamente diretor/director diretora/directora
        objetivo/objectivo objetivos/objectivos adoção/adopção exceção/excepção coleção/colecção
        eletricidade/electricidade elétrica/eléctrica elétrico/eléctrico inspeção/inspecção
        proteção/protecção redação/redacção seleção/selecção trajeto/trajecto reação/reacção
        fração/fracção infração/infracção eleitoral/eleitoral arquiteto/arquitecto
        exato/exacto exatamente/exactamente ativo/activo ativa/activa atividade/actividade
        atividades/actividades efetivo/efectivo afetado/afectado afetados/afectados
        coletivo/colectivo contato/contacto ideia/idéia assembleia/assembléia europeia/européia
        voo/vôo para/pára frequente/freqüente consequência/conseqüência
        consequências/conseqüências sequestro/seqüestro tranquilo/tranqüilo cinquenta/cinqüenta
        porcentagem/percentagem registro/registo registros/registos irã/irão
        bebê/bebé bebês/bebés comitê/comité comitês/comités
        vietnã/vietname moscou/moscovo polônia/polónia equipe/equipa quilômetro/quilómetro
        quatorze/catorze dezasseis/dezesseis dezassete/dezessete dezanove/dezenove
    """)
    | parse_expansions("""
        doutor doutora dra: dr
        senhor: sr
        senhora: sra
    """),
    euphonic_variants={"e": "&"},
    abbreviations=parse_expansions("""
        sr: sr
        sra: sra
        dr dra: dr
        prof: professor
        gen: general
        núm: número
        pág: página
        aprox: aproximadamente
        av: avenida
        jan: janeiro
        fev: fevereiro
        abr: abril
        ago: agosto
        set: setembro
        out: outubro
        nov: novembro
        dez: dezembro
    """),
    numerals=_list_numerals(),
    hundreds={word: value for (word,), value in HUNDREDS.items()},
    multipliers=MULTIPLIERS,
    units=parse_expansions("""
        porcento: %
        euro euros eur: €
        dólar dólares usd: dólares
        real reais brl: r$
        rublo rublos rub: ₽
        quilómetro quilómetros quilômetros: km
        quilograma quilogramas: kg
        centímetro centímetros: cm
        tonelada: toneladas
        hectare hectares: ha
    """),
    phrases={
        ("por", "cento"): "porcento",
        ("r", "$"): "r$",
        ("mil", "milhões"): "mil milhões",
        ("estados", "unidos"): "eua",
        ("nações", "unidas"): "onu",
        ("união", "europeia"): "ue",
        **{(word, "de"): word for word in MULTIPLIERS if word != "mil"},
    },
    fractions={"meio": "0.5"},
    half_endings=frozenset({("&", "meio"), ("e", "meio"), ("&", "meia")}),
    counting_articles=frozenset({"um"}),
    number_conjunction="&",
    alphabet_letters=frozenset("áâãàçéêíóôõúü"),
    # Before m and n Portugal writes an open vowel (económico) and Brazil a closed one (econômico).
    spelling_rules=compile_rules((r"ô(?=[mn])", "ó"), (r"(?<!^t)(?<!^v)ê(?=[mn])", "é")),
    has_gendered_numerals=True,
    common_words=parse_word_set("""
    os as um uma uns umas de do da dos das ao à aos às no na nos nas em pelo pela pelos pelas ou
    mas que quem qual não nem sim se seu sua seus suas lhe ele ela eles elas nós com por para sem
    sobre entre até desde contra durante após ante sob é são era eram foi foram ser está estão
    estava há tem têm tinha como mais menos muito já também só quando onde porque este esta estes
    estas esse essa isso aquele todo toda todos todas outro outra dois duas três mil milhões
    bilhões anos ano ontem hoje governo presidente pessoas disse será pode podem
    """),
    ambiguous_words=parse_word_set("dez doze um uma e mi bi tri set"),
    thousands_separator=".",
    decimal_separator=",",
)
