"""A quotation whose page is written another way is found, and called the same where it is."""

import pytest

from sources.comparison import compare_wordings
from sources.quotes.anchoring import find_quote
from sources.quotes.selectors import create_selector

SIMPLIFIED = (
    "部长在星期一发表讲话。经济增长了百分之七十，这是历史上最快的发展速度。没有人预料到这一点。"
)
TRADITIONAL = (
    "部長在星期一發表講話。經濟增長了百分之七十，這是歷史上最快的發展速度。沒有人預料到這一點。"
)
PLAIN = "قال أحد. كتب الوزير الرسالة الى الرئيس في القاهرة. ثم سافر."
VOWELLED = "قال أحد. كَتَبَ الوَزيرُ الرِسالَةَ إلى الرَئيسِ في القاهِرَةِ. ثم سافر."
POINTED = "פתיחה. שָׁלוֹם לְכָל הָאֲנָשִׁים בַּמְּדִינָה הַזֹּאת הַיּוֹם. סוף."
UNPOINTED = "פתיחה. שלום לכל האנשים במדינה הזאת היום. סוף."
PERSIAN = "گزارش. او می‌رود به خانه‌ی پدرش و کتاب‌های خود را می‌خواند. پایان."
HINDI = "खबर। सरकार ने हिन्दी में सम्बन्ध पर बयान दिया। अंत।"
SAME = [
    ("zh", SIMPLIFIED, TRADITIONAL),
    ("zh", TRADITIONAL, SIMPLIFIED),
    ("zh", SIMPLIFIED, SIMPLIFIED.replace("历史上", "历史\n上")),
    ("zh", SIMPLIFIED, SIMPLIFIED.replace("百分之七十", "70%")),
    ("ar", PLAIN, VOWELLED),
    ("ar", VOWELLED, PLAIN),
    ("ar", PLAIN, PLAIN.replace("الوزير", "الوزيـــر")),
    ("he", POINTED, UNPOINTED),
    ("he", UNPOINTED, POINTED),
    ("fa", PERSIAN, PERSIAN.replace("\u200c", " ")),
    ("fa", PERSIAN, PERSIAN.replace("\u200c", "")),
    ("fa", PERSIAN, PERSIAN.replace("ی", "ي").replace("ک", "ك")),
    ("hi", HINDI, HINDI.replace("हिन्दी", "हिंदी").replace("सम्बन्ध", "संबंध")),
]
OTHER = [
    ("zh", SIMPLIFIED, TRADITIONAL.replace("七十", "十七")),
    ("zh", SIMPLIFIED, SIMPLIFIED.replace("最快", "最慢")),
    ("ar", PLAIN, VOWELLED.replace("كَتَبَ", "لم يَكتُب")),
    ("ar", VOWELLED, VOWELLED.replace("كَتَبَ", "كُتِبَ")),
    ("he", POINTED, UNPOINTED.replace("לכל", "לא לכל")),
    ("fa", PERSIAN, PERSIAN.replace("می‌رود", "نمی‌رود")),
    ("hi", HINDI, HINDI.replace("दिया", "नहीं दिया")),
]


def compare(language: str, old: str, new: str):
    """Find the second sentence of `old` in `new`, and compare the words."""
    separator = next(sign for sign in "。।." if sign in old)
    start = old.index(separator) + 1 + (separator != "。")
    end = old.index(separator, start) + 1
    match = find_quote(new, create_selector(old, start, end))
    assert match.start is not None, match
    return compare_wordings(old[start:end], new[match.start : match.end], language)


@pytest.mark.parametrize(("language", "old", "new"), SAME)
@pytest.mark.parametrize("declares", [True, False])
def test_the_same_words_written_another_way_are_no_material_change(language, old, new, declares):
    assert compare(language if declares else "", old, new).reasons == ()


@pytest.mark.parametrize(("language", "old", "new"), OTHER)
def test_other_words_are_a_material_change(language, old, new):
    assert compare(language, old, new).is_material


def test_the_vowel_signs_of_the_last_letter_belong_to_the_quote():
    start, end = PLAIN.index("كتب"), PLAIN.index(". ثم")
    match = find_quote(VOWELLED, create_selector(PLAIN, start, end))
    assert VOWELLED[match.start : match.end].endswith("القاهِرَةِ")


def test_spans_are_kept_in_a_text_with_vowel_signs():
    start, end = PLAIN.index("كتب"), PLAIN.index(". ثم")
    selector = create_selector(PLAIN, start, end)
    left = VOWELLED.index("ثم")
    assert find_quote(VOWELLED, selector, [(left, len(VOWELLED))]).outcome == "missing"
    match = find_quote(VOWELLED, selector, [(0, left)])
    assert match.outcome == "altered"
    assert match.end <= left
