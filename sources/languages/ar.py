"""Arabic lexicon: words whose change is material, and spellings whose change is not.

Words are compared without vowel signs and hamza (`sources.languages.folding`).
"""

from sources.languages.lexicon import (
    Lexicon,
    Numerals,
    compile_rules,
    enumerate_numerals,
    map_words_to_kinds,
    parse_expansions,
    parse_word_set,
    parse_words,
)

# ── numerals ────────────────────────────────────────────────────────────────────────────────────
# Both genders of each numeral.
ONES_TEXT = "ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع"
ONES = enumerate_numerals(ONES_TEXT, 3)
LOW_ONES = enumerate_numerals("واحد/واحدة/أحد/إحدى اثنان/اثنين/اثنتان/اثنتين")
TENS = enumerate_numerals(
    (
        "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين"
        " ثمانون/ثمانين تسعون/تسعين"
    ),
    20,
    10,
)
ELEVEN_AND_TWELVE = {
    tuple(words.split()): value
    for words, value in {
        "أحد عشر": 11,
        "إحدى عشرة": 11,
        "اثنا عشر": 12,
        "اثني عشر": 12,
        "اثنتا عشرة": 12,
        "اثنتي عشرة": 12,
    }.items()
}
HUNDREDS = enumerate_numerals(
    "مئة مئتان/مئتين/مئتي/مئتا ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة/ثمانيمئة تسعمئة",
    100,
    100,
)
# Two of them: a word of its own.
DUALS = {
    "ألفان ألفين ألفي": 2 * 10**3,
    "مليونان مليونين مليوني": 2 * 10**6,
    "ملياران مليارين ملياري": 2 * 10**9,
}
# Arabic has no article that would mean one before them.
LONE_MULTIPLIERS: Numerals = {("مليون",): 10**6, ("مليار",): 10**9}


def _list_below_hundred() -> Numerals:
    """Return the numerals up to 99: the one comes first, and the ten has a “و” (and)."""
    ten = {("عشرة",): 10, ("عشر",): 10}
    teens = {
        (*one, tens_word): 10 + value
        for one, value in ONES.items()
        for tens_word in ("عشر", "عشرة")
    }
    compounds = {
        (*one, f"و{tens_word}"): ten_value + value
        for (tens_word,), ten_value in TENS.items()
        for one, value in (LOW_ONES | ONES).items()
    }
    two = {(word,): 2 for word in parse_words("اثنان اثنين اثنتان اثنتين")}
    return ONES | two | ten | teens | ELEVEN_AND_TWELVE | TENS | compounds


def _list_numerals() -> Numerals:
    """Return the numerals up to 999, and two thousand, two million and so on."""
    rest = _list_below_hundred()
    sums = {
        (*hundred, f"و{first}", *others): hundred_value + value
        for hundred, hundred_value in HUNDREDS.items()
        for (first, *others), value in (LOW_ONES | rest).items()
    }
    duals = {(word,): value for words, value in DUALS.items() for word in words.split()}
    return rest | HUNDREDS | sums | duals | {("صفر",): 0, ("الف",): 10**3} | LONE_MULTIPLIERS


