"""Numbers as Dutch texts write them: 1.250.000,50, 1 187 500, 2,6, 2.5, anderhalf, vijfhonderd."""

import re

SPACE = "[ \\u00a0\\u2009\\u202f]"
DIGITS = (
    rf"(?:\d{{1,3}}(?:(?:\.\d{{3}})+|(?:{SPACE}\d{{3}})+)(?![\d]|\.\d)"
    r"|\d{1,3}(?:,\d{3}){2,}(?!\d)|\d+)"
    r"(?:,\d+|\.\d{1,2}(?![\d.]))?"
)
"""A number in digits: groups of three behind points or spaces, and decimals behind a comma."""

_ONES = {
    word: value
    for value, words in enumerate(
        "nul een/één/eén twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
        "vijftien zestien zeventien achttien negentien".split()
    )
    for word in words.split("/")
    if value
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), start=2
    )
}
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:(?:{_ONE})[eë]n)?(?:{'|'.join(_TENS)})|{_ONE})"
_BELOW_1000 = rf"(?:(?:{_ONE})?honderd(?:(?:en)?{_BELOW_100})?|{_BELOW_100})"
_WHOLE = rf"(?:(?:{_BELOW_1000})?duizend(?:(?:en)?{_BELOW_1000})?|{_BELOW_1000})"
_HALVES = {
    "anderhalf": 1.5,
    "anderhalve": 1.5,
    "half": 0.5,
    "halve": 0.5,
    "kwart": 0.25,
    "driekwart": 0.75,
    "drie kwart": 0.75,
}
NUMERAL = (
    rf"(?:(?:een |één )?(?:{'|'.join(_HALVES)})|(?:{_ONE})[eë]nhal(?:f|ve)"
    rf"|{_WHOLE}(?: en een hal(?:f|ve))?)"
)
"""A number in words, in small letters: tweehonderdvijftig, anderhalf, een half, tweeënhalf."""

_PARTS = re.compile(rf"({'|'.join(_TENS)})|({_ONE})|(honderd)|(duizend)|en|ën| ")
_HALF_MORE = re.compile(r"(?:[eë]n| en een )hal(?:f|ve)$")


def digits_value(text: str) -> float:
    """The value of a number in digits that DIGITS matches."""
    bare = re.sub(SPACE, "", text)
    if bare.count(",") > 1 or (bare.endswith(",000") and "." not in bare):
        return float(bare.replace(",", ""))
    whole, comma, decimals = bare.partition(",")
    if not comma and (whole.startswith("0.") or re.search(r"(?<!\d)\d+\.\d{1,2}$", whole)):
        return float(whole)
    if not comma and (decimal := re.search(r"\.(\d{1,2})$", whole)):
        whole, decimals = whole[: decimal.start()], decimal.group(1)
    return float(f"{whole.replace('.', '')}.{decimals or 0}")


def numeral_value(text: str) -> float:
    """The value of a number in words that NUMERAL matches."""
    lowered = text.lower()
    bare = lowered.removeprefix("een ").removeprefix("één ")
    if bare in _HALVES:
        return _HALVES[bare]
    half = _HALF_MORE.search(lowered)
    return _whole_value(lowered[: half.start()]) + 0.5 if half else _whole_value(lowered)


def _whole_value(text: str) -> float:
    """Sum of the parts: each hundred and thousand multiplies what stands before it."""
    total = below_1000 = 0.0
    for ten, one, hundred, thousand in _PARTS.findall(text):
        if one:
            below_1000 += _ONES[one]
        elif ten:
            below_1000 += _TENS[ten]
        elif hundred:
            below_1000 = 100 * (below_1000 or 1)
        elif thousand:
            total, below_1000 = 1000 * (below_1000 or 1), 0.0
    return total + below_1000
