"""Pages that are returned in place of an article are recognised, and articles are not mistaken."""

from time import process_time

import pytest

from sources.choices import NotArticleReason
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.not_article import find_not_article_reason
from sources.extraction.text import extract_text
from sources.media_types import HTML, ParseError
from tests.helpers.other_pages import PAGES, build_other_page

MAX_SECONDS = 3  # for a page of 1 MB, on a busy machine too; a free one needs less than one

SENTENCE = (
    "The council of Varnbeck met on Tuesday evening to discuss the budget for the coming year, and "
    "the treasurer explained why the harbour works had cost a third more than was planned. "
)
STORY = "".join(f"<p>{SENTENCE.replace('a third', f'{n} percent')}</p>" for n in range(8))
LONG_STORY = "".join(f"<p>{SENTENCE.replace('a third', f'{n} percent')}</p>" for n in range(32))
FREE = '<script type="application/ld+json">{"isAccessibleForFree": true}</script>'


def build_article(body: str = STORY, title: str = "Harbour works cost more", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        "<nav><a href='/login'>Log in</a> <a href='/subscribe'>Subscribe now</a></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main>"
        "<footer>We use cookies. Cookie settings. Privacy settings.</footer></body></html>"
    )


def get_reason(html: str) -> str:
    """The reason as a capture gets it, with or without a text that could be extracted."""
    try:
        return extract_text(html, HTML).not_article
    except ParseError as error:
        return error.params["not_article"]


@pytest.mark.parametrize(("kind", "language"), [page for page in PAGES if page[0] != "other_text"])
def test_a_page_that_is_not_the_article_is_recognised(kind, language):
    assert get_reason(build_other_page(kind, language)) == kind


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<title>Just a moment...</title><body><script src='/cdn-cgi/challenge-platform/h/b'>"
         "</script><p>example.org needs to review the security of your connection.",
         "robot_check"),
        ("<title>example.org</title><body><p>Weryfikacja bezpieczeństwa: jesteś człowiekiem?",
         "robot_check"),
        ("<title>Antes de continuar</title><h1>Antes de continuar</h1><p>Utilizamos cookies y "
         "datos personales con su consentimiento. Cookies de publicidad. Privacidad.", "consent"),
        ("<title>Sanayi</title><body><div id='__next'></div>"
         "<noscript>JavaScript etkinleştirin</noscript>", "script_needed"),
        ("<title>404</title><body><h1>404</h1><p>Ops!", "not_found"),
        ("<title>Artykuł</title><p>Rada zebrała się … Wykup dostęp, aby czytać dalej.", "paywall"),
        ("<title>x</title><script type='application/ld+json'>{\"@type\": \"NewsArticle\", "
         "\"isAccessibleForFree\": \"False\"}</script><p>The council met on Tuesday …", "paywall"),
        ("<title>Вхід</title><h1>Вхід</h1><form><input type=password></form>", "login"),
        ("<title>451</title><p>Unavailable for legal reasons in the European Economic Area.",
         "geo_block"),
        ("<title>503 Service Temporarily Unavailable</title><h1>503 Service Temporarily "
         "Unavailable</h1><hr>nginx", "error_page"),
        ("<title>Errore</title><p>Si è verificato un errore. Riprova più tardi.", "error_page"),
        ("<title>पेज नहीं मिला</title><h1>पेज नहीं मिला</h1>", "not_found"),
    ],
)  # fmt: skip
def test_pages_of_other_shapes_and_languages_are_recognised(html, reason):
    assert find_not_article_reason(html) == reason


FIRST = f"<h1>Harbour works</h1><p>{SENTENCE}</p>"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<body><script src='/_sec/cp_challenge/sec-3-8.js'></script><div id='sec-if-cpt'>"
         "</div><p>Powered and protected by Akamai", "robot_check"),
        ("<title>Making sure you're not a bot!</title><script src='/.within.website/x/cmd/anubis/"
         "main.mjs'></script><h1>Making sure you're not a bot!</h1><p>"
         + "This site is protected against companies that read all of it with programs. " * 10,
         "robot_check"),
        ("<title>Even geduld</title><p>Bevestig dat u een mens bent.", "robot_check"),
        ("<title>確認</title><p>あなたがロボットではないことを確認してください。", "robot_check"),
        ("<title>Bote</title><div id='sp_message'><h2>Mit Cookies weiterlesen</h2><p>Wir und 190 "
         "Partner verarbeiten personenbezogene Daten. Mehr zum Datenschutz.</p><button>Akzeptieren "
         "und weiter</button></div>", "consent"),
        ("<title>Le Quotidien</title><p>Nos 824 partenaires et nous traitons les données "
         "personnelles et les cookies avec votre consentement.", "consent"),
        ("<title>x</title><form action='https://consent.example/save'><p>Używamy plików cookie i "
         "danych, aby świadczyć usługi.</p><button>Odrzuć</button></form>", "consent"),
        (FIRST + "<div><h2>Keep reading for just $1</h2><p>You have used all of your complimentary "
         "articles.</p></div>", "paywall"),
        (FIRST + "<p>Sie möchten weiterlesen? Jetzt einen Monat testen.</p>", "paywall"),
        (FIRST + "<p>Dit artikel is alleen voor abonnees.</p>", "paywall"),
        (FIRST + "<p>Tento článek je pouze pro předplatitele.</p>", "paywall"),
        (FIRST + "<p>この記事は有料会員限定です。</p>", "paywall"),
        (FIRST + "<p>The mayor said that …</p><p>" + "The rest is here, she went on to say "
         "before the council, which listened to her with care and …</p><p>Abonnez-vous</p>",
         "paywall"),
        (FIRST + "<meta property='article:content_tier' content='locked'>", "paywall"),
        (FIRST + '<script type="application/ld+json">{"@type": "NewsArticle", "hasPart": '
         '{"isAccessibleForFree": false, "cssSelector": ".wall"}}</script>', "paywall"),
        ("<title>Pagina niet gevonden</title><main><p>De pagina bestaat niet meer.", "not_found"),
        ("<title>ページが見つかりません</title><p>削除された可能性があります。", "not_found"),
        ("<title>We couldn't find this page</title><h1>Sorry, this page isn't available</h1><ul>"
         + "<li><a href='/n'>A long headline about the harbour, the weather and the town</a></li>"
         * 60, "not_found"),
        ("<title>Krant</title><p>Deze inhoud is niet beschikbaar in uw land.", "geo_block"),
        ("<title>Údržba</title><p>Probíhá údržba. Zkuste to později.", "error_page"),
        ("<title>paper.example</title><p>This domain may be for sale.", "error_page"),
        ("<title>Inloggen</title><h1>Inloggen</h1><form><input type='email'></form>", "login"),
        ("<title>Noviny</title><div id='app'>Zapněte JavaScript.</div>", "script_needed"),
    ],
)  # fmt: skip
def test_what_real_servers_return_in_place_of_an_article_is_recognised(html, reason):
    assert get_reason(html) == reason