# ── words ───────────────────────────────────────────────────────────────────────────────────────
CHANGE_KINDS = map_words_to_kinds(
    number=" ".join(word for (word,) in ONES | LOW_ONES | TENS | HUNDREDS)
    + """ صفر عشرة عشر ألف ألفا آلاف ألفان ألفين مليون مليونا ملايين مليونين مليار
    مليارا مليارات مليارين بليون تريليون تريليونات مئات عشرات الأول الأولى أول الثاني الثانية ثاني
    الثالث الثالثة ثالث الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة الثامن الثامنة
    التاسع التاسعة العاشر العاشرة نصف ثلث ثلثي ثلثا ربع خمس ضعف ضعفي أضعاف مرة مرتين مرات بضعة بضع
    عدة""",
    unit="""
    % ‰ بالمئة المئة نقطة نقاط كيلومتر كيلومترا كيلومترات كم متر مترا أمتار سنتيمتر سم غرام غراما
    جرام كيلوغرام كيلوغراما كيلوجرام كغ كجم كيلو طن طنا أطنان لتر لترا هكتار هكتارا درجة درجات مربع
    مربعا مكعب ميغاواط ميجاوات غيغاواط جيجاوات برميل برميلا براميل ثانية ثوان دقيقة دقائق ساعة
    ساعات يوم يوما أيام يومين أسبوع أسابيع أسبوعين شهر شهرا أشهر شهرين شهور سنة سنوات عام عاما
    أعوام عامين سنتين عقد عقود قرن قرون يوميا شهريا سنويا أسبوعيا ميل أميال""",
    currency="""
    $ € £ ₽ ₴ دولار دولارا دولارات يورو جنيه جنيها جنيهات ريال ريالا ريالات درهم درهما دراهم دينار
    دينارا دنانير ليرة ليرات روبل روبلا روبلات فرنك ين يوان إسترليني شيكل""",
    date="""
    يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط
    آذار نيسان أيار حزيران تموز آب أيلول تشرين جانفي فيفري أفريل ماي جوان جويلية أوت يوليوز غشت
    شتنبر نونبر دجنبر محرم صفر ربيع جمادى رجب شعبان رمضان شوال الاثنين الإثنين الثلاثاء الأربعاء
    الخميس الجمعة السبت الأحد اليوم أمس غدا صباح صباحا مساء ليلا ليل ظهرا فجر فجرا الماضي الماضية
    المقبل المقبلة القادم القادمة الأخير الأخيرة الحالي الحالية السابق السابقة منذ حتى الآن قريبا
    لاحقا مؤخرا بداية نهاية مطلع أواخر الصيف الشتاء الخريف""",
    negation="""
    لا لم لن ليس ليست ليسوا غير دون بدون عدم أبدا مطلقا قط كلا ما ولا ولم ولن وليس نفى نفت ينفي تنفي
    رفض رفضت يرفض ترفض سوى إلا باستثناء لست بلا""",
    modality="""
    قد ربما يمكن يجب ينبغي سوف لعل محتمل يحتمل المحتمل المرجح مرجح بالتأكيد مؤكد المزعوم المزعومة
    مزعوم يزعم زعم زعمت يبدو كأن مستحيل ممكن يريد تريد يعتزم تعتزم يخطط يتوقع توقع أعلن أعلنت قال
    قالت صرح أكد أكدت يدعي ادعى ادعت وعد يأمل يخشى مشتبه المشتبه""",
    quantifier="""
    كل جميع كافة بعض معظم غالبية أغلبية أغلب أقلية قليل كثير العديد أكثر أقل فقط تقريبا حوالي نحو
    زهاء قرابة أكبر أصغر حد الأقل الأكثر الأقصى الأدنى تماما جزئيا كليا دائما غالبا أحيانا نادرا
    عادة كلا كلتا آخر أخرى آخرون أي أحد مجموع إجمالي متوسط وحده وحدها""",
    direction="""
    قبل بعد فوق تحت أعلى أدنى ارتفع ارتفعت انخفض انخفضت يرتفع ينخفض ارتفاع انخفاض زاد زادت تراجع
    تراجعت زيادة نقص نمو هبوط صعود فاز فازت خسر خسرت فوز خسارة خسائر ربح أرباح هزيمة انتصار أفضل
    أسوأ كبير صغير طويل قصير قوي ضعيف شمال جنوب شرق غرب يمين يسار ضد مع من إلى على عن في بين داخل
    خارج صادرات واردات قبلت وافق وافقت منع سمح بدأ بدأت انتهى انتهت قانوني صحيح خاطئ مذنب بريء قتل
    قتلى جرحى جريح مات حي""",
    conjunction="و أو أم لكن إذا لأن رغم بينما ثم & /",
)

