"""Files that do harm elsewhere: each is answered with one clear sentence, within its limits, and the next file is read as usual."""

from __future__ import annotations

import asyncio
import os
import zlib
from contextlib import aclosing
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from briefings.errors import UnreadableInput
from briefings.rendering.texts import LANGUAGES, texts
from briefings.sources import read_all, read_bytes
from briefings.sources.faults import FAULTS, unreadable
from briefings.sources.guard import Limits, read_untrusted, stream_untrusted
from tests.briefings.sources.twins import as_docx, as_html, as_pdf, zipped

TEXT = "Hội nghị giao ban\nSáng 5/3/2024, tại Quảng Ninh, Tỉnh ủy họp.\n"


def packed(names: list[str], data: bytes = TEXT.encode()) -> bytes:
    """An archive of the same bytes under several names, whatever they are."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zip_file:
        for name in names:
            zip_file.writestr(name, data)
    return file.getvalue()


def with_part(document: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A copy of an Office document with something replaced in one of its parts."""
    file = BytesIO()
    with ZipFile(BytesIO(document)) as source, ZipFile(file, "w", ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            copy.writestr(entry.filename, data.replace(old, new, 1) if entry.filename == part else data)
    return file.getvalue()


def pdf_objects(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, thing) for number, thing in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF" % (len(objects) + 1)


def drawing(commands: bytes) -> bytes:
    """A PDF of one page on which `commands` draw."""
    stream = zlib.compress(commands, 9)
    return pdf_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def endless_pdf() -> bytes:
    """A thousand bytes whose page draws a form ten times, which draws the next one ten times, and so on: 10^20 drawings."""
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> /Length 60 >> stream\n%s\nendstream"
        % (number + 1, b"/X Do " * 10)
        for number in range(4, 24)
    ]
    return pdf_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        *forms,
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 3 >> stream\nq Q\nendstream",
    )


GIVEN_UP = {"source-slow", "source-damaged"}  # PDFium breaks down where the memory ends before the time

