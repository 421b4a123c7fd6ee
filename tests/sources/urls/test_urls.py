"""Two URLs identify one source if they differ only in noise."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.urls import (
    InvalidURL,
    canonicalize_url,
    get_declared_url,
    get_source_key,
    is_front_page,
    is_same_site,
    is_same_source,
)

PAGE = "https://news.example/world/milk?id=7"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://NEWS.example/world/milk?id=7",
        "HTTPS://news.example./world/milk?id=7",
        "https://news.example:443/world/milk?id=7",
        "https://news.example/a/../world/./milk?id=7",
        "https://news.example/../world/milk?id=7",
        "https://news.example//world//milk?id=7",
        "https://news.example/world/%6Dilk?id=7",
        "https://news.example/world/milk?id=7#comments",
        "https://news.example/world/milk?id=7#:~:text=dearer",
        "https://news.example/world/milk?utm_source=x&id=7&UTM_Medium=y",
        "https://news.example/world/milk?fbclid=a&gclid=b&mc_cid=c&id=7",
        "  https://news.example/world/milk?id=7\n",
        "https://news.example/world/milk;jsessionid=1A2B?id=7",
        "https://news.example/world/milk?id=7&PHPSESSID=1a2b",
    ],
)
def test_noise_is_removed(spelling):
    assert canonicalize_url(spelling) == PAGE
    assert is_same_source(spelling, PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/world/milk",
        "https://news.example/world/milk?id=8",
        "https://news.example/world/milk?id=7&source=9",
        "https://news.example/world/milk?id=7&cid=1",
        "https://news.example/world/Milk?id=7",
        "https://news.example/world%2Fmilk?id=7",
        "https://news.example:8443/world/milk?id=7",
        "https://other.example/world/milk?id=7",
        "https://news.example/world/milk?id=7#!/second",
        "https://news.example/world/milk?id=",
    ],
)
def test_differences_that_may_identify_another_page_are_kept(url):
    assert not is_same_source(url, PAGE)


@pytest.mark.parametrize(
    "parameter",
    [
        *("gad_campaignid=1", "rdt_cid=1", "ScCid=1", "epik=1", "ef_id=1", "wt_mc=x", "WT.mc_id=x"),
        *("cmpid=x", "xtor=RSS-1", "ocid=x", "guce_referrer=aHR0", "guce_referrer_sig=AQ"),
        *("__cft__[0]=AZ", "__tn__=R", "mibextid=Zx", "__twitter_impression=true"),
        *("ref_src=twsrc%5Etfw", "ref_url=https%3A%2F%2Fb.example", "fb_action_ids=1"),
        *("ml_subscriber=1", "dm_i=1", "__s=abc", "vgo_ee=1", "s_kwcid=1", "_branch_match_id=1"),
        *("at_custom1=x", "at_link_origin=BBCWorld", "at_bbc_team=editorial", "hsa_acc=1"),
        *("utm_id=1", "mtm_kwd=1", "stm_source=1", "ga_source=1"),
    ],
)
def test_the_parameters_of_advertisers_mailers_and_networks_are_noise(parameter):
    assert is_same_source(f"{PAGE}&{parameter}", PAGE)


@pytest.mark.parametrize(
    "parameter",
    ["source=9", "ref=8", "p=2", "page=2", "lang=de", "print=1", "sid=7", "v=1", "at=3", "atom=1"],
)
def test_a_parameter_that_may_name_a_page_is_kept(parameter):
    assert not is_same_source(f"{PAGE}&{parameter}", PAGE)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://news.example/a", "https://www.news.example/a"),
        ("https://news.example/a?", "https://news.example/a"),
        ("https://news.example/a?&b=1&", "https://news.example/a?b=1"),
        ("https://news.example/a?x=a%20b", "https://news.example/a?x=a+b"),
        ("https://news.example/#/milk:~:text=dearer", "https://news.example/#/milk"),
        ("https://news.example/a#:~:text=dearer", "https://news.example/a"),
        ("https://news.example/%e2%82%ac", "https://news.example/€"),
        ("https://faß.example/a", "https://xn--fa-hia.example/a"),
        ("https://news.example/a/;jsessionid=1", "https://news.example/a/"),
        ("https://news.example/;jsessionid=1/a", "https://news.example/a"),
        ("https://news.example/a%3Bjsessionid=1/b", "https://news.example/a/b"),
    ],
)
def test_two_spellings_name_one_source(first, second):
    assert is_same_source(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://news.example/a", "https://news.example/a/"),
        ("https://news.example/a", "https://m.news.example/a"),
        ("https://news.example/a", "https://news.example/a/amp"),
        ("https://news.example/a.", "https://news.example/a"),
        ("https://news.example/a+b", "https://news.example/a%20b"),
        ("https://news.example/a?x=a%2Bb", "https://news.example/a?x=a+b"),
        ("https://news.example/a%252Fb", "https://news.example/a%2Fb"),
        ("https://news.example/a%3Fb", "https://news.example/a?b"),
        ("https://news.example/#!/x", "https://news.example/"),
        ("http://news.example:443/a", "http://news.example/a"),
        ("https://faß.example/a", "https://fass.example/a"),
        ("https://www.example/a", "https://example/a"),
        ("https://news.example/a;jsessionid=1", "https://news.example/b;jsessionid=1"),
    ],
)
def test_two_addresses_may_name_two_pages(first, second):
    assert not is_same_source(first, second)


def test_https_and_http_are_the_same_publication():
    assert is_same_source("http://news.example:80/a", "https://news.example/a")
    assert canonicalize_url("http://news.example:80/a") == "http://news.example/a"


def test_the_order_of_parameter_names_is_ignored_but_not_that_of_repeated_values():
    assert is_same_source("https://a.example/?b=1&a=2", "https://a.example/?a=2&b=1")
    assert not is_same_source("https://a.example/?a=1&a=2", "https://a.example/?a=2&a=1")


@pytest.mark.parametrize(
    ("url", "canonical_url"),
    [
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://XN--BCHER-KVA.example/%c3%a4", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://новости.example/", "https://xn--b1amnebsh.example/"),
        ("https://[2001:DB8:0::1]/", "https://[2001:db8::1]/"),
        ("https://wiki.example/Milk_(drink)", "https://wiki.example/Milk_(drink)"),
        ("https://wiki.example/Milk_%28drink%29", "https://wiki.example/Milk_(drink)"),
        ("https://my_host.example/", "https://my_host.example/"),
    ],
)
def test_a_host_and_path_have_one_spelling(url, canonical_url):
    assert canonicalize_url(url) == canonical_url


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("http://bbs.example/read.php?1423", "http://bbs.example/read.php?1424"),
        ("https://a.example/x?a=1;b=2", "https://a.example/x?a=1;b=3"),
        ("https://a.example/?q=%E4", "https://a.example/?q=%F6"),
        ("https://a.example/?q=%E4", "https://a.example/?q=%C3%A4"),
        (
            "https://web.archive.org/web/20260504100000/https://news.example/a",
            "https://web.archive.org/web/20260504100000/https://news.example/b",
        ),
        (
            "https://web.archive.org/web/20260504100000/https://news.example/a",
            "https://web.archive.org/web/20260505100000/https://news.example/a",
        ),
        ("https://a.example/%2F", "https://a.example/"),
    ],
)
def test_the_keys_of_two_pages_differ(first, second):
    assert get_source_key(first) != get_source_key(second)


@pytest.mark.parametrize(
    ("declared", "address"),
    [
        ("https://news.example/milk", "https://news.example/milk"),
        ("/milk", "https://news.example/milk"),
        ("https://www.news.example/milk", "https://www.news.example/milk"),
        ("https://news.example//milk?1", "https://news.example//milk?1"),
        ("https://news.example/world/milk/", "https://news.example/world/milk/"),
        ("https://news.example/world/milk?page=1", "https://news.example/world/milk?page=1"),
        ("/world/cheese", "https://news.example/world/cheese"),
        ("https://evil.example/milk", ""),
        ("https://news.example.evil.example/milk", ""),
        ("https://news.example/", ""),
        ("https://news.example", ""),
        ("/index.html", ""),
        ("/world", ""),
        ("/world/", ""),
        ("/world/index.php", ""),
        ("https://www.news.example/world/?ref=nav", ""),
        ("/World/", ""),
        ("/en/", ""),
        ("/pt-BR", ""),
        ("/home.html", ""),
        ("/de/index.html", ""),
        ("/?p=123", "https://news.example/?p=123"),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        ("http://news.example/a b", ""),
        ("/" + "a" * 2000, ""),
        ("", ""),
    ],
)
def test_a_declared_url_counts_unless_it_is_elsewhere_or_contains_the_page(declared, address):
    assert get_declared_url(PAGE, declared) == address


@pytest.mark.parametrize(
    ("path", "is_front"),
    [
        *(("", True), ("/", True), ("/en", True), ("/pt-br/", True), ("/index.html", True)),
        *(("/home", True), ("/de/Default.aspx", True), ("//", True)),
        *(("/?p=123", False), ("/eu/milk", False), ("/milk", False), ("/en/milk.html", False)),
        *(("/homepage-of-the-minister", False), ("/index.html/milk", False), ("/a1", False)),
    ],
)
def test_the_front_page_names_no_article(path, is_front):
    assert is_front_page(f"https://news.example{path}") == is_front


@pytest.mark.parametrize("layout", ["amp", "amp/", "print", "mobile", "amp.html", "m"])
def test_the_page_of_another_layout_may_declare_the_article(layout):
    article = "https://news.example/world/milk"
    assert get_declared_url(f"{article}/{layout}", article) == article


def test_the_mobile_page_is_on_the_same_site():
    assert is_same_site("https://m.news.example/a", "https://www.news.example/b")
    assert not is_same_site("https://news.example/a", "https://sport.news.example/a")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://news.example/a", "begins with http:// or https://"),
        ("file:///etc/passwd", "begins with http:// or https://"),
        ("javascript:alert(1)", "begins with http:// or https://"),
        ("news.example/a", "begins with http:// or https://"),
        ("", "begins with http:// or https://"),
        ("https://ana:secret@news.example/", "a user name or a password"),
        ("https://news.example:notaport/", "its host or port cannot be read"),
        ("https://news.example:99999/", "its host or port cannot be read"),
        ("https:///a", "its host or port cannot be read"),
        ("https://[::1/", "its host or port cannot be read"),
        ("https://a..b/", "its host or port cannot be read"),
        ("https://news.example/a b", "no spaces"),
        ("https://news.example\\@evil.example/", "backslashes"),
        ("https://news.example/" + "a" * 2000, "at most 2000 characters"),
        ("https://news.example/" + "ä" * 900, "at most 2000 characters"),
    ],
)
def test_an_invalid_url_is_refused_with_a_message(url, message):
    with pytest.raises(InvalidURL, match=message):
        canonicalize_url(url)
    assert not is_same_source(url, url)


URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["news.example", "Bücher.example", "[::1]", "10.0.0.1", "a_b.example"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.lists(st.sampled_from([*"/;.%a:~", ";jsessionid=", "%2F", "ä", "/.."])).map("".join)
    | st.text(max_size=30),
    st.text(max_size=30),
    st.text(max_size=15),
)


@given(URLS)
def test_canonicalizing_is_idempotent(url):
    try:
        once = canonicalize_url(url)
    except InvalidURL:
        assume(False)
    assert canonicalize_url(once) == once
    assert once.isascii()


@given(st.text(max_size=200))
def test_any_text_is_canonicalized_or_refused_with_a_message(text):
    try:
        assert canonicalize_url(text).startswith(("http://", "https://"))
    except InvalidURL as error:
        assert str(error).endswith(".")


@given(URLS, st.text(max_size=60))
def test_no_page_can_declare_a_url_of_another_site(url, declared):
    address = get_declared_url(url, declared)
    assert address == "" or is_same_site(address, url)
