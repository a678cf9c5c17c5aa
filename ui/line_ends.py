"""Line ends, which browsers, systems and files write in three ways."""


def plain_ends(text: str) -> str:
    """The text with one kind of line end; the same if it is asked for twice."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
