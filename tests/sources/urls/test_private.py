"""Addresses with a token, of accounts and of private networks are not passed on to others."""

import time

import pytest

from sources.urls.private import has_secret, is_account_url, is_public_url

PUBLIC = [
    "https://news.example/world/eu/milk-prices-rise-4-percent-2026",
    "https://www.bbc.com/news/articles/c4g7x9k2d1mo",
    "https://www.bbc.co.uk/news/world-europe-61234567",
    "https://edition.cnn.com/2026/05/04/politics/milk-prices-intl-hnk/index.html",
    "https://www.theguardian.com/world/2026/may/04/milk-prices-rise",
    "https://www.nytimes.com/2026/05/04/world/europe/milk.html",
    "https://www.spiegel.de/wirtschaft/milch-wird-teurer-a-1a2b3c4d-0001-0002-0000-000123456789",
    "https://www.lemonde.fr/economie/article/2026/05/04/le-lait_6123456_3234.html",
    "https://bbs.example/read.php?1423",
    "https://news.example/article?id=123456789012345678901234567890",
    "https://apnews.com/article/milk-prices-farmers-0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://pap.pl/aktualnosci/mleko-drozsze-o-4-procent",
    "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679",
    "https://www.reuters.com/world/europe/milk-prices-2026-05-04/",
    "https://en.wikipedia.org/wiki/Milk_(drink)",
    "https://ria.ru/20260504/moloko-1234567890.html",
    "https://www.aljazeera.com/news/2026/5/4/milk-prices-rise",
    "https://taz.de/Milch/!5912345/",
    "https://doi.org/10.1038/s41586-026-01234-5",
    "https://arxiv.org/abs/2605.01234v2",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10123456/",
    "https://data.example/dataset?series=GDP2026Q1&unit=EUR",
    "https://новости.example/мир/молоко",
    "https://news.example/token-economy-explained",
    "https://news.example/password-reset-scam-explained",
    "https://news.example/verify/milk-price-claim-needs-context",
    "https://news.example/reset/economy/great-reset-claim",
    "https://news.example/article/news/verify/health/milk-claim/536123456",
    "https://news.example/login-problems-at-the-bank-2026",
    "https://news.example/a?code=GB&edition=int",
    "https://news.example/share?url=https%3A%2F%2Fother.example%2Fa",
    "https://factcheck.example/doc.afp.com.36MK4YL",
    "https://www.reuters.com/article/idUSKBN2AB1CD",
    "https://news.example/%D0%BC%D0%B8%D1%80/%D0%BC%D0%BE%D0%BB%D0%BE%D0%BA%D0%BE",
]
SECRET = [
    "https://ana:secret@news.example/",
    "https://news.example/a?token=1",
    "https://news.example/a?access_token=abc",
    "https://news.example/a?X-Amz-Signature=abc",
    "https://news.example/a?sig=abc",
    "https://news.example/a?key=1",
    "https://news.example/a?apiKey=1",
    "https://news.example/a;jsessionid=1A2B",
    "https://news.example/a#access_token=1",
    "https://docs.google.com/document/d/1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV/edit",
    "https://www.dropbox.com/s/a1b2c3d4e5f6g7h/doc.pdf",
    "https://www.dropbox.com/scl/fi/3k9x7v2m1q8w5e4r6t0yz/doc.pdf?rlkey=8f7d6s5a4q3w2e1r0tyuiop9",
    "https://www.nytimes.com/2026/05/04/x.html?unlocked_article_code=1.aB2.cD3eF",
    "https://example.sharepoint.com/:w:/g/EaBcD1eF2gH3iJ4kL5mN6oP7",
    "https://news.example/preview/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "https://news.example/p/550e8400-e29b-41d4-a716-446655440000",
    "https://news.example/?s=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
    "https://news.example/a?email=a@b.c",
    "https://news.example/read?sessionId=12",
    "https://transfer.sh/AbC1dE2fG3hI4jK5/leak.pdf",
    "https://acc.blob.core.windows.net/c/f.pdf?sv=2022-11-02&sp=r&sig=AbC%3D",
    "https://b.s3.amazonaws.com/f.pdf?AWSAccessKeyId=AK&Expires=1&Signature=x",
    "https://d111.cloudfront.net/f.pdf?Expires=1&Policy=x&Key-Pair-Id=K",
    "https://news.example/a?sharekey=1",
    "https://news.example/a?share_key=1",
    "https://news.example/a?giftId=5a",
    "https://news.example/a?freebie=0a1b2c3d",
    "https://news.example/a?mode=share&accesscode=33",
    "https://news.example/a?st=abc123&reflink=desktopwebshare_permalink",
    "https://news.example/a?SAMLResponse=x",
    "https://news.example/a?code=AbCdEf&state=xyz",
    "https://news.example/?p=12&preview=true",
    "https://news.example/a?a=1;token=2",
    "https://news.example/a?next=https%3A%2F%2Fother.example%2F%3Ftoken%3D1",
    "https://news.example/a?to=ana%40other.example",
    "https://news.example/newsletter/ana@other.example",
    "https://news.example/a?mc_eid=0a1b2c3d4e",
    "https://news.example/verify-email?code=123456",
    "https://news.example/magic-link?code=8f7d",
    "https://news.example/reset-password/MjM/c2x-4d8e2f",
    "https://news.example/accounts/reset/MQ-5x-abcdef/",
    "https://news.example/confirm/ab12cd",
    "https://news.example/invite/AbCdEf12",
    "https://news.example/one-time/9f8e7d6c",
    "https://news.example/auth/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3In0.dozjgNryP4J3",
    "https://cloud.example/index.php/s/aB3dE5gH7jK9mN1",
    "https://drive.proton.me/urls/ABC#x",
    "https://vimeo.com/123456789/0a1b2c3d4e",
    "https://cdn.discordapp.com/attachments/1/2/x.png?ex=65&is=65&hm=ab",
    "http://[",
    "",
]
ACCOUNTS = [
    "https://x.com/somebody/status/1234567890",
    "https://mobile.twitter.com/somebody",
    "https://www.facebook.com/somebody/posts/1234",
    "https://www.instagram.com/p/AbCdEf/",
    "https://t.me/somebody/12",
    "https://vk.com/wall1_2",
    "https://www.tiktok.com/@somebody/video/1234",
    "https://mastodon.example/@somebody/1234",
    "https://social.example/users/somebody/statuses/1234",
    "https://bsky.app/profile/somebody.example/post/1234",
    "https://www.youtube.com/@somebody",
]
NOT_ON_THE_INTERNET = [
    "http://127.0.0.1/a",
    "http://10.0.0.1/a",
    "http://[::1]/a",
    "http://localhost/a",
    "http://intranet/a",
    "http://wiki.local/a",
    "http://db.internal/a",
    "http://wiki.corp/a",
    "http://nas.home.arpa/a",
    "http://[::ffff:10.0.0.1]/a",
    "http://[fd00::1]/a",
    "http://wiki.local./a",
    "http://abcdefghij.onion/a",
    "nonsense",
]


@pytest.mark.parametrize("url", PUBLIC)
def test_the_address_of_an_article_has_no_secret(url):
    assert not has_secret(url)
    assert not is_account_url(url)
    assert is_public_url(url)


@pytest.mark.parametrize("url", SECRET)
def test_an_address_with_a_token_has_a_secret(url):
    assert has_secret(url)


@pytest.mark.parametrize("url", ACCOUNTS)
def test_the_address_of_an_account_or_of_its_posts_is_recognized(url):
    assert is_account_url(url)


@pytest.mark.parametrize("url", NOT_ON_THE_INTERNET)
def test_an_address_in_a_private_network_is_not_public(url):
    assert not is_public_url(url)


def test_a_long_address_takes_no_time():
    start = time.perf_counter()
    has_secret("https://a.example/" + "aB1-" * 480)
    has_secret("https://a.example/?" + "a=1&" * 480)
    has_secret("https://a.example/?a=" + "http://b.example/?a=" * 90)
    has_secret("https://a.example/?a=" + "a@" * 900)
    assert time.perf_counter() - start < 1
