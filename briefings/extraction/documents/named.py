"""Documents an article names without a number ("Nghị quyết Đại hội XIII của Đảng"): text, layout and numbered documents in, spans out."""

from __future__ import annotations

import re

from briefings.model import Document, Layout, Span
from briefings.text import canonical


def find_named_documents(text: str, layout: Layout, documents: tuple[Document, ...]) -> tuple[Span, ...]:
    """Designations without an official number, each once, in text order."""
    return ()
