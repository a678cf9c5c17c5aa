"""What kind of file something is, told by its content; and the kinds that are taken at all.

Our own table and no library: a guess by confidence takes four bytes for a Word document.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from files.containers import Suspicious, package_kind
from files.names import extension_of

HEAD = 4096
CHUNK = 256 * 1024


class Refused(ValueError):
    """Why a file is not taken, in words for the person who gave it."""


@dataclass(frozen=True)
class Kind:
    """One kind of file: what it is said to be, what its name may end in."""

    key: str
    label: str
    mime: str
    extensions: tuple[str, ...]
    is_image: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.key: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", ("pdf",)),
        Kind("jpeg", "JPEG picture", "image/jpeg", ("jpg", "jpeg", "jpe"), is_image=True),
        Kind("png", "PNG picture", "image/png", ("png",), is_image=True),
        Kind("gif", "GIF picture", "image/gif", ("gif",), is_image=True),
        Kind("webp", "WebP picture", "image/webp", ("webp",), is_image=True),
        Kind("heic", "HEIC picture", "image/heic", ("heic", "heif")),
        Kind("docx", "Word document", f"{_OFFICE}wordprocessingml.document", ("docx",)),
        Kind("xlsx", "Excel workbook", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
        Kind("pptx", "PowerPoint slides", f"{_OFFICE}presentationml.presentation", ("pptx",)),
        Kind("odt", "OpenDocument text", "application/vnd.oasis.opendocument.text", ("odt",)),
        Kind(
            "ods",
            "OpenDocument spreadsheet",
            "application/vnd.oasis.opendocument.spreadsheet",
            ("ods",),
        ),
        Kind("txt", "plain text", "text/plain", ("txt",)),
        Kind("csv", "CSV table", "text/csv", ("csv",)),
        Kind("eml", "e-mail", "message/rfc822", ("eml",)),
        Kind("msg", "Outlook e-mail", "application/vnd.ms-outlook", ("msg",)),
        Kind("mp3", "MP3 recording", "audio/mpeg", ("mp3",)),
        Kind("m4a", "M4A recording", "audio/mp4", ("m4a",)),
        Kind("wav", "WAV recording", "audio/wav", ("wav",)),
        Kind("mp4", "MP4 video", "video/mp4", ("mp4", "m4v")),
    )
}
TAKEN = (
    "PDF, JPEG, PNG, GIF, WebP, HEIC, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument "
    "(odt, ods), text (txt, csv), e-mails (eml, msg), MP3, M4A, WAV or MP4"
)
EXTENSIONS = tuple(end for kind in KINDS.values() for end in kind.extensions)

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"ID3", "mp3"),
)
_KNOWN_BAD: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"#!", "a script"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"MSCF", "an archive"),
    (b"{\\rtf", "an RTF document: save it as a Word document (docx) or PDF"),
    (b"%!PS", "a PostScript program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_BRANDS = {
    "heic": {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"},
    "m4a": {b"M4A ", b"M4B "},
    "mp4": {
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"M4V ",
        b"dash",
    },
}
_MARKUP = re.compile(rb"\s*<\s*[!?a-z]", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    rb"(?:received|from|to|subject|date|return-path|delivered-to|message-id|mime-version|"
    rb"x-[\w-]+|reply-to|content-type|cc|arc-seal|dkim-signature|authentication-results)\s*:",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TEXTS = ("txt", "csv", "eml")


def kind_of(file: BinaryIO, name: str) -> Kind:
    """The kind of a file by its content, if it is one that is taken and its name agrees; Refused
    says why not. Nothing in it is unpacked, rendered or run."""
    file.seek(0)
    head = file.read(HEAD)
    extension = extension_of(name)
    if not head:
        raise Refused("It is empty. Choose the file again, or ask for it to be sent again")
    for find in (_by_start, _by_box, _by_package, _by_outlook):
        found = find(file, head)
        if found:
            break
    else:
        found = _by_text(file, head, extension)
    kind = KINDS[found]
    if extension not in kind.extensions:
        said = f"ends in “.{extension}”" if extension else "has no ending"
        raise Refused(
            f"It is {_article(kind.label)} but its name {said}. If you trust it, give it a name "
            f"that ends in “.{kind.extensions[0]}”"
        )
    return kind


def _by_start(file: BinaryIO, head: bytes) -> str:
    for start, key in _STARTS:
        if head.startswith(start):
            return key
    if head[:2] == b"\xff" + head[1:2] and head[1:2] and _is_layer_three(head[1]):
        return "mp3"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "")
    return ""


def _is_layer_three(second: int) -> bool:
    """An MPEG audio frame of layer III: eleven bits of sync, then version and layer."""
    return second & 0xE0 == 0xE0 and (second >> 1) & 3 == 1


def _by_box(file: BinaryIO, head: bytes) -> str:
    if head[4:8] != b"ftyp":
        return ""
    brand = head[8:12]
    return next((key for key, brands in _BRANDS.items() if brand in brands), "")


def _by_package(file: BinaryIO, head: bytes) -> str:
    if not head.startswith(b"PK"):
        return ""
    try:
        return package_kind(file)
    except Suspicious as why:
        raise Refused(str(why)) from why


def _by_outlook(file: BinaryIO, head: bytes) -> str:
    if not head.startswith(_OLE):
        return ""
    if _holds(file, _OUTLOOK):
        return "msg"
    raise Refused(
        "It is in an old Office format, which can hide programs. Save it as docx, xlsx, pptx or PDF"
    )


def _by_text(file: BinaryIO, head: bytes, extension: str) -> str:
    """Text of one of three sorts, which only the name can tell apart."""
    for start, what in _KNOWN_BAD:
        if head.startswith(start):
            raise Refused(f"It is {what}")
    body = head.removeprefix(_BYTE_ORDER_MARK)
    if _MARKUP.match(body):
        raise Refused("It is a web page, a drawing or other markup, which can hide programs")
    if _any_chunk(file, lambda chunk: _CONTROL.search(chunk) is not None):
        raise Refused(f"Concord does not know what kind of file it is. It takes {TAKEN}")
    if extension == "eml" and not _MAIL_HEADER.match(body.lstrip()):
        raise Refused("Its name says that it is an e-mail, but it does not begin like one")
    return extension if extension in _TEXTS else "txt"


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    tail = b""
    file.seek(0)
    while chunk := file.read(CHUNK):
        if wanted in tail + chunk:
            return True
        tail = chunk[-len(wanted) :]
    return False


def _any_chunk(file: BinaryIO, asks: Callable[[bytes], bool]) -> bool:
    file.seek(0)
    while chunk := file.read(CHUNK):
        if asks(chunk):
            return True
    return False


def _article(label: str) -> str:
    if label == "plain text":
        return label
    return f"an {label}" if label[0] in "EeOMm" and label[:2] not in ("Mi",) else f"a {label}"