# The months of the Levant and of the Maghreb, after those of Egypt and the Gulf.
MONTHS = parse_expansions("""
    جانفي: يناير
    شباط فيفري: فبراير
    آذار: مارس
    نيسان إبريل أفريل: أبريل
    أيار ماي: مايو
    حزيران جوان: يونيو
    تموز جويلية يوليوز: يوليو
    آب أوت غشت: أغسطس
    أيلول شتنبر: سبتمبر
    نونبر: نوفمبر
    دجنبر: ديسمبر
    """)
_TWO_WORD_MONTHS = {
    "كانون الثاني": "يناير",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}


def _list_phrases() -> dict[tuple[str, ...], str]:
    """Return months of two words or in both calendars (“نيسان/أبريل”), and “in the hundred”."""
    months = {tuple(words.split()): month for words, month in _TWO_WORD_MONTHS.items()}
    doubled: dict[tuple[str, ...], str] = {}
    for month in {*months.values(), *MONTHS.values()}:
        doubled |= {(month, "/"): f"{month}/", (f"{month}/", month): month}
        # The second month has two words as well: كانون is not yet يناير when it is read.
        doubled |= {(f"{month}/", first): f"{month}/{first}" for first, second in months if second}
        doubled |= {
            (f"{month}/{first}", second): month
            for (first, second), same in months.items()
            if same == month
        }
    percent = {("في", ("المئة")): "بالمئة"}
    hundreds = {
        (one, ("مئة")): value for (one,), value in enumerate_numerals(ONES_TEXT, 300, 100).items()
    }
    joined = {pair: word for pair, value in hundreds.items() if (word := _get_hundred(value))}
    return months | doubled | percent | joined


def _get_hundred(value: int) -> str:
    return next(word for (word,), number in HUNDREDS.items() if number == value)


LEXICON = Lexicon(
    language="ar",
    change_kinds=CHANGE_KINDS,
    spellings=MONTHS
    | parse_expansions("""
    هيأة: هيئة
    امريكا: أميركا
    أمريكي: أميركي
    أمريكية: أميركية
    الأمريكي: الأميركي
    الأمريكية: الأميركية
    الأمريكيين: الأميركيين
    انجلترا: إنكلترا
    جرام جراما: غرام
    كيلوجرام كيلوجراما: كيلوغرام
    ميجاوات: ميغاواط
    جيجاوات: غيغاواط
    ديموقراطية: ديمقراطية
    الديموقراطية: الديمقراطية
    ديموقراطي: ديمقراطي
    التليفزيون: التلفزيون
    أسيوي: آسيوي
    """),
    numerals=_list_numerals(),
    multipliers=dict.fromkeys(parse_words("ألف ألفا آلاف"), 10**3)
    | dict.fromkeys(parse_words("مليون مليونا ملايين"), 10**6)
    | dict.fromkeys(parse_words("مليار مليارا مليارات بليون بلايين"), 10**9)
    | dict.fromkeys(parse_words("تريليون تريليونا تريليونات"), 10**12),
    units=parse_expansions("""
    بالمئة: %
    دولار دولارا دولارات: $
    يورو: €
    كيلومتر كيلومترا كيلومترات كلم: كم
    كيلوغرام كيلوغراما كيلوغرامات كجم: كغ
    سنتيمتر سنتيمترا سنتيمترات: سم
    """),
    phrases=_list_phrases(),
    half_endings=frozenset({("ونصف",)}),
    alphabet_letters=frozenset(),
    # “A hundred” has an alif that is not read, and that many leave out: مائة and مئة (folded).
    spelling_rules=compile_rules(("ماء(?=[ةت])", "مء")),
    has_gendered_numerals=True,
    common_words=parse_word_set("في من على إلى أن هذا التي الذي عن مع كان وقال هذه بعد قال"),
)
