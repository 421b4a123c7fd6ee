"""The addresses of web archives are recognized as copies of other addresses."""

import time

import pytest

from sources.urls.archives import get_original_url, is_archive_url, is_copy_of, parse_archive_url

PAGE = "https://news.example/a?x=1&y=2"
TIME = "20260504100000"

COPIES = [
    f"https://web.archive.org/web/{TIME}/{PAGE}",
    f"http://web.archive.org/web/{TIME}/{PAGE}",
    f"https://www.web.archive.org/web/{TIME}id_/{PAGE}",
    f"https://web.archive.org/web/{TIME}if_/{PAGE}",
    f"https://web.archive.org/web/2026/{PAGE}",
    f"https://web.archive.org/web/{PAGE}",
    f"https://web.archive.org/web/*/{PAGE}",
    f"https://web.archive.org/web/2026*/{PAGE}",
    f"https://web.archive.org/web/{TIME}/https:/news.example/a?x=1&y=2",
    f"https://web.archive.org/web/{TIME}/https%3A%2F%2Fnews.example%2Fa%3Fx%3D1%26y%3D2",
    f"https://archive.ph/{TIME}/{PAGE}",
    f"https://archive.is/2026.05.04-100000/{PAGE}",
    f"https://archive.today/newest/{PAGE}",
    f"https://archive.li/o/AbCd1/{PAGE}",
    f"https://archive.vn/{TIME}/{PAGE}",
    f"https://arquivo.pt/wayback/{TIME}/{PAGE}",
    f"https://arquivo.pt/noFrame/replay/{TIME}/{PAGE}",
    "https://www.webcitation.org/6AbCdEfGh?url=https%3A%2F%2Fnews.example%2Fa%3Fx%3D1%26y%3D2",
    "https://webcitation.org/query?url=https%3A%2F%2Fnews.example%2Fa%3Fx%3D1%26y%3D2&date=2012",
    f"https://wayback.archive-it.org/1234/{TIME}/{PAGE}",
    f"https://webarchive.nationalarchives.gov.uk/ukgwa/{TIME}/{PAGE}",
    f"https://megalodon.jp/2026-0504-1000-00/{PAGE}",
    f"https://archive.ph/{TIME}/https://web.archive.org/web/{TIME}/{PAGE}",
    f"https://web.archive.org/web/2/{PAGE}",
    f"https://web.archive.org//web/{TIME}/{PAGE}",
    f"https://WEB.archive.org:443/web/{TIME}mp_/{PAGE}",
    f"https://archive.org/wayback/{TIME}/{PAGE}",
    f"https://archive.ph/{PAGE}",
    f"https://archive.md/{TIME}/{PAGE}",
    f"https://perma-archives.org/warc/AB12-CD34/{PAGE}",
    "https://webcache.googleusercontent.com/search?q=cache:AbC123xyz_-0:"
    "https://news.example/a%3Fx%3D1%26y%3D2+milk+dearer&hl=en",
    "http://webcache.googleusercontent.com/search?q=cache:https://news.example/a%3Fx%3D1%26y%3D2",
    f"https://webarchive.nationalarchives.gov.uk/ukgwa/*/{PAGE}",
    f"https://webarchive.nationalarchives.gov.uk/+/{PAGE}",
    f"https://webarchive.nla.gov.au/awa/{TIME}/{PAGE}",
    f"https://www.webarchive.org.uk/en/ukwa/archive/{TIME}/{PAGE}",
    f"https://wayback.vefsafn.is/wayback/{TIME}/{PAGE}",
    f"https://webarchive.bac-lac.gc.ca:8080/wayback/{TIME}/{PAGE}",
    f"https://www.webharvest.gov/congress115th/{TIME}/{PAGE}",
    f"https://swap.stanford.edu/was/{TIME}/{PAGE}",
    f"http://timetravel.mementoweb.org/memento/2026/{PAGE}",
    f"https://archive.wikiwix.com/cache/{TIME}/{PAGE}",
]


@pytest.mark.parametrize("url", COPIES)
def test_the_original_is_read_from_the_address_of_a_copy(url):
    assert is_archive_url(url)
    assert get_original_url(url) == PAGE


