"""What each format keeps and what it leaves out: numbers of lists, tables, captions and dates stay; menus, margins and deleted text go."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from briefings.sources import read_bytes
from tests.briefings.sources.test_plain import cp1258, tcvn3, vni
from tests.briefings.sources.twins import as_pdf, vietnamese_font

LONG = "Tỉnh ủy yêu cầu các cấp ủy khẩn trương triển khai nghị quyết, bảo đảm rõ người, rõ việc, rõ tiến độ, rõ kết quả trong năm nay."


def word(*paragraphs: tuple[str, str]) -> docx.document.Document:
    """A document of paragraphs, each with its style."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style)
    return document


def text_of(document: docx.document.Document) -> str:
    """What is read in the document."""
    file = BytesIO()
    document.save(file)
    return read_bytes(file.getvalue(), "bài.docx")


def test_word_prints_the_numbers_of_its_lists() -> None:
    document = word(("Normal", "Nhiệm vụ:"), ("List Number", "Rà soát."), ("List Number", "Báo cáo."), ("List Bullet", "Gửi Ban."))

    assert text_of(document) == "Nhiệm vụ:\n1. Rà soát.\n2. Báo cáo.\n- Gửi Ban."


def test_a_table_row_of_word_is_a_line_in_its_place() -> None:
    document = word(("Normal", "Phân công:"))
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Việc", "Hạn", "Tổng kết", "31/12/2024"), strict=True):
        cell.text = text
    document.add_paragraph("Hết.")

    assert text_of(document) == "Phân công:\nViệc | Hạn\nTổng kết | 31/12/2024\nHết."


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    document = word(("Normal", "Hạn: "))
    for change, tag, text in (("del", "delText", "quý I"), ("ins", "t", "quý II")):
        xml = f"<w:{change} {nsdecls('w')} w:id='1' w:author='a'><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{change}>"
        document.paragraphs[0]._p.append(parse_xml(xml))

    assert text_of(document).strip() == "Hạn: quý II"


def test_a_page_keeps_its_printed_date_captions_and_byline() -> None:
    page = (
        "<html><body><nav><a href='/'>Trang chủ</a></nav><h1>Hội nghị tổng kết năm</h1><span class='time'>16:20, 05/03/2024</span>"
        f"<div class='body'><p>{LONG}</p><figure><img src='a.jpg'><figcaption>Quang cảnh hội nghị.</figcaption></figure>"
        f"<p>{LONG[:-1]} 2025.</p>"
        "</div><p class='author'>NGUYỄN VĂN A</p><div><a href='/b'>Tin khác trong ngày</a></div></body></html>"
    )
    read = read_bytes(page.encode(), "bài.html").split("\n")

    assert read == ["Hội nghị tổng kết năm", "16:20, 05/03/2024", LONG, "Quang cảnh hội nghị.", f"{LONG[:-1]} 2025.", "NGUYỄN VĂN A"]


@pytest.mark.parametrize("encode", [tcvn3, vni, cp1258, lambda text: text.encode("utf-16")], ids=["TCVN3", "VNI", "windows-1258", "UTF-16"])
def test_a_page_in_another_charset_is_read_whatever_it_declares(encode: Callable[[str], bytes]) -> None:
    title = "hội nghị tổng kết năm"
    page = f"<html><head><meta charset='utf-8'></head><body><h1>{title}</h1><p>{LONG}</p><p>{LONG[:-1]} 2025.</p></body></html>"

    assert read_bytes(encode(page), "bài.html") == f"{title}\n{LONG}\n{LONG[:-1]} 2025."


def test_headers_and_page_numbers_of_a_pdf_are_left_out_and_paragraphs_go_on_over_pages() -> None:
    lines = ["Hội nghị", *(f"{number}. {LONG}" for number in range(1, 60))]

    assert read_bytes(as_pdf("\n".join(lines)), "bài.pdf").strip().split("\n") == lines


def test_two_columns_are_read_one_after_the_other() -> None:
    file, font = BytesIO(), vietnamese_font()
    canvas = Canvas(file, A4)
    canvas.setFont(font, 10)
    for number in range(12):
        canvas.drawString(60, 700 - 14 * number, f"Dòng trái số {number}.")
        canvas.drawString(330, 700 - 14 * number, f"Dòng phải số {number}.")
    canvas.save()
    read = read_bytes(file.getvalue(), "bài.pdf")

    assert read.index("trái số 11") < read.index("phải số 0")


def test_a_document_number_broken_at_a_line_end_is_whole_again() -> None:
    file, font = BytesIO(), vietnamese_font()
    canvas = Canvas(file, A4)
    canvas.setFont(font, 10)
    for number, line in enumerate(("Căn cứ Nghị quyết số 18-", "NQ/TW ngày 25/10/2017 của Trung", "ương về tinh gọn bộ máy.")):
        canvas.drawString(60, 700 - 14 * number, line)
    canvas.save()

    assert "18-NQ/TW ngày" in read_bytes(file.getvalue(), "bài.pdf")
