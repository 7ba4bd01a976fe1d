"""One spelling for blanks, signs, digits, powers and marks, whatever program or keyboard a text comes from."""

from __future__ import annotations

import html
import re
import unicodedata

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾", "0123456789-+()")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺][⁰¹²³⁴⁵⁶⁷⁸⁹]*")
_SUP_TAG = re.compile(r"<sup>([^<>]{0,12})</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:sup|sub|b|i|em|strong|span|font|nobr)\b[^<>]{0,80}>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|br|div|td|tr|li)\b[^<>]{0,80}>", re.IGNORECASE)
_VULGAR = re.compile("[¼½¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚]")
_BRACED = re.compile(r"\^\{([^{}]{0,12})\}")
_DOTS = re.compile(r"\.{2,}")
_BLANKS = re.compile(r"\s+")
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0300\u0301]")

_ALIKE = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d",
    "~": "～∼〜˜∽",
    "'": "\u2018\u2019\u201b\u02bc\u2032\u00b4\u0060\u02b9\u02bb\uff07",
    '"': "\u201c\u201d\u201e\u201f\u2033\u02ba\u00ab\u00bb\uff02",
    "·": "⋅∙•‧・●",
    "×": "✕✖⨯╳",
    "°": "º˚",
    "≤": "⩽≦≲",
    "≥": "⩾≧≳",
    "µ": "μ",
    "Ω": "\u2126",
    "Ø": "⌀∅øΦφϕ",
    "÷": "➗",
    "/": "\u2044\u2215\uff0f",
}
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))  # a Greek M is no micro sign in the other case
_FOLD = str.maketrans({other: one for one, others in _ALIKE.items() for other in others} | _GREEK)
_WRITTEN = (
    ("<=", "≤"), ("=<", "≤"), (">=", "≥"), ("=>", "≥"), ("+/-", "±"), ("+-", "±"), ("+ / -", "±"), ("-/+", "±"),
    ("\\times", "×"), ("\\cdot", "·"), ("\\pm", "±"), ("\\mu ", "µ"), ("\\mu", "µ"), ("\\leq", "≤"), ("\\geq", "≥"),
    ("**", "^"),
)  # fmt: skip


def tidy(text: str) -> str:
    """The text in one spelling.

    Blanks of every kind become one blank; dashes and minus signs ``-``; two or more points ``…``; raised figures ``^``
    and plain ones; ``½`` a plain fraction behind a blank; full-width, Arabic and other decimal digits ASCII digits.
    HTML entities and inline tags are resolved.

    >>> tidy("1\u00a0950 МПа"), tidy("10<sup>−6</sup> м³"), tidy("１½″")
    ('1 950 МПа', '10^-6 м^3', '1 1/2"')
    """
    if not text.isascii() or "<" in text or "&" in text:
        text = _unified(text)
    for written, sign in _WRITTEN:
        if written in text:
            text = text.replace(written, sign)
    if "{" in text:
        text = _BRACED.sub(r"^\1", text)
    return _BLANKS.sub(" ", _DOTS.sub("…", text)).strip()


def _unified(text: str) -> str:
    text = _TAG.sub("", _BREAK.sub(" ", _SUP_TAG.sub(r"^\1", html.unescape(text))))
    text = _NOTHING.sub("", unicodedata.normalize("NFC", text)).translate(_FOLD)
    text = _RAISED.sub(lambda m: "^" + m[0].translate(_SUPERSCRIPT), text)
    text = _VULGAR.sub(_fraction, text)
    return "".join(map(_compatible, text)).translate(_FOLD)


def _fraction(match: re.Match[str]) -> str:
    """A blank and a 0 in front mark it as one number: ``½`` cannot be two values as ``1/2`` can."""
    before = match.string[match.start() - 1 : match.start()]
    written = unicodedata.normalize("NFKC", match[0]).replace("\u2044", "/")
    return f" {written}" if before.isdigit() else written if before == " " and _digit_before(match) else f"0 {written}"


def _digit_before(match: re.Match[str]) -> bool:
    return match.string[: match.start()].rstrip()[-1:].isdigit()


def _compatible(char: str) -> str:
    if char < "\u00a0":
        return char
    if char in "…°·×÷≤≥±µΩ½\"'²³":
        return char
    if char.isdigit():
        return str(unicodedata.digit(char))
    return unicodedata.normalize("NFKC", char)