@pytest.mark.parametrize(
    ("url", "original"),
    [
        (f"https://web.archive.org/web/{TIME}/news.example/a", "http://news.example/a"),
        (f"https://web.archive.org/web/{TIME}/news.example", "http://news.example"),
        (f"https://web.archive.org/web/{TIME}/{PAGE}#part", f"{PAGE}#part"),
        (
            "https://ghostarchive.org/varchive/dQw4w9WgXcQ",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
    ],
)
def test_what_an_archive_leaves_out_is_added(url, original):
    assert get_original_url(url) == original


SHORT = [
    "https://perma.cc/ABCD-1234",
    "https://archive.ph/AbCd1",
    "https://archive.today/wXyZ9",
    "https://archive.is/0Ab1C/",
    "https://archive.fo/AbC12/image",
    "https://archive.ph/wip/AbC12",
    "https://archive.md/AbC12#selection-11.0-11.5",
    "https://archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion/AbC12",
    "https://perma.cc/0abCDEFGHij",
    "https://perma.cc/AB12-CD34?type=image",
    "https://ghostarchive.org/archive/AbC12",
    "https://www.webcitation.org/6AbCdEfGh",
]


@pytest.mark.parametrize("url", SHORT)
def test_an_archive_names_the_original_of_a_short_address_in_its_header(url):
    assert parse_archive_url(url).original_url == ""
    header = (
        f'<{url}>; rel="memento"; datetime="Mon, 04 May 2026 10:00:00 GMT", '
        f'<https://news.example/a,b>; rel="original", <https://x.example/>; rel="timegate"'
    )
    assert get_original_url(url, header) == "https://news.example/a,b"
    assert get_original_url(url, "<https://news.example/a>; rel=original") == (
        "https://news.example/a"
    )
    assert get_original_url(url, '<https://news.example/a>; rel="original timegate"')
    assert get_original_url(url, '<javascript:alert(1)>; rel="original"') == ""
    assert get_original_url(url, '<https://news.example/a>; rel="canonical"') == ""


@pytest.mark.parametrize(
    ("header", "original"),
    [
        ('<https://a.example/x>; title="a, b; c"; rel="original"', "https://a.example/x"),
        ('<https://a.example/x> ; rel = "original"', "https://a.example/x"),
        ("<https://a.example/x>; rel='original'", "https://a.example/x"),
        ("<https://a.example/x>; REL=Original", "https://a.example/x"),
        (
            "<https://m.example/>;rel=memento, <https://a.example/,;x>;rel=original",
            "https://a.example/,;x",
        ),
        ('<https://a.example/x>; title="rel=original"', ""),
        ('<https://a.example/x>; rel=next; title="original"', ""),
        ('<https://a.example/x>; rev="original"', ""),
        ('<https://a.example/x>; rel="original-x"', ""),
    ],
)
def test_a_link_header_is_read_as_its_grammar_says(header, original):
    assert get_original_url("https://perma.cc/AB12-CD34", header) == original


@pytest.mark.parametrize(
    ("copy_url", "is_copy"),
    [
        (f"https://web.archive.org/web/{TIME}/{PAGE}", True),
        (f"https://web.archive.org/web/{TIME}/http://www.news.example/a?y=2&x=1", True),
        (f"https://web.archive.org/web/{TIME}/https://news.example/b", False),
        (f"https://web.archive.org/save/{PAGE}", False),
        ("https://web.archive.org/", False),
        ("https://archive.org/account/login", False),
        ("https://archive.ph/AbC12", True),
        ("https://archive.ph/wip/AbC12", True),
        ("https://archive.ph/", False),
        ("https://unknown.example/copies/7", True),
        ("https://unknown.example/", False),
        (PAGE, False),
    ],
)
def test_what_an_archive_returns_may_be_no_copy_of_the_page(copy_url, is_copy):
    assert is_copy_of(copy_url, PAGE) == is_copy


OTHERS = [
    PAGE,
    f"https://news.example/web/{TIME}/https://other.example/a",
    f"https://web.archive.org.evil.example/web/{TIME}/{PAGE}",
    f"https://evil.example/https://web.archive.org/web/{TIME}/{PAGE}",
    "https://web.archive.org/",
    f"https://web.archive.org/save/{PAGE}",
    "https://archive.org/details/some-book",
    "https://archive.org/download/some-book/book.pdf",
    "https://perma.cc/about",
    "https://perma.cc/",
    "https://archive.ph/",
    "https://archive.ph/favicon.ico",
    f"https://archive.ph/search/?q={PAGE}",
    f"https://webcache.googleusercontent.com/search?q={PAGE}",
    f"https://unknown-archive.example/web/{TIME}/{PAGE}",
    "https://arquivo.pt/page/advanced-search",
    f"https://web.archive.org/web/{TIME}/javascript:alert(1)",
    "http://[",
    "",
]


@pytest.mark.parametrize("url", OTHERS)
def test_no_other_address_is_a_copy_whatever_its_header_says(url):
    assert not is_archive_url(url)
    assert get_original_url(url, '<https://news.example/a>; rel="original"') == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://arquivo.pt/" + "a/" * 900,
        "https://web.archive.org/web/" + "1" * 1900,
        "https://archive.ph/" + f"{TIME}/https://archive.ph/" * 50,
    ],
)
def test_a_long_address_takes_no_time(url):
    start = time.perf_counter()
    parse_archive_url(url)
    get_original_url("https://perma.cc/ABCD-1234", "<https://a>; rel=" * 100_000)
    get_original_url("https://perma.cc/ABCD-1234", "<https://a>" + "; a = " * 100_000)
    get_original_url("https://perma.cc/ABCD-1234", "<https://a>" + " " * 100_000)
    assert time.perf_counter() - start < 1
