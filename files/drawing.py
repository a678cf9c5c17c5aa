"""Drawing previews, in a process of its own that may use little and is thrown away.

Run as `python -m files.drawing pdf|image SOURCE FOLDER/DIGEST`: writes DIGEST-1, DIGEST-2, ...
It knows neither Django nor the database: whatever a picture does to it, it can only fail.
"""

import resource
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

LONGEST_SIDE = 1600
MOST_PIXELS = 80_000_000
MOST_PAGES = 3
MEMORY = 1536 * 1024 * 1024
SECONDS = 20
MOST_WRITTEN = 50 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


def draw(kind: str, source: Path, target: str) -> int:
    """Draw a picture anew, or the first pages of a PDF; returns how many pages."""
    if kind != "pdf":
        _draw_image(source, Path(f"{target}-1"))
        return 1
    document = pypdfium2.PdfDocument(source)
    pages = min(len(document), MOST_PAGES)
    for number in range(pages):
        _draw_page(document[number], Path(f"{target}-{number + 1}"))
    return pages


def _draw_image(source: Path, target: Path) -> None:
    """The picture the right way up, on white, without anything else that the file held."""
    with Image.open(source, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        drawn = upright.convert("RGBA")
        paper = Image.new("RGB", drawn.size, "white")
        paper.paste(drawn, mask=drawn.getchannel("A"))
    paper.save(target, format="JPEG", quality=82, optimize=True)


def _draw_page(page: Any, target: Path) -> None:
    width, height = page.get_size()
    scale = min(2.0, LONGEST_SIDE / max(width, height, 1))
    page.render(scale=scale).to_pil().convert("RGB").save(target, format="PNG", optimize=True)


def main() -> None:
    """Take away what is not needed, then draw."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kind, source, target = sys.argv[1:]
    sys.stdout.write(str(draw(kind, Path(source), target)))


if __name__ == "__main__":
    main()
