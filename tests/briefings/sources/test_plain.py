"""Bytes become text: Unicode in its forms, the old Vietnamese charsets, and clear refusals."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import UnreadableInput
from briefings.sources import MAX_BYTES, read_bytes, read_path
from briefings.text import normalise

SENTENCE = "Hội nghị giao ban Ủy ban nhân dân tỉnh Quảng Ninh: đẩy mạnh cải cách, nhưng chưa đủ. Rõ người, rõ việc, rõ tiến độ."
TONES = {"\u0301": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}  # acute, grave, hook, tilde, dot
SHAPES = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}


def parts(letter: str) -> tuple[str, str, str]:
    """Base, shape mark and tone mark of a Vietnamese letter."""
    base, *marks = unicodedata.normalize("NFD", letter)
    return base, next((mark for mark in marks if mark in SHAPES), ""), next((mark for mark in marks if mark in TONES), "")


def like(pattern: str, letter: str) -> str:
    """`pattern` in the case of `letter`."""
    return pattern.upper() if letter.isupper() else pattern


def viqr_letter(letter: str) -> str:
    if letter in ".'?~()+*^\\":
        return "\\" + letter
    if letter in "đĐ":
        return like("dd", letter)
    base, shape, tone = parts(letter)
    return base + SHAPES.get(shape, "") + ("'`?~."[TONES[tone]] if tone else "")


def vni_letter(letter: str) -> str:
    alone = dict(zip("đíìỉĩịỵơư", "ñíìæóòîôö", strict=True))
    if letter.lower() in alone:
        return like(alone[letter.lower()], letter)
    base, shape, tone = parts(letter)
    if shape == "\u031b":
        base, shape = like({"o": "ô", "u": "ö"}[base.lower()], letter), ""
    marks = {"": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë"}[shape]
    mark = marks[TONES[tone]] if tone else {"": "", "\u0302": "â", "\u0306": "ê"}[shape]
    return base + like(mark, letter)


# The letters in the order of the standard's keyboard: á à ả ã ạ, then ă and its five, …
ABC_VOWELS = {
    "a": "a¸µ¶·¹", "ă": "¨¾»¼½Æ", "â": "©ÊÇÈÉË", "e": "eÐÌÎÏÑ", "ê": "ªÕÒÓÔÖ", "i": "iÝ×ØÜÞ",
    "o": "oãßáâä", "ô": "«èåæçé", "ơ": "¬íêëìî", "u": "uóïñòô", "ư": "\xadøõö÷ù", "y": "yýúûüþ",
}  # fmt: skip


def tcvn3_letter(letter: str) -> str:
    if letter in "đĐ":
        return like("\xae", letter).replace("\xae", "\xa7" if letter.isupper() else "\xae")
    base, shape, tone = parts(letter)
    row = ABC_VOWELS.get(unicodedata.normalize("NFC", base + shape).lower())
    return (row[TONES[tone] + 1] if tone else row[0]) if row and (shape or tone) else letter


def cp1258_letter(letter: str) -> str:
    base, shape, tone = parts(letter)
    return unicodedata.normalize("NFC", base + shape) + tone if tone else letter


def viqr(text: str) -> bytes:
    return "".join(map(viqr_letter, text)).encode("ascii")


def vni(text: str) -> bytes:
    return "".join(map(vni_letter, text)).encode("cp1252")


def tcvn3(text: str) -> bytes:
    """The ABC fonts have no marked capitals but Ă Â Ê Ô Ơ Ư Đ; a capital font shows the small ones."""
    return b"".join(sign.encode("cp1252" if sign in "“”‘’–…" else "latin-1") for letter in text for sign in tcvn3_letter(letter))


def cp1258(text: str) -> bytes:
    return "".join(map(cp1258_letter, text)).encode("cp1258")


def plain_signs(text: str) -> str:
    """`text` without the signs that the oldest charsets lack."""
    return normalise(text).translate(str.maketrans("“”‘’–…\xa0", "\"\"''-. "))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_every_form(seed_text: str, encoding: str) -> None:
    assert read_bytes(seed_text.encode(encoding), "a.txt") == seed_text


def test_decomposed_text_becomes_the_same_article(seed_text: str) -> None:
    decomposed = unicodedata.normalize("NFD", seed_text).encode()

    assert normalise(read_bytes(decomposed, "a.txt")) == normalise(seed_text)


@pytest.mark.parametrize("encode", [viqr, vni, cp1258])
def test_a_text_in_an_old_charset_comes_back(seed_text: str, encode: Callable[[str], bytes]) -> None:
    text = plain_signs(seed_text)

    assert read_bytes(encode(text), "a.txt") == text


def test_a_text_in_the_abc_fonts_comes_back_but_for_marked_capitals(seed_text: str) -> None:
    text = normalise(seed_text)

    assert normalise(read_bytes(tcvn3(text), "a.txt")).lower() == text.lower()


@pytest.mark.parametrize("charset", ["TCVN5712-1", "VISCII"])
@pytest.mark.skipif(not shutil.which("iconv"), reason="iconv is not installed: it makes these bytes")
def test_what_iconv_writes_comes_back(seed_text: str, charset: str) -> None:
    text = plain_signs(seed_text)
    written = subprocess.run(["iconv", "-f", "UTF-8", "-t", charset], input=text.encode(), capture_output=True, check=True).stdout  # noqa: S603, S607  # fixed words

    assert read_bytes(written, "a.txt") == text


@pytest.mark.parametrize("encode", [tcvn3, vni])
def test_old_fonts_saved_as_utf8_are_told_too(encode: Callable[[str], bytes]) -> None:
    seen = encode(SENTENCE).decode("cp1252")

    assert read_bytes(seen.encode(), "a.txt").lower() == SENTENCE.lower()


@pytest.mark.parametrize(
    "text",
    ["Meeting at 9. Bring the draft (v2).", "Café, naïve, Zoë: Größe 5.", "Hop giao ban thang 11", "1. 2. 3.", SENTENCE + " Größe"],
)
def test_other_utf8_texts_stay_as_they_are(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt") == text


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "there is no text in it"),
        (b" \n\t\r\n", "there is no text in it"),
        (b"\xef\xbb\xbf", "there is no text in it"),
        (b"%PDF-1.7\n", "it is damaged, or not what its name says"),
        (b"PK\x03\x04\x14\x00", "this is an Office document of another kind, or an archive"),
        (b"GIF89a", "this is a picture"),
        (bytes(range(256)) * 40, "these bytes are no text in a known encoding"),
        (b"\x00" * 4096, "these bytes are no text"),
        (b"\x01\x02\x03\x04\x05" * 100, "these bytes are no text"),
        ("Größe überall, auch für Öl".encode("latin-1"), "these bytes are no text in a known encoding"),
        (SENTENCE.encode()[:-30] + b"\xff" + SENTENCE.encode()[-30:], "damaged UTF-8 at byte "),
        (b"\xff\xfe\x41", "bad utf-16 at byte 2 (truncated data)"),
        (b"a" * (MAX_BYTES + 1), "over 20 MB of data"),
    ],
)
def test_bytes_that_are_no_text_are_refused_by_name(data: bytes, wrong: str) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read_bytes(data, "a.txt")

    assert str(refusal.value).startswith(f"a.txt: {wrong}")
    assert "\n" not in str(refusal.value)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        outcome = read_bytes(data, "a.txt")
    except UnreadableInput as refusal:
        outcome = refusal.wrong

    assert outcome.strip()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=200).filter(str.strip))
def test_text_with_no_trace_of_an_old_charset_is_never_changed(text: str) -> None:
    read = read_bytes(text.encode(), "a.txt")

    assert read == text or read == text.removeprefix("\ufeff") or any(letter in "ñöø'`?~.^(+*\\" or letter > "\x7f" for letter in text)


def test_a_path_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    for path, wrong in ((tmp_path / "no.txt", "no such file or directory"), (tmp_path, "is a directory")):
        with pytest.raises(UnreadableInput, match=wrong):
            read_path(path)


def test_a_strange_file_name_stays_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read_path(tmp_path / "a\nb\udcff.txt")

    assert "a\ufffdb\ufffd.txt: " in str(refusal.value)
