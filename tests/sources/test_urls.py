"""Two addresses are those of one source when they differ in noise only."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.urls import NotAnAddress, canonical, same_site, same_source

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
    ],
)
def test_noise_is_left_out(spelling):
    assert canonical(spelling) == PAGE
    assert same_source(spelling, PAGE)


@pytest.mark.parametrize(
    "other",
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
def test_what_may_name_another_page_stays(other):
    assert not same_source(other, PAGE)


def test_https_is_the_same_publication_as_http():
    assert same_source("http://news.example:80/a", "https://news.example/a")
    assert canonical("http://news.example:80/a") == "http://news.example/a"


def test_the_order_of_parameters_does_not_matter_but_that_of_their_values_does():
    assert same_source("https://a.example/?b=1&a=2", "https://a.example/?a=2&b=1")
    assert not same_source("https://a.example/?a=1&a=2", "https://a.example/?a=2&a=1")


@pytest.mark.parametrize(
    ("written", "known"),
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
def test_a_host_has_one_spelling(written, known):
    assert canonical(written) == known


@pytest.mark.parametrize(
    ("declared", "taken"),
    [
        ("https://news.example/milk", "https://news.example/milk"),
        ("/milk", "https://news.example/milk"),
        ("https://www.news.example/milk", "https://www.news.example/milk"),
        ("https://evil.example/milk", PAGE),
        ("https://news.example.evil.example/milk", PAGE),
        ("https://news.example/", PAGE),
        ("javascript:alert(1)", PAGE),
        ("http://[", PAGE),
        ("", PAGE),
    ],
)
def test_a_page_may_name_another_address_of_its_own_site_only(declared, taken):
    assert canonical(PAGE, declared) == taken


def test_the_mobile_page_is_of_the_same_site():
    assert same_site("https://m.news.example/a", "https://www.news.example/b")
    assert not same_site("https://news.example/a", "https://sport.news.example/a")


@pytest.mark.parametrize(
    ("address", "sentence"),
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
def test_what_is_no_address_is_refused_with_a_sentence(address, sentence):
    with pytest.raises(NotAnAddress, match=sentence):
        canonical(address)
    assert not same_source(address, address)


ADDRESSES = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["news.example", "Bücher.example", "[::1]", "10.0.0.1", "a_b.example"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(max_size=30),
    st.text(max_size=30),
    st.text(max_size=15),
)


@given(ADDRESSES)
def test_a_canonical_address_is_its_own(address):
    try:
        once = canonical(address)
    except NotAnAddress:
        assume(False)
    assert canonical(once) == once
    assert once.isascii()


@given(st.text(max_size=200))
def test_any_text_is_an_address_or_refused_with_a_sentence(text):
    try:
        assert canonical(text).startswith(("http://", "https://"))
    except NotAnAddress as refused:
        assert str(refused).endswith(".")


@given(ADDRESSES, st.text(max_size=60))
def test_no_page_can_name_another_site(address, declared):
    try:
        plain = canonical(address)
    except NotAnAddress:
        assume(False)
    assert same_site(canonical(address, declared), plain)
