"""Page-shaped reads about panels and their meetings."""

from panels.queries.work import work_list

__all__ = ["work_list"]
