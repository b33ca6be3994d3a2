"""What the fuzzer begins with: sentences of our own, pages, commands; a target's name in, its inputs as bytes out.

`corpus/NAME.txt` has an input a line, with ⏎ for a line's end within it and ␀ for `NUMBERING`.
"""

from __future__ import annotations

from pathlib import Path

from tests.property.test_reading import SNIPPETS

WORD = b"docx:"  # what follows is the text of a Word document, not its packing: no mutation of a packed one gets through its checksum
NUMBERING = b"\x00"  # between that and how it is numbered
_CORPUS = Path(__file__).with_name("corpus")
_READING = Path(__file__).resolve().parents[1] / "briefings" / "reading"
_ENCODINGS = ("utf-16", "cp1258", "utf-8-sig")
_MARKUP = (
    *("<html>", "<body>", "<article>", "<p>", "</p>", "<h1>", "<br>", "<table>", "<tr>", "<td>", "<time datetime=", "<figcaption>", "<!--"),
    *("<meta charset=utf-8>", "<meta http-equiv=refresh>", "<script>", "class=author", "&nbsp;", "&#x1EA1;", "<![CDATA["),
    *("MIME-Version: 1.0\r\n", "Content-Type: multipart/related; boundary=x\r\n", "Content-Type: text/html; charset=", "\r\n--x\r\n"),
    *("Content-Transfer-Encoding: quoted-printable\r\n", "Content-Transfer-Encoding: base64\r\n", "=E1=BB=99", "PK\x03\x04", "PK\x05\x06"),
    *("<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", '<w:pStyle w:val="', "<w:numPr>", '<w:ilvl w:val="', '<w:numId w:val="', "<w:tbl>"),
    *('<w:abstractNum w:abstractNumId="', '<w:lvl w:ilvl="', '<w:numFmt w:val="', '<w:lvlText w:val="%1."/>', "lowerRoman"),
)


def inputs(target: str) -> list[bytes]:
    """What a target begins with."""
    lines = (_CORPUS / f"{target}.txt").read_text("utf-8").splitlines()
    found = [line.replace("⏎", "\r\n").replace("␀", NUMBERING.decode()).encode() for line in lines if line]
    if target == "parse":
        found += [path.read_bytes() for path in sorted(_READING.glob("*.txt"))]
    if target == "sources":
        plain = [line.decode() for line in found if not line.startswith((b"<", b"MIME", WORD))]
        found += [line.encode(name, "ignore") for name in _ENCODINGS for line in plain]
    return found


def words(target: str) -> list[bytes]:
    """What stands in inputs of its kind, for the fuzzer to put in."""
    return [word.encode() for word in (_MARKUP if target == "sources" else SNIPPETS) if word.strip()]
