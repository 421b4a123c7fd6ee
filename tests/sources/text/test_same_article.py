"""An article that was edited is still the article; a robot check or another article is not."""

import pytest

from sources.extraction.text import extract_text
from sources.media_types import HTML, ParseError
from sources.text.same_article import OTHER_TEXT, TextVersion, find_mismatch, has_shrunk
from tests.helpers.other_pages import PAGES, build_other_page

ARTICLES = {
    "en": (
        "The council of Varnbeck met on Tuesday evening to discuss the budget for the coming year. "
        "According to the treasurer, the harbour works cost a third more than was planned, which "
        "she put down to the price of steel. Two members asked for an inquiry, and the mayor "
        "promised an answer before the end of the month."
    ),
    "de": (
        "Der Stadtrat von Varnbeck beriet am Dienstagabend über den Haushalt des kommenden Jahres. "
        "Nach Angaben der Kämmerin kostete der Hafenausbau ein Drittel mehr als geplant, was sie "
        "mit dem Stahlpreis begründete. Zwei Mitglieder verlangten eine Untersuchung, und der "
        "Bürgermeister versprach eine Antwort vor Monatsende."
    ),
    "fr": (
        "Le conseil de Varnbeck s'est réuni mardi soir pour discuter du budget de l'année à venir. "
        "Selon la trésorière, les travaux du port ont coûté un tiers de plus que prévu, ce qu'elle "
        "explique par le prix de l'acier. Deux membres ont demandé une enquête, et le maire a "
        "promis une réponse avant la fin du mois."
    ),
    "ru": (
        "Городской совет Варнбека собрался во вторник вечером, чтобы обсудить бюджет на будущий "
        "год. По словам казначея, ремонт порта обошёлся на треть дороже запланированного, что она "
        "объяснила ценой стали. Два депутата потребовали расследования, и мэр обещал ответить до "
        "конца месяца."
    ),
    "ar": (
        "اجتمع مجلس مدينة فارنبيك مساء الثلاثاء لمناقشة ميزانية العام المقبل. وقالت أمينة الصندوق "
        "إن أعمال الميناء كلفت أكثر بمقدار الثلث مما كان مخططا له وعزت ذلك إلى سعر الفولاذ. وطالب "
        "عضوان بإجراء تحقيق ووعد رئيس البلدية بالرد قبل نهاية الشهر."
    ),
    "zh": (
        "瓦恩贝克市议会周二晚开会讨论明年预算。财务主管表示港口工程费用比计划高出三分之一，她将此归因于钢材"
        "价格。两名议员要求展开调查，市长承诺在月底前作出答复。渔民对这项工程表示怀疑。"
    ),
}
EDITS = {
    "en": ("a third more", "a quarter more"),
    "de": ("ein Drittel", "ein Viertel"),
    "fr": ("un tiers", "un quart"),
    "ru": ("на треть", "на четверть"),
    "ar": ("بمقدار الثلث", "بمقدار الربع"),
    "zh": ("三分之一", "四分之一"),
}


def judge(text: str, new_text: str, doubt: str = "", title: str = "", new_title: str = "") -> str:
    return find_mismatch(TextVersion(text, title), TextVersion(new_text, new_title), doubt)


@pytest.mark.parametrize(("kind", "language"), PAGES)
def test_no_other_page_is_taken_for_the_article(kind, language):
    try:
        page = extract_text(build_other_page(kind, language), HTML)
    except ParseError as error:
        assert error.params["not_article"]  # there is no text that could be compared
        return
    assert judge(ARTICLES[language], page.text, page.not_article, new_title=page.title)


@pytest.mark.parametrize(("kind", "language"), [page for page in PAGES if page[0] != "paywall"])
def test_another_page_is_told_apart_without_knowing_its_words(kind, language):
    try:
        page = extract_text(build_other_page(kind, language), HTML)
    except ParseError:
        return
    assert judge(ARTICLES[language], page.text) == OTHER_TEXT


@pytest.mark.parametrize("language", ARTICLES)
@pytest.mark.parametrize("doubt", ["", "robot_check", "consent", "not_found"])
def test_an_edited_article_is_the_article_whatever_else_is_on_its_page(language, doubt):
    text = ARTICLES[language]
    old, new = EDITS[language]
    assert judge(text, text.replace(old, new), doubt) == ""
    assert judge(text, f"{text} {text[::-1]}", doubt) == ""
    assert judge(text, text, doubt) == ""


@pytest.mark.parametrize("language", ARTICLES)
def test_a_part_of_the_article_is_a_teaser_only_with_a_sign_of_a_paywall(language):
    text = ARTICLES[language]
    part = text[: len(text) * 6 // 10]
    assert judge(text, part, "paywall") == "paywall"
    assert judge(text, part) == ""
    assert judge(text, f"{text} More.", "paywall") == ""


def test_an_article_written_anew_keeps_its_words():
    rewritten = (
        "Harbour works in Varnbeck became dearer. Steel is to blame, the treasurer told the "
        "council when its members discussed the budget; the planned inquiry divides them."
    )
    assert judge(ARTICLES["en"], rewritten) == ""


def test_with_the_same_title_a_text_is_another_only_if_no_word_remains():
    title = "Harbour works cost more"
    little = (
        "The treasurer spoke of lorries, bridges, tunnels, ferries, clouds and mountains today."
    )
    assert judge(ARTICLES["en"], little) == OTHER_TEXT
    assert judge(ARTICLES["en"], little, title=title, new_title=title) == ""
    assert judge(ARTICLES["en"], "Clouds, bridges.", title=title, new_title=title) == OTHER_TEXT


def test_a_short_text_without_a_title_may_be_rewritten_as_a_whole():
    assert judge("It rained.", "The sun shone in Varnbeck.") == ""
    assert judge("", "Anything.", "login") == "login"
    short, other = "Trade rose by much.", "Please verify yourself."
    assert judge(short, other, title="Trade", new_title="Hold on") == OTHER_TEXT


def test_a_text_has_shrunk_if_it_lost_more_than_half():
    assert has_shrunk(100, 49)
    assert not has_shrunk(100, 50)


def test_an_article_in_the_other_script_of_its_language_is_the_article():
    cyrillic = TextVersion(
        "Министарка је говорила у понедељак у општини о трговини са суседом.", "", "sr"
    )
    latin = TextVersion(
        "Ministarka je govorila u ponedeljak u opštini o trgovini sa susedom.", "", "sr"
    )
    assert find_mismatch(cyrillic, latin) == find_mismatch(latin, cyrillic) == ""


def test_japanese_endings_do_not_make_another_text_the_article():
    article = (
        "大臣は月曜日、市庁舎で演説し、隣国との貿易は一年間で増加し、今後も増え続けると述べた。"
        "統計局は同じ年について増加を報告し、両年の数字を求めていた商工会議所にもそう伝えた。"
    )
    check = "続行するには、あなたがロボットではないことを確認してください。もう一度お試しください。"
    assert judge(article, check, title="貿易", new_title="確認") == OTHER_TEXT
