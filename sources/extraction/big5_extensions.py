"""Characters of Big5 that browsers know and Python's codec does not. Data.

Source: index Big5 of the Encoding Standard, version of 2024-09-18
(https://encoding.spec.whatwg.org/index-big5.txt).
"""

# The first code of a run of codes, and its characters.
_RUNS = {
    0x877A: "㡵𡵓𣚞𦀡㻬",
    0x87A1: (
        "𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆㓦珄𥶹瓆鿇垳䤯呌䄱𣚎堘穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿"
        "拁灮鿋"
    ),
    0x8FCB: "覦覩",
    0x92AF: "兙兛兝兞",
    0x9CBC: "尐秣",
    0xA3C0: "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡€",
    0xC6DE: "〃仝",
    0xFDB7: "沜渝",
}
# Single codes, in hexadecimal, and their characters in the same order.
_CODES = """
8e69 8e6f 8e7e 8eab 8eb4 8ecd 8ed0 8f57 8f69 8f6e 8ffe 906d 907a 90dc 90f1 91bf 9244 92c8 92d1
9447 94ca 95d9 9644 96ed 96fc 9b76 9b78 9b7b 9bc6 9bde 9bec 9bf6 9c42 9c53 9c62 9c68 9c6b 9c77
9cd0 9d57 9d5a 9dc4 9ea9 9eef 9efd 9f60 9f66 9fcb 9fd8 a063 a077 a0d5 a0df a0e4 c6cf c6d3 c6d5
c6d7 fa5f fa66 fabd fac5 fad5 fb48 fbb8 fbf3 fbf9 fc4f fc6c fcb9 fce2 fcf1 fdbb fdf1 fe52 fe6f
feaa fedd
"""
_CHARACTERS = (
    "箸簆糎緒縝者耨菁蒨萏起都銹靜響鼖蔃鍮瑹浧禛邗靝瀞嬨爁矗纇駖釔惞澶輶侻營鄄鷰菏婧輋筑拐恢痹汊鬮鼗僭弌蠏拎瑨煢牐廴无癶隶倩偽"
    "包卄卿嘅婷幵廐彘悤撐晴杞港煮猪瑜瓩砉"
)

BIG5_EXTENSIONS: dict[bytes, str] = {
    (first + index).to_bytes(2, "big"): character
    for first, characters in _RUNS.items()
    for index, character in enumerate(characters)
} | dict(zip(map(bytes.fromhex, _CODES.split()), _CHARACTERS, strict=True))
