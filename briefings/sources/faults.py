"""Why an input cannot be read: the id of a reason and the input's name in, an `UnreadableInput` out, ready for a log and for a chat.

The ids are those of the sentences in ``briefings/locale/*/sources.ftl``.
"""

from __future__ import annotations

from briefings.errors import UnreadableInput

_ARTICLE = "expected the text of an article"
_SMALLER = "expected a smaller file, or the text alone"
_ADDRESS = "expected the public address of an article"

FAULTS: dict[str, tuple[str, str]] = {  # id: what is wrong, what was expected
    "source-empty": ("there is no text in it", _ARTICLE),
    "source-too-big": ("{size} MB of data", "expected at most {limit} MB"),
    "source-kind": ("this is {what}", "expected .txt, .html, .mhtml, .docx, .pdf or .zip"),
    "source-encoding": (
        "{problem}",
        "expected text in UTF-8, UTF-16 or an old Vietnamese charset (TCVN3, VNI, VISCII, VIQR, windows-1258)",
    ),
    "source-locked": ("it is encrypted with a password", "expected a file without one"),
    "source-damaged": ("it is damaged, or not what its name says", "expected a whole file"),
    "source-slow": ("reading it takes longer than {seconds} seconds", _SMALLER),
    "source-heavy": ("reading it takes more than {megabytes} MB of memory", _SMALLER),
    "source-scan": (
        "it is a picture of text, and Tesseract with Vietnamese is not installed",
        "expected text, or on this machine: apt-get install tesseract-ocr tesseract-ocr-vie",
    ),
    "source-bomb": ("unpacked it would be too large ({size} MB)", "expected at most {limit} MB"),
    "source-many": ("there are {count} files in it", "expected at most {limit}"),
    "source-paths": ("a name in it leads out of the archive", "expected plain file names"),
    "source-nested": ("this is an archive within an archive", "expected articles in one archive"),
    "source-no-article": ("there is no article on this page", _ARTICLE),
    "source-login": ("this page asks for a password", _ADDRESS),
    "source-url": ("this is no address of a web page", "expected one that begins with http:// or https://"),
    "source-url-private": ("this address is not on the public Internet", _ADDRESS),
    "source-url-missing": ("there is no such page", _ADDRESS),
    "source-url-refused": ("the server answers with status {status}", _ADDRESS),
    "source-url-redirects": ("the page leads from one address to the next without end", _ADDRESS),
    "source-url-slow": ("the server takes longer than {seconds} seconds", "expected the page sooner: try again, or send the text"),
    "source-url-silent": ("the server cannot be reached", "expected an answer: check the address, or send the text"),
}


def unreadable(text_id: str, name: str, **values: str | int) -> UnreadableInput:
    """The error for input `name` and the reason `text_id`, a key of `FAULTS`; `values` fill its sentence."""
    wrong, expected = FAULTS[text_id]
    return UnreadableInput(name, wrong.format(**values), expected.format(**values), text_id=text_id, name=name, **values)
