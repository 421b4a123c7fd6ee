"""Chinese numbers are read if they have one meaning, and left alone otherwise."""

import pytest

from sources.comparison import compare_wordings
from sources.comparison.han_numbers import read_han_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("零", "0"),
        ("七", "7"),
        ("两", "2"),
        ("十", "10"),
        ("十七", "17"),
        ("七十", "70"),
        ("七十五", "75"),
        ("一百零五", "105"),
        ("三百二十", "320"),
        ("一千零一", "1001"),
        ("九千九百九十九", "9999"),
        ("一万", "10000"),
        ("三万五千", "35000"),
        ("三千万", "30000000"),
        ("一亿二千万", "120000000"),
        ("三万亿", "3000000000000"),
        ("兩萬", "20000"),
        ("五億", "500000000"),
        ("二〇二四", "2024"),
        ("一九四五", "1945"),
    ],
)
def test_a_number_with_one_meaning_is_read(written, number):
    assert read_han_number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "三四",
        "七八",
        "万一",
        "千万",
        "百",
        "一万五",
        "三百五",
        "两千三",
        "一二三四",
        "十千",
        "亿亿",
        "一" * 41,
    ],
)
def test_a_number_that_may_mean_something_else_is_not_read(written):
    assert read_han_number(written) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3000万人", "三千万人"),
        ("2万3千人", "2.3万人"),
        ("1亿2000万人", "1.2亿人"),
        ("增长70%", "增长百分之七十"),
        ("增长7.5%", "增长百分之七点五"),
        ("增长70.5%", "百分之70.5".join(["增长", ""])),
        ("5月3日", "五月三日"),
        ("两国", "兩國"),
    ],
)
def test_another_notation_is_immaterial(old, new):
    assert not compare_wordings(old, new, "zh").is_material
    assert not compare_wordings(old, new).is_material


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("三千万人", "三千亿人"),
        ("34个人", "三四个人"),
        ("15000元", "一万五元"),
        ("增长70%", "增长百分之十七"),
        ("70个百分点", "百分之七十"),
        ("二〇二四年", "二〇二三年"),
        ("十几万人", "十万人"),
    ],
)
def test_another_number_is_material(old, new):
    assert compare_wordings(old, new, "zh").is_material
    assert compare_wordings(old, new, "en").is_material
