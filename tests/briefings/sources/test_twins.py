"""An article says the same whatever file it comes in: twins of the seeds in each format give the briefing of the text."""

from __future__ import annotations

import pytest

from briefings.sources import FORMATS, read_bytes
from tests.briefings.sources.twins import Maker, as_docx, as_html, as_indented_pdf, as_mhtml, as_pdf, as_text, same_briefing

MAKERS = (as_text, as_html, as_mhtml, as_docx, as_pdf, as_indented_pdf)


@pytest.mark.parametrize("made", MAKERS, ids=lambda made: made.__name__)
def test_a_twin_gives_the_briefing_of_the_text(made: Maker, seed_text: str) -> None:
    same_briefing(seed_text, read_bytes(made(seed_text), "bài"))


@pytest.mark.parametrize(
    ("made", "name"),
    [(as_text, "plain text"), (as_html, "web page"), (as_mhtml, "web page"), (as_docx, "Word"), (as_pdf, "PDF")],
)
def test_a_format_is_told_by_the_bytes_not_by_the_name(made: Maker, name: str) -> None:
    data = made("Hội nghị\nSáng 5/3/2024, Tỉnh ủy họp.")

    assert next(form.name for form in FORMATS if form.recognises(data)) == name
