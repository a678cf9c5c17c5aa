"""A drawing as a picture for paper. Drawn in a process of its own: the library is heavy."""

import subprocess
import sys

from django.conf import settings

_SECONDS = 30
_DRAW = """
import sys
import vl_convert
vl_convert.register_font_directory(sys.argv[1])
sys.stdout.buffer.write(vl_convert.svg_to_png(sys.stdin.read(), scale=2))
"""


def png_of(svg: str) -> bytes:
    """The PNG of an SVG, at twice its size."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _DRAW, str(settings.PRINT_FONTS)],
        input=svg.encode(),
        capture_output=True,
        timeout=_SECONDS,
        check=True,
    )
    return done.stdout
