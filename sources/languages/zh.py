"""Chinese lexicon: characters whose change is material, and spellings whose change is not.

Chinese is compared character by character, and traditional characters as simplified ones, so all
words here are in simplified characters. A word of several characters is a phrase. Numbers in
characters are read by `sources.comparison.han_numbers`.
"""

from sources.languages.lexicon import Lexicon, map_words_to_kinds, parse_expansions, parse_words

CHANGE_KINDS = map_words_to_kinds(
    number=" ".join("零〇一二两三四五六七八九十百千万亿兆半双倍第几数多余次"),
    unit=" ".join("％%‰点度米克斤吨升里亩年月日天时分秒周岁") + " 公里 公斤 公顷 平方 立方 小时",
    currency=" ".join("$€£¥₽₴元") + " 美元 欧元 英镑 日元 卢布 人民币 港元",
    date=" ".join("今昨明前后早晚春夏秋冬曾已将现旧新初末底自至") + " 星期",
    negation=" ".join("不没无未非别莫否勿免拒弗毫"),
    modality=" ".join("可能会应该必须须要想愿或许似疑据称恐拟盼望"),
    quantifier=" ".join("全都皆每各些某众少大约近超逾仅只独唯总共均最更较够极很略几乎另他余"),
    direction=" ".join(
        "上下高低升降增减涨跌赢输胜负败盈亏好坏小长短强弱快慢东南西北左右内外进出向从对给买卖生死伤亡真假启停"
    ),
    conjunction=" ".join("和与及而但却若如因故虽且则&/"),
)

MULTIPLIERS = {"千": 10**3, "万": 10**4, "亿": 10**8, "兆": 10**12}
# The words that are compared as one token.
WORDS = parse_words("美元 美金 欧元 英镑 卢布 公里 公斤 厘米 毫米 公分 公顷 公尺 公吨")


def _join_characters(*words: str) -> dict[tuple[str, ...], str]:
    """Return the phrases that make one token of each word."""
    return {(word[:i], word[i]): word[: i + 1] for word in words for i in range(1, len(word))}


LEXICON = Lexicon(
    language="zh",
    change_kinds=CHANGE_KINDS,
    spellings={},
    multipliers=MULTIPLIERS,
    units=parse_expansions("""
        美元 美金: $
        欧元: €
        英镑: £
        卢布: ₽
        公里: km
        公斤: kg
        厘米 公分: cm
        毫米: mm
        米 公尺: m
        公顷: ha
        吨 公吨: t
    """),
    phrases=_join_characters(*WORDS) | {("百", "分"): "百分", ("百分", "之"): "%"},
    alphabet_letters=frozenset(),
    common_words=frozenset("的是在了有和不这我们"),
    thousands_separator=",",
    decimal_separator=".",
)
