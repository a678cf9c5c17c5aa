from django.urls import path, register_converter

from assessment.views import imports, summaries


class YearConverter:
    """A financial year in an address: 2016-17."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(YearConverter, "financial_year")

urlpatterns = [
    path("", summaries.list_summaries, name="assessment"),
    path("definitions/", summaries.figure_definitions, name="figure_definitions"),
    path("take/", summaries.take_figures, name="take_figures"),
    path("imports/", imports.import_source, name="import_source"),
    path("imports/<int:pk>/", imports.preview_import, name="preview_import"),
    path("imports/<int:pk>/discard/", imports.discard_import, name="discard_import"),
    path("<financial_year:year>/<slug:area>/", summaries.show_summary, name="show_summary"),
    path(
        "<financial_year:year>/<slug:area>/runs/<int:pk>/",
        summaries.show_summary,
        name="show_run",
    ),
    path(
        "<financial_year:year>/<slug:area>/runs/<int:pk>/summary.csv",
        summaries.download_summary,
        {"form": "csv"},
        name="run_csv",
    ),
    path(
        "<financial_year:year>/<slug:area>/runs/<int:pk>/summary.xlsx",
        summaries.download_summary,
        {"form": "xlsx"},
        name="run_xlsx",
    ),
    path(
        "<financial_year:year>/<slug:area>/freeze/",
        summaries.freeze_summary,
        name="freeze_summary",
    ),
    path(
        "<financial_year:year>/<slug:area>/summary.csv",
        summaries.download_summary,
        {"form": "csv"},
        name="summary_csv",
    ),
    path(
        "<financial_year:year>/<slug:area>/summary.xlsx",
        summaries.download_summary,
        {"form": "xlsx"},
        name="summary_xlsx",
    ),
]
