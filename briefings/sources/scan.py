"""Pictures of text: a picture in, the text that Tesseract reads on it out, where Tesseract and its Vietnamese are installed.

https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html
"""

from __future__ import annotations

import shutil
import subprocess

from briefings.sources.faults import unreadable

DOTS_PER_INCH = 200
LANGUAGE = "vie"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")  # PNG, JPEG, TIFF


def recognises(data: bytes) -> bool:
    """Whether the bytes are a picture of a kind that scanners and telephones make."""
    return data.startswith(_PICTURES)


def read(data: bytes, name: str) -> str:
    """The text on the picture, a paragraph a line. Raises `UnreadableInput` where Tesseract with Vietnamese is missing or fails."""
    command = shutil.which("tesseract")
    if not command or LANGUAGE not in _run([command, "--list-langs"], b"").stdout.decode(errors="replace").split():
        raise unreadable("source-scan", name)
    done = _run([command, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(DOTS_PER_INCH)], data)
    if done.returncode:
        raise unreadable("source-damaged", name)
    paragraphs = done.stdout.decode("utf-8", "replace").replace("\f", "").split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())


def _run(command: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603  our own words; the limits are the reader's


def grey_map(width: int, height: int, stride: int, rows: bytes) -> bytes:
    """Grey pixels, a byte each, in rows `stride` bytes apart, as a picture that Tesseract reads (PGM)."""
    pixels = rows if stride == width else b"".join(rows[start : start + width] for start in range(0, height * stride, stride))
    return b"P5 %d %d 255\n" % (width, height) + pixels
