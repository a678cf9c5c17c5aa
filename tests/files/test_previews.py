"""A preview is drawn anew in a process of its own; one that cannot be drawn is no error."""

import pytest
from PIL import Image

from files import keeping
from files.models import StoredFile
from files.previews import open_preview
from files.services import draw_due_previews
from tests.files.samples import PDF, office, picture

pytestmark = pytest.mark.django_db


def drawn(file):
    draw_due_previews()
    return StoredFile.objects.get(pk=file.pk)


def preview(file, page=1):
    path = open_preview(drawn(file), page)
    return Image.open(path) if path else None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_is_drawn_as_jpeg(store, kind):
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    shown = preview(store(picture(kind), f"a.{ending}"))
    assert (shown.format, shown.size) == ("JPEG", (40, 30))


def test_where_it_was_taken_is_not_shown(store):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Vera"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    file = drawn(store(picture(exif=exif), "a.jpg"))
    path = open_preview(file, 1)
    assert not Image.open(path).getexif()
    assert b"Vera" not in path.read_bytes()
    assert b"Vera" in keeping.path_of(file.sha256).read_bytes()


def test_a_picture_taken_sideways_stands_upright(store):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert preview(store(picture(exif=exif), "a.jpg")).size == (30, 40)


def test_a_large_picture_is_made_smaller(store):
    assert preview(store(picture(size=(4000, 1000)), "a.jpg")).size == (1600, 400)


def test_what_hides_behind_a_picture_is_not_in_its_preview(store):
    file = drawn(store(picture("PNG") + b"<script>alert(1)</script>", "a.png"))
    assert b"script" not in open_preview(file, 1).read_bytes()


def test_the_pages_of_a_pdf_are_drawn_as_png(store):
    shown = preview(store(PDF, "a.pdf"))
    assert (shown.format, shown.size) == ("PNG", (400, 200))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xd8\xff" + b"\0" * 200, "a.jpg"),
        (b"%PDF-1.7 broken", "a.pdf"),
        (b"GIF89a", "a.gif"),
        (office("docx"), "a.docx"),
        (b"text", "a.txt"),
    ],
)
def test_what_cannot_be_drawn_has_no_preview_and_is_not_tried_again(store, content, name):
    file = drawn(store(content, name))
    assert file.preview_pages == 0
    assert open_preview(file, 1) is None
    assert draw_due_previews() == 0


def test_a_picture_that_would_unpack_to_too_much_is_not_drawn(store):
    bomb = picture("PNG", size=(12_000, 12_000))
    assert len(bomb) < 2_000_000
    assert drawn(store(bomb, "a.png")).preview_pages == 0


def test_a_page_that_is_not_there_is_none(store):
    file = drawn(store(picture(), "a.jpg"))
    assert open_preview(file, 2) is None
    assert open_preview(file, 0) is None


def test_a_preview_goes_with_its_file(store, files_root):
    file = drawn(store(picture(), "a.jpg"))
    keeping.forget(file.sha256)
    assert [path for path in (files_root / "previews").rglob("*") if path.is_file()] == []


def test_the_same_bytes_are_drawn_once_for_all_who_gave_them(store):
    store(picture(), "a.jpg"), store(picture(), "b.jpg")
    draw_due_previews()
    assert set(StoredFile.objects.values_list("preview_pages", flat=True)) == {1}


def test_two_workers_do_not_draw_at_once(store):
    store(picture(), "a.jpg")
    with keeping.only_one("drawing") as is_ours:
        assert is_ours
        assert draw_due_previews() == 0
    assert draw_due_previews() == 1
