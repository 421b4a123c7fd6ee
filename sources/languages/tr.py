"""Turkish lexicon: words whose change is material, and spellings whose change is not."""

from sources.languages.lexicon import (
    Lexicon,
    Numerals,
    combine_numerals,
    enumerate_numerals,
    map_words_to_kinds,
    parse_expansions,
    parse_variants,
    parse_word_set,
)

ONES = enumerate_numerals("bir iki üç dört beş altı yedi sekiz dokuz")
TENS = enumerate_numerals("on yirmi otuz kırk elli altmış yetmiş seksen doksan", 10, 10)
TEENS = {("on", *one): 10 + value for one, value in ONES.items()} | {
    ("on" + one,): 10 + value for (one,), value in ONES.items()
}
JOINED_TENS = {
    (ten + one,): ten_value + value
    for (ten,), ten_value in TENS.items()
    for (one,), value in ONES.items()
}


def _list_numerals() -> Numerals:
    """Return the numerals below a hundred, and a thousand; “bir” alone may be an article."""
    numerals = ONES | TENS | TEENS | JOINED_TENS | combine_numerals(TENS, ONES)
    del numerals["bir",]
    return numerals | {("sıfır",): 0, ("bin",): 1000}


CHANGE_KINDS = map_words_to_kinds(
    number=" ".join(word for (word,) in ONES | TENS)
    + """ sıfır yüz bin milyon milyar trilyon binlerce yüzlerce milyonlarca onlarca düzine birinci
    ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu ilk tek çift iki
    katı kat yarım buçuk çeyrek üçte dörtte kez kere defa""",
    unit="""
    % ‰ yüzde puan km m cm mm kg g t kilometre metre santimetre gram kilogram kilo ton litre hektar
    dönüm derece kare metrekare kilometrekare watt kilovat megavat varil saniye dakika saat gün
    günlük hafta haftalık ay aylık yıl yıllık sene çeyrek yüzyıl asır mil""",
    currency="""
    $ € £ ₽ ₴ ₺ lira tl kuruş dolar avro euro sterlin ruble frank yen yuan grivna usd eur try""",
    date="""
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı
    çarşamba perşembe cuma cumartesi pazar bugün dün yarın sabah akşam gece öğle öğlen ilkbahar yaz
    sonbahar kış geçen önümüzdeki gelecek son şimdi halen henüz hâlâ hala yakında artık eski önceki
    sonraki başında sonunda ortasında itibaren beri kadar geç erken""",
    negation="""
    değil değildi değildir yok yoktu hayır hiç hiçbir asla kimse olmayan olmadı olmadan olmadığını
    olmayacak etmedi etmeyen yapmadı yapmayacak edilmedi yapılmadı reddetti yalanladı
    reddediyor ne sadece dışında hariç""",
    modality="""
    olabilir olabileceğini edebilir yapabilir gerekir gerekiyor gerek lazım şart zorunda mecbur
    belki muhtemelen büyük ihtimalle kesin kesinlikle mutlaka galiba sanırım iddia iddiaya iddia
    sözde güya görünüyor gibi olası olasılık mümkün imkansız olacak edecek yapacak istiyor
    istedi planlıyor bekliyor umuyor söyledi dedi belirtti açıkladı göre""",
    quantifier="""
    bütün tüm hepsi hep her herkes bazı bazıları birkaç çok çoğu çoğunluk azınlık az biraz yarısı
    yalnızca yalnız ancak en fazla daha az azından çoğunlukla yaklaşık neredeyse civarında
    takriben tam tamamen kısmen genellikle bazen nadiren sürekli daima diğer başka toplam
    ortalama birçok pek hemen sayıda üzerinde aşkın""",
    direction="""
    önce sonra üstünde altında yukarı aşağı yüksek düşük arttı azaldı artış azalış azalma artıyor
    azalıyor yükseldi düştü yükseliş düşüş yükseliyor düşüyor kazandı kaybetti kazanıyor kaybediyor
    kazanç kayıp kayıplar zafer yenilgi büyük küçük uzun kısa güçlü zayıf hızlı yavaş iyi kötü
    kuzey güney doğu batı sağ sol karşı lehine aleyhine için ile arasında içinde ithalat ihracat
    başladı bitti sona yasal yasadışı doğru yanlış suçlu masum öldü yaralandı ölü yaralı sağ kabul
    yasakladı izin""",
    conjunction="ve veya ya yahut ama fakat eğer çünkü ise oysa & /",
)

LEXICON = Lexicon(
    language="tr",
    change_kinds=CHANGE_KINDS,
    spellings=parse_variants("""
        sanayi/sanayî resmi/resmî milli/millî dini/dinî siyasi/siyasî askeri/askerî
        tarihi/tarihî ilmi/ilmî hukuki/hukukî euro/avro mahkum/mahkûm mahkumiyet/mahkûmiyet
        hükümet/hükûmet hükümeti/hükûmeti hükümetin/hükûmetin rüzgar/rüzgâr islam/islâm
        selanik/selânik kağıt/kâğıt dükkan/dükkân imkan/imkân imkansız/imkânsız zeka/zekâ
    """)
    | parse_expansions("""
        ve: &
        yüzde: %
        doktor: dr
        profesör: prof
    """),
    abbreviations=parse_expansions("""
        dr: dr
        prof: prof
        doç: doçent
        av: avukat
        gen: general
        vb: ve benzeri
        vs: vesaire
        yy: yüzyıl
        bkz: bakınız
        sn: sayın
    """),
    numerals=_list_numerals(),
    hundreds={"yüz": 100} | {f"{one}yüz": 100 * value for (one,), value in ONES.items()},
    hundred_words=frozenset({"yüz"}),
    multipliers={"bin": 10**3}
    | dict.fromkeys(("milyon", "mn", "mln"), 10**6)
    | dict.fromkeys(("milyar", "mr", "mlr"), 10**9)
    | {"trilyon": 10**12},
    units=parse_expansions("""
        lira tl try: ₺
        dolar usd: $
        avro euro eur: €
        sterlin gbp: £
        ruble rub: ₽
        kilometre: km
        kilogram: kg
        santimetre: cm
        hektar: ha
    """),
    phrases={("birleşmiş", "milletler"): "bm", ("avrupa", "birliği"): "ab"},
    fractions={"yarım": "0.5"},
    half_endings=frozenset({("buçuk",)}),
    counting_articles=frozenset({"bir"}),
    adds_smaller_parts=True,
    alphabet_letters=frozenset("çğıöşüâîû"),
    has_dotless_i=True,
    common_words=parse_word_set("""
    ve veya ya ile ama fakat ancak için gibi kadar göre sonra önce daha çok en az bir iki üç bin
    yüz milyon milyar yüzde bu şu ne her bazı tüm bütün hiç değil var yok olan olarak olduğu
    olduğunu oldu olacak olmadığını etti edildi ediyor dedi diye söyledi tarafından üzerine karşı
    arasında içinde ise de da ki mi yılında yıl geçen kişi bakan bakanı başkanı cumhurbaşkanı
    hükümet türkiye geldi gitti öldü verdi aldı yaptı açıklandı kabul
    """),
    ambiguous_words=parse_word_set("on bin yedi bir try ton mn mr mlr"),
    thousands_separator=".",
    decimal_separator=",",
)