REFUSED = {
    "empty": (b"", "source-empty"),
    "blank": (b" \n\t", "source-empty"),
    "25 MB": (b"a" * 25_000_000, "source-too-big"),
    "a picture named .txt": (b"\x89PNG\r\n\x1a\n" + bytes(40), None),
    "a program": (b"\x7fELF" + bytes(range(256)), "source-kind"),
    "an old Office document": (b"\xd0\xcf\x11\xe0" + bytes(600), "source-kind"),
    "no PDF at all": (b"%PDF-1.7\nxyz", "source-damaged"),
    "a PDF cut off": (drawing(b"BT (a) Tj ET")[:120], "source-damaged"),
    "no archive at all": (b"PK\x03\x04" + bytes(100), "source-damaged"),
    "an empty archive": (packed([]), "source-empty"),
    "a bomb of zeros": (packed(["a.txt"], bytes(30_000_000)), "source-bomb"),
    "a bomb of many files": (packed([f"{number}.txt" for number in range(2_100)], b"a"), "source-many"),
    "names that lead out": (packed(["../../etc/cron.d/a.txt"]), "source-paths"),
    "names of Windows that lead out": (packed(["..\\..\\a.txt"]), "source-paths"),
    "absolute names": (packed(["/etc/passwd"]), "source-paths"),
    "a drive": (packed(["C:\\a.txt"]), "source-paths"),
    "an archive within an archive": (packed(["b.zip"], packed(["a.txt"])), "source-nested"),
    "a Word bomb": (with_part(as_docx(TEXT), "word/document.xml", b"<w:body>", b"<w:body>" + b"<w:p/>" * 2_000_000), "source-bomb"),
    "a Word document cut off": (as_docx(TEXT)[:-400], "source-damaged"),
    "a page without an article": (b"<html><head><title>x</title></head><body><script>alert(1)</script></body></html>", "source-no-article"),
    "a page behind a login": (b"<html><body><form><input name=u><input type=password></form></body></html>", "source-login"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_for_its_reason(kind: str) -> None:
    data, text_id = REFUSED[kind]
    (refusal,) = read_all(data, "bài")

    assert isinstance(refusal, UnreadableInput)
    assert refusal.text_id == (text_id or refusal.text_id)
    assert len(str(refusal).splitlines()) == 1


def test_an_encrypted_pdf_is_refused_for_its_password() -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read_bytes(as_pdf(TEXT, password="khoa"), "bài.pdf")

    assert refusal.value.text_id == "source-locked"


@pytest.mark.parametrize("text_id", FAULTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_a_sentence_in_the_chat(language: str, text_id: str) -> None:
    values = {"size": 25, "limit": 20, "seconds": 15, "megabytes": 512, "count": 3, "status": 500, "what": "a picture", "problem": "odd"}
    refusal = unreadable(text_id, "<b>bài</b>.pdf", **values)
    sentence = texts(language)(refusal.text_id, **refusal.values)

    assert sentence.endswith(".")
    assert "<b>" not in sentence


@pytest.mark.parametrize(
    ("data", "limits", "reasons"),
    [
        (endless_pdf(), Limits(seconds=2), GIVEN_UP),
        (b"a " * 9_000_000, Limits(megabytes=64), {"source-heavy"}),
    ],
    ids=["a PDF that never ends", "more memory than allowed"],
)
async def test_a_file_that_takes_too_much_is_given_up_and_the_next_one_read(data: bytes, limits: Limits, reasons: set[str]) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        await read_untrusted(data, "bài", limits)
    (article,) = await read_untrusted(TEXT.encode(), "bài.txt")

    assert refusal.value.text_id in reasons
    assert article.text == TEXT


async def test_one_bad_file_in_an_archive_costs_only_itself() -> None:
    files = zipped(a_txt=TEXT.encode(), b_pdf=endless_pdf(), c_docx=as_docx(TEXT), d_html=as_html(TEXT), e_zip=packed(["x.txt"]))
    async with aclosing(stream_untrusted(files, "bao.zip", Limits(seconds=4))) as articles:
        found = [article async for article in articles]

    refused = {refusal.where: refusal.text_id for refusal in found if isinstance(refusal, UnreadableInput)}
    assert {article.name for article in found if not isinstance(article, UnreadableInput)} == {
        "bao.zip/a.txt",
        "bao.zip/c.docx",
        "bao.zip/d.html",
    }
    assert refused.pop("bao.zip/b.pdf") in GIVEN_UP
    assert refused == {"bao.zip/e.zip": "source-nested"}


async def test_others_are_served_while_a_file_is_read() -> None:
    beats = 0

    async def heart() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.01)  # another chat's turn
            beats += 1

    beating = asyncio.create_task(heart())
    await read_untrusted(as_docx(TEXT), "bài.docx")
    beating.cancel()

    assert beats > 2


TESSERACT = """#!/bin/sh
if [ "$1" = --list-langs ]; then echo vie; exit; fi
cat > /dev/null
echo "Biên bản hội nghị"
env
(echo x > "$0.written")
exit 0
"""


async def test_a_scan_is_read_by_tesseract_which_learns_no_setting_and_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"  # stands in for the real one, and tells what it was given
    program.write_text(TESSERACT)
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIAOBAN_TOKEN", "1:abc")
    written = tmp_path / "tesseract.written"

    for data in (b"\x89PNG\r\n\x1a\n" + bytes(40), drawing(b"0 0 600 800 re f")):
        (article,) = await read_untrusted(data, "bài")

        assert article.text.startswith("Biên bản hội nghị")
        assert "GIAOBAN" not in article.text
        assert not written.exists() or not written.read_bytes()


def test_without_tesseract_a_scan_is_answered_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableInput, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        read_bytes(drawing(b"0 0 600 800 re f"), "bài.pdf")


def test_external_entities_of_a_word_document_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("tuyệt mật")
    opening = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document '.encode()
    attacked = with_part(as_docx(TEXT), "word/document.xml", b"<w:document ", opening)
    attacked = with_part(attacked, "word/document.xml", "Sáng".encode(), b"&x;")

    assert "tuyệt mật" not in str([*read_all(attacked, "bài.docx")])


def test_scripts_of_a_page_are_no_text() -> None:
    page = as_html(TEXT).replace(b"<h1>", b"<script>document.write('m\xc3\xa3')</script><style>p{}</style><h1>")

    assert read_bytes(page, "bài.html") == TEXT.strip()


async def test_ten_thousand_tables_are_answered_in_time() -> None:
    page = b"<html><body>" + b"<table><tr><td>1</td><td>2</td></tr></table>" * 10_000 + b"</body></html>"
    found = [found async for found in stream_untrusted(page, "bảng.html", Limits(seconds=2))]

    assert len(found) == 1


def test_text_that_looks_like_a_template_or_markup_stays_text() -> None:
    text = "Hội nghị {{ 7 * 7 }}\n“a < b” & c > d: \u202eđảo\u202c 👍 'x' \"y\" thì đạt chỉ tiêu của năm nay."

    assert read_bytes(as_docx(text), "bài.docx") == text
    assert read_bytes(as_html(text), "bài.html") == text
