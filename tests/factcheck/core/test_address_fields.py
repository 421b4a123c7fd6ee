"""A form keeps an address letter for letter."""

import pytest
from django.core.exceptions import ValidationError

from factcheck.core.address_fields import AddressField
from factcheck.desk.base.forms import build_model_fields
from sources.models import Source

ADDRESSES = [
    "http://bbs.example/read.php?1423",
    "https://a.example/x?a=1;b=2",
    "https://web.archive.org/web/20260504100000/https://news.example/a",
    "https://a.example/b?",
    "https://a.example/b#",
    "HTTPS://A.example//b//c",
    "https://a.example/%7eb/%C3%A9",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_kept_letter_for_letter(address):
    assert AddressField().clean(f" {address} ") == address
    assert build_model_fields(Source, ("url",))["url"].clean(address) == address


def test_a_missing_scheme_is_added():
    assert AddressField().clean("news.example/a") == "https://news.example/a"


@pytest.mark.parametrize("text", ["javascript:alert(1)", "http://", "no address", "http://["])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValidationError):
        AddressField().clean(text)