BRIEF = f"<p>{SENTENCE}</p><p>{SENTENCE.replace('Tuesday', 'Monday')}</p>"


@pytest.mark.parametrize(
    "html",
    [
        build_article(BRIEF + "<p>“To continue reading, subscribe” is what most readers see.</p>"
                      + BRIEF, "Why newspapers build paywalls"),
        build_article("<p>Are you a robot? Researchers asked 1,400 people to solve captchas.</p>"
                      + BRIEF + BRIEF, "Captchas are solved faster by machines"),
        build_article(BRIEF, "The page not found that became a museum"),
        build_article(BRIEF, "Statue has been removed"),
        build_article(BRIEF, "Something went wrong at the mill"),
        build_article(BRIEF, "Login"),
        build_article(BRIEF + "<form><input type='password'></form>"),
        build_article(BRIEF + "<form><div class='g-recaptcha'></div></form>"),
        build_article(BRIEF + "<p>Subscribe to our newsletter to read the full story first.</p>"),
        build_article(BRIEF + "<div class='subscribe'>Already a subscriber?</div>"),
        build_article(BRIEF + "<p>Suscríbete</p>"),
        build_article(BRIEF + "<div id='onetrust-banner-sdk'><p>We use cookies. By clicking you "
                      "consent. Privacy policy.</p><button>Accept</button></div>"),
        build_article("<p>A cookie may not be stored before a visitor has agreed to it, the court "
                      "ruled. A ticked box is no consent.</p>" + BRIEF, "Court rules on cookies"),
    ],
)  # fmt: skip
def test_a_short_article_about_these_subjects_or_next_to_such_boxes_is_an_article(html):
    assert get_reason(html) == ""


@pytest.mark.parametrize(
    "html",
    [
        build_article(),
        build_article(f"<p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p>"),
        build_article(LONG_STORY, "404: how links rot"),
        build_article(LONG_STORY, "Page not found"),
        build_article(STORY + "<p>Only humans are counted, no CAPTCHA can do that.</p>"),
        build_article(STORY + "<div class='g-recaptcha'></div><p>Write a comment</p>"),
        build_article(STORY, head="<script src='/cdn-cgi/challenge-platform/x'>"
                      "</script>"),
        build_article(STORY + "<noscript>Enable JavaScript to see the comments.</noscript>"),
        build_article(STORY + "<form><input type='password'></form>"),
        build_article(LONG_STORY, head=FREE),
        build_article(STORY, "Why we value your privacy and what the council does"),
    ],
)  # fmt: skip
def test_an_article_is_not_mistaken_for_something_else(html):
    assert get_reason(html) == ""


def test_a_page_about_cookies_is_an_article_if_it_is_long():
    text = "The court ruled that consent to a cookie is no consent. Privacy was at stake. " * 80
    assert get_reason(build_article(f"<p>{text}</p>", "Cookie consent")) == ""


def test_the_reasons_are_the_choices_of_the_database():
    kinds = {kind for kind, _ in PAGES} | {"front_page"}
    assert kinds == set(NotArticleReason.values)


def test_the_reason_travels_out_of_the_sandbox():
    extracted = extract_text(build_other_page("not_found", "de"), HTML)
    assert ExtractedText.from_json(extracted.to_json()).not_article == "not_found"


@pytest.mark.parametrize(
    "html",
    [
        "<h1>404</h1>" * 70_000,
        "cookie consent " * 60_000,
        "<" * 1_000_000,
        "<p>" + "<b>x</b>" * 100_000,
        "<div>" * 200_000,
        "<a><div></b>" * 80_000,
        "<p>x" * 250_000,
        "<p>page not found. subscribe to continue reading" * 20_000,
        "<script type='application/ld+json'>" + '[{"isAccessibleForFree":' * 30_000,
    ],
)
def test_a_hostile_page_is_read_in_time(html):
    start = process_time()
    find_not_article_reason(html, html)
    assert process_time() - start < MAX_SECONDS
