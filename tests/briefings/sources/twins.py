"""Articles in every format, made from their text as an office or a newspaper would make them."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from briefings.parse import parse
from briefings.report import report
from tests.score import KINDS, score

Maker = Callable[[str], bytes]
LEAST = 0.97  # F of each kind of what is read in a twin, against what is read in the text


def same_briefing(text: str, arrived: str) -> None:
    """What arrived in some other way gives the briefing of the text itself."""
    read = report(parse(text))
    gold = {**read, "published": (read["published_at"] or "")[:10] or None, "nuggets": []}
    tally = score(gold, report(parse(arrived)))
    figures = tally.figures()

    assert {kind: figures[f"{kind}.f"] for kind in KINDS if figures.get(f"{kind}.f", 1.0) < LEAST} == {}, tally.misses
    assert {key: figures[key] for key in ("title", "event.date", "published", "byline") if figures[key] < 1} == {}, tally.misses


MENU = "".join(f'<li><a href="/muc-{number}">{name}</a></li>' for number, name in enumerate(("Thời sự", "Kinh tế", "Văn hóa", "Thể thao")))
RELATED = "".join(f'<li><a href="/bai-{number}">Bài khác số {number} về một chuyện khác hẳn</a></li>' for number in range(4))


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold anything."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_html(text: str) -> bytes:
    """A newspaper's page: menu, headline, the article a paragraph a line, other articles, footer, scripts."""
    title, *rest = (html.escape(line) for line in lines_of(text))
    body = "\n".join(f"<p>{line}</p>" for line in rest)
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title} | Báo Ví Dụ</title>"
        f"<script>var x = 'không phải bài';</script></head><body><header><nav><ul>{MENU}</ul></nav></header>"
        f"<main><article><h1>{title}</h1><div class='content'>{body}</div></article>"
        f"<aside><h3>Tin liên quan</h3><ul>{RELATED}</ul></aside></main>"
        "<footer><p>Báo Ví Dụ. Giấy phép số 1/GP-XYZ.</p></footer></body></html>"
    ).encode()


def as_mhtml(text: str) -> bytes:
    """The same page as a browser saves it, in one file with its pictures."""
    letter = EmailMessage()
    letter["From"] = "<Saved by Blink>"
    letter["MIME-Version"] = "1.0"
    letter.make_related()
    letter.add_related(as_html(text), maintype="text", subtype="html")
    letter.add_related(b"\x89PNG", maintype="image", subtype="png")
    return letter.as_bytes()


def as_docx(text: str) -> bytes:
    """An office's document, a paragraph a line."""
    document, file = docx.Document(), BytesIO()
    title, *rest = lines_of(text)
    document.add_heading(title, 0)
    document.sections[0].header.paragraphs[0].text = "TỈNH ỦY VÍ DỤ"
    for line in rest:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


@cache
def vietnamese_font() -> str:
    """A font with the Vietnamese letters, known to reportlab by its file's name."""
    command = shutil.which("fc-list")
    listed = subprocess.run([command, ":lang=vi", "file"], capture_output=True, text=True, check=False).stdout if command else ""  # noqa: S603  fixed words
    files = sorted(line.rstrip(": ") for line in listed.splitlines() if re.search(r"(?:DejaVu|Liberation|NotoS).*\.ttf", line))
    if not files:
        pytest.skip("no TrueType font with the Vietnamese letters: apt-get install fonts-dejavu-core")
    plain = next((file for file in files if re.search(r"(?:DejaVuSans|LiberationSans-Regular|NotoSans-Regular)\.ttf$", file)), files[0])
    pdfmetrics.registerFont(TTFont("Vietnamese", plain))
    return "Vietnamese"


def as_pdf(text: str, *, password: str | None = None, indented: bool = False) -> bytes:
    """A printed article: paragraphs set apart or indented, a header and a page number on every page."""
    font, file = vietnamese_font(), BytesIO()
    apart, indent = (0, 24) if indented else (6, 0)
    body = ParagraphStyle("body", fontName=font, fontSize=11, leading=15, spaceAfter=apart, firstLineIndent=indent)
    heading = ParagraphStyle("heading", fontName=font, fontSize=16, leading=21, spaceAfter=10)

    def margins(canvas: Canvas, _: object) -> None:
        canvas.setFont(font, 9)
        canvas.drawString(72, A4[1] - 36, "Bản tin Ví Dụ, số 7")
        canvas.drawCentredString(A4[0] / 2, 30, f"Trang {canvas.getPageNumber()}")

    title, *rest = lines_of(text)
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    flow = [Paragraph(html.escape(title), heading), Spacer(1, 4), *(Paragraph(html.escape(line), body) for line in rest)]
    SimpleDocTemplate(file, pagesize=A4, encrypt=encrypt).build(flow, onFirstPage=margins, onLaterPages=margins)
    return file.getvalue()


def as_indented_pdf(text: str) -> bytes:
    """A printed article whose paragraphs are told by their first lines alone."""
    return as_pdf(text, indented=True)


def as_text(text: str) -> bytes:
    """The text itself."""
    return text.encode()


def zipped(**files: bytes) -> bytes:
    """An archive of `files`; "__" in a name stands for a stroke, "_" for a point."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()
