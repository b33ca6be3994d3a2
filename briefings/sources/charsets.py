"""Vietnamese before Unicode: characters in (each byte as the Latin-1 letter of its number, or plain ASCII), Unicode out.

Sources of the tables: TCVN 5712:1993 (as in glibc's TCVN5712-1), RFC 1456 (VISCII and VIQR), the VNI-Windows fonts, Python's own cp1258.
Nothing here decides which of them a text is in; `briefings.sources.encodings` does.
"""

from __future__ import annotations

import re
import unicodedata

_TCVN_LETTERS = (
    "\xa0ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN_CAPITALS = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_TCVN_CONTROLS = dict(zip((1, 2, 4, 5, 6, 17, 18, 19, 20, 21, 22, 23), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))
_VISCII_UPPER_HALF = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 20: "Ỷ", 25: "Ỹ", 30: "Ỵ"}
_WINDOWS_SIGNS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}

_TCVN3 = {**_WINDOWS_SIGNS, **{0xA0 + place: letter for place, letter in enumerate(_TCVN_LETTERS)}}  # ABC: 0x93 is “
_TCVN5712 = {**_TCVN3, **{0x80 + place: letter for place, letter in enumerate(_TCVN_CAPITALS)}, **_TCVN_CONTROLS}  # 0x93 is Ỏ
_CP1258 = {code: bytes([code]).decode("cp1258", "ignore") or chr(code) for code in range(0x80, 0x100)}
_VISCII = {**{0x80 + place: letter for place, letter in enumerate(_VISCII_UPPER_HALF)}, **_VISCII_CONTROLS}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


def from_tcvn3(text: str) -> str:
    """The ABC fonts (.VnTime): "Héi nghÞ" → "Hội nghị". Windows punctuation stands where the standard has capitals."""
    return _composed(text.translate(_TCVN3))


def from_tcvn5712(text: str) -> str:
    """The standard, with capitals where the fonts have punctuation: "\\x9ey ban" → "Ủy ban"."""
    return _composed(text.translate(_TCVN5712))


def from_viscii(text: str) -> str:
    """RFC 1456, eight bits: "H\\xb5i" → "Hội"."""
    return _composed(text.translate(_VISCII))


def from_cp1258(text: str) -> str:
    """Windows: precomposed vowels and combining tones, "H\\xf4\\xf2i" → "Hội"."""
    return _composed(text.translate(_CP1258))


# VNI-Windows writes a vowel and, after it, one letter for its marks: "Hoäi nghò" is "Hội nghị". A few letters stand alone.
_VNI_ALONE = dict(zip("ñíìæóòîôö", "đíìỉĩịỵơư", strict=True))
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTER = re.compile(r"([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ñíìæóòîôö]", re.IGNORECASE)  # "oä" and "ò" in "Hoäi nghò"
_VNI_SIGNS = {code: sign for code, sign in _WINDOWS_SIGNS.items() if not sign.isalpha()}


def _vni_letter(match: re.Match[str]) -> str:
    first = match[1] or match[0]
    letter = _VNI_ALONE.get(first.lower(), first.lower())
    return (letter.upper() if first.isupper() else letter) + _VNI_MARKS.get((match[2] or "").lower(), "")


def from_vni(text: str) -> str:
    """The VNI-Windows fonts: "UÛy ban nhaân daân tænh" → "Ủy ban nhân dân tỉnh"."""
    return _composed(_VNI_LETTER.sub(_vni_letter, text.translate(_VNI_SIGNS)))


_VIQR_MARKS = dict(zip("'`?~.^(+*", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _CIRCUMFLEX, _BREVE, _HORN, _HORN), strict=True))
_VIQR_LETTER = re.compile(r"\\(.)|(dd)|([aeo]\^|a\(|[ou][+*]|[aeiouy])(['`?~.]?)", re.IGNORECASE)  # "o^." in "Ho^.i"; "\." is a full stop


def _viqr_letter(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    if match[2]:
        return "Đ" if match[2][0] == "D" else "đ"
    return "".join(_VIQR_MARKS.get(sign, sign) for sign in match[3] + match[4])


def from_viqr(text: str) -> str:
    """RFC 1456, seven bits: "Ho^.i nghi. DDa?ng" → "Hội nghị Đảng"; a backslash makes the next sign punctuation."""
    return _composed(_VIQR_LETTER.sub(_viqr_letter, text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
