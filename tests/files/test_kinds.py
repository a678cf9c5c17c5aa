"""A file is told by its content, and only kinds that do nothing by themselves are taken."""

import io
import re
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.containers import MOST_ENTRIES
from files.kinds import KINDS, Refused, kind_of
from files.names import extension_of
from tests.files.samples import MAIN, PDF, SAMPLES, TYPES, office, open_document, package, picture


def judged(content: bytes, name: str) -> str:
    return kind_of(io.BytesIO(content), name).key


def refused(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as why:
        judged(content, name)
    return str(why.value)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_that_is_taken_is_told(name):
    assert extension_of(name) in KINDS[judged(SAMPLES[name], name)].extensions


def test_every_kind_has_a_sample():
    assert {judged(content, name) for name, content in SAMPLES.items()} == set(KINDS)


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.endswith((".txt", ".csv"))])
@pytest.mark.parametrize("extension", ["exe", "html", "zip", "docm", "svg", "js", "bin"])
def test_a_name_that_says_something_else_is_refused(name, extension):
    assert refused(SAMPLES[name], f"letter.{extension}")


def test_a_name_without_an_ending_is_refused_and_told_which_to_give():
    assert refused(PDF, "letter").endswith("a name that ends in “.pdf”")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.pdf"),
        (b"MZ\x90\0" + b"\0" * 60, "a.pdf"),
        (b"MZ this is text", "a.txt"),
        (b"\x7fELF\x02", "a.jpg"),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt"),
        (b"<html><script>alert(1)</script></html>", "a.txt"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "a.txt"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "a.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.png"),
        (b"\n\t<svg/>", "a.csv"),
        (b"{\\rtf1 x}", "a.txt"),
        (b"%!PS-Adobe", "a.txt"),
        (b"Rar!\x1a\x07", "a.txt"),
        (b"\x1f\x8b\x08", "a.txt"),
        (b"junk before %PDF-1.4", "a.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.msg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc"),
        (b"RIFF\x24\0\0\0AVI LIST", "a.wav"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "a.mp4"),
        (b"No header here", "a.eml"),
        (b"a\0b", "a.txt"),
        (package({"run.exe": b"MZ"}), "a.docx"),
        (package({"run.exe": b"MZ"}), "a.zip"),
        (b"PK\x03\x04" + b"\0" * 40, "a.docx"),
        (b"PK\x05\x06" + b"\0" * 18, "a.docx"),
    ],
)
def test_what_could_do_harm_or_is_not_what_it_says_is_refused(content, name):
    assert refused(content, name)


@pytest.mark.parametrize("kind", MAIN)
def test_an_office_document_with_macros_is_refused_under_any_name(kind):
    with_code = office(kind, **{"word/vbaProject.bin": b"\0"})
    said = package(
        {"[Content_Types].xml": TYPES % MAIN[kind].replace(b"main", b"macroEnabled.main")}
    )
    for content in (with_code, said):
        for name in (f"a.{kind}", f"a.{kind[:-1]}m"):
            assert "macros" in refused(content, name)


def test_an_open_document_with_macros_is_refused():
    assert "macros" in refused(open_document("odt", **{"Basic/Standard/M.xml": b"<x/>"}), "a.odt")


def test_a_document_that_would_unpack_to_far_more_is_refused_without_unpacking_it():
    bomb = office("docx", **{"word/a.xml": b"\0" * (60 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert "unpack" in refused(bomb, "a.docx")


def test_a_container_with_too_many_parts_is_refused_before_its_table_is_read():
    many = package({f"{number}": b"" for number in range(MOST_ENTRIES + 1)})
    assert "unpack" in refused(many, "a.docx")


def test_a_container_with_a_second_table_of_contents_is_refused():
    plain = office("docx")
    at = plain.rfind(b"PK\x05\x06")
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, 0, 1)
    assert "unpack" in refused(plain[:at] + locator + plain[at:], "a.docx")


def test_a_container_that_lies_about_where_things_are_is_refused():
    broken = bytearray(office("docx"))
    at = broken.rfind(b"PK\x05\x06")
    broken[at + 16 : at + 20] = struct.pack("<I", 2**31)
    assert refused(bytes(broken), "a.docx")


def test_a_picture_with_a_web_page_behind_it_is_a_picture():
    """A polyglot: it comes in as what it begins as, and goes out as a download only."""
    both = picture("PNG") + b"<script>alert(1)</script>"
    assert judged(both, "a.png") == "png"
    assert refused(both, "a.html")


def test_a_pdf_with_a_container_behind_it_is_a_pdf():
    assert judged(PDF + office("docx"), "a.pdf") == "pdf"
    assert refused(PDF + office("docx"), "a.docx")


@given(
    st.binary(max_size=400),
    st.sampled_from(sorted({end for k in KINDS.values() for end in k.extensions})),
)
def test_anything_at_all_is_either_a_known_kind_or_refused_in_words(content, extension):
    try:
        kind = kind_of(io.BytesIO(content), f"a.{extension}")
    except Refused as refusal:
        said = str(refusal)
    else:
        assert extension in kind.extensions
        return
    assert re.match(r"(It|Its|Concord) ", said)


@given(st.binary(max_size=300))
def test_a_broken_container_is_refused_and_never_an_error(junk):
    written = io.BytesIO(office("docx"))
    with pytest.raises(Refused):
        kind_of(io.BytesIO(written.getvalue()[: len(junk) + 10] + junk), "a.docx")


def test_a_container_is_only_listed(monkeypatch):
    opened = []
    plain = zipfile.ZipFile.open

    def noted(self, name, *more, **options):
        opened.append(name)
        return plain(self, name, *more, **options)

    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    judged(SAMPLES["a.docx"], "a.docx")
    assert opened == ["[Content_Types].xml"]
