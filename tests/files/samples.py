"""Small files of every kind, made here: none is anybody's."""

import io
import struct
import zipfile

from PIL import Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    b"0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n"
)
TYPES = (
    b'<?xml version="1.0"?><Types><Override PartName="/main.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.%s"/></Types>'
)
MAIN = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
ODF = {"odt": "text", "ods": "spreadsheet"}


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    """A plain picture."""
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, format=kind, **more)
    return written.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """A ZIP container with these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return written.getvalue()


def office(kind: str, **extra: bytes) -> bytes:
    """An office document, as far as its table of contents tells."""
    parts = {"[Content_Types].xml": TYPES % MAIN[kind], "main.xml": b"<x/>"}
    return package({**parts, **extra})


def open_document(kind: str, **extra: bytes) -> bytes:
    """An OpenDocument file."""
    mime = f"application/vnd.oasis.opendocument.{ODF[kind]}".encode()
    return package({"mimetype": mime, "content.xml": b"<x/>", **extra})


def box(brand: bytes) -> bytes:
    """The beginning of a file of the MP4 family."""
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0" + brand + b"isom" + b"\0" * 64


def outlook() -> bytes:
    """The beginning of an Outlook message."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "__properties_version1.0".encode("utf-16-le")
    )


SAMPLES: dict[str, bytes] = {
    "a.pdf": PDF,
    "a.jpg": picture(),
    "a.png": picture("PNG"),
    "a.gif": picture("GIF"),
    "a.webp": picture("WEBP"),
    "a.heic": box(b"heic"),
    "a.docx": office("docx"),
    "a.xlsx": office("xlsx"),
    "a.pptx": office("pptx"),
    "a.odt": open_document("odt"),
    "a.ods": open_document("ods"),
    "a.txt": "Music until four. Café, £5.".encode(),
    "b.txt": "Caf\xe9 in an old encoding".encode("cp1252"),
    "a.csv": b"When,What\n1 1 2026,Music\n",
    "a.eml": b"From: a@b.example\r\nSubject: Noise\r\n\r\nIt is loud.\r\n",
    "a.msg": outlook(),
    "a.mp3": b"ID3\x04" + b"\0" * 40,
    "b.mp3": b"\xff\xfb\x90\x64" + b"\0" * 40,
    "a.m4a": box(b"M4A "),
    "a.mp4": box(b"isom"),
    "a.wav": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40,
}
