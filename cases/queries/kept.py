"""The lists that a partnership keeps. They name nobody, so everybody may read them."""

from cases.models import KeptEntry


def entries(model: type[KeptEntry]) -> list[KeptEntry]:
    """Every entry of a list, in its order."""
    return list(model._default_manager.all())


def entry(model: type[KeptEntry], pk: int) -> KeptEntry | None:
    """One entry of a list."""
    return model._default_manager.filter(pk=pk).first()
