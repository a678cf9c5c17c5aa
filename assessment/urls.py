from collections.abc import Callable, Iterator

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from assessment.views import (
    explore,
    imports,
    publishing,
    report_sections,
    reports,
    returns,
    summaries,
)
from ui.papers import FORMATS


class PeriodConverter:
    """A period in an address: 2016-17, 2016, 2016-17-q3, 2017-03-month, 2017-03-12-months,
    2014-04-to-2017-03."""

    regex = r"\d{4}(?:-\d{2}(?:-q[1-4]|-month|-12-months|-to-\d{4}-\d{2})?)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PeriodConverter, "period")
RUN = "<period:year>/<slug:area>/runs/<int:pk>/"
View = Callable[..., HttpResponse]


def _downloads(
    where: str, name: str, view: View = summaries.download_summary
) -> Iterator[URLPattern]:
    """The file of each form: summary.csv, summary.pdf."""
    for form in summaries.FORMS:
        yield path(f"{where}.{form}", view, {"form": form}, name=f"{name}_{form}")


def _undos(*kinds: str) -> Iterator[URLPattern]:
    """The door that takes a file of each kind back."""
    for what in kinds:
        where = f"imports/{what}/<int:pk>/undo/"
        yield path(where, imports.undo_import, {"what": what}, name=f"undo_{what}")


def _section(end: str, view: View, name: str, **more: bool) -> Iterator[URLPattern]:
    yield path(f"reports/<int:pk>/sections/<int:section_pk>/{end}", view, more, name=name)


def _report_files(end: str, name: str, **more: bool) -> Iterator[URLPattern]:
    for form in FORMATS:
        where = f"reports/<int:pk>/{end}.{form}"
        yield path(where, reports.download_report, {"form": form, **more}, name=f"{name}_{form}")


urlpatterns = [
    path("", summaries.list_summaries, name="assessment"),
    path("definitions/", summaries.figure_definitions, name="figure_definitions"),
    path("take/", summaries.take_figures, name="take_figures"),
    path("imports/", imports.import_source, name="import_source"),
    path("imports/<int:pk>/", imports.preview_import, name="preview_import"),
    path("imports/<int:pk>/discard/", imports.discard_import, name="discard_import"),
    path("returns/", returns.list_returns, name="partner_returns"),
    *_undos("edition", "population", "published", "returns"),
    path("returns/<slug:service>.xlsx", returns.blank_return, {"form": "xlsx"}, name="blank_xlsx"),
    path("returns/<slug:service>.csv", returns.blank_return, {"form": "csv"}, name="blank_csv"),
    path("explore/", explore.explore_crime, name="explore"),
    path("explore/months.csv", explore.explore_csv, name="explore_csv"),
    path("explore/wards.csv", explore.explore_wards, name="explore_wards"),
    path("explore/<slug:what>.png", explore.explore_picture, name="explore_picture"),
    path("reports/", reports.list_reports, name="reports"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/sections/", reports.add_section, name="add_section"),
    path("reports/<int:pk>/order/", report_sections.arrange_sections, name="arrange_sections"),
    *_section("", report_sections.edit_section, "edit_section"),
    *_section("figures/", report_sections.section_figures, "section_figures"),
    *_section("figures/up/", report_sections.move_figure, "figure_up", up=True),
    *_section("figures/down/", report_sections.move_figure, "figure_down", up=False),
    *_section("write/", report_sections.write_section, "write_section"),
    *_section("sign/", report_sections.sign_section, "sign_section"),
    *_section("up/", report_sections.move_section, "section_up", up=True),
    *_section("down/", report_sections.move_section, "section_down", up=False),
    *_section("drop/", report_sections.drop_section, "drop_section"),
    path("reports/<int:pk>/reviewers/", reports.ask_review, name="ask_review"),
    path("reports/<int:pk>/review/", reports.give_review, name="give_review"),
    path("reports/<int:pk>/freeze/", reports.freeze_report, name="freeze_report"),
    path("reports/<int:pk>/publish/", reports.publish_report, name="publish_report"),
    path("reports/<int:pk>/public/", reports.public_report, name="public_report"),
    *_report_files("report", "report"),
    *_report_files("public", "public_report", is_public=True),
    path("<period:year>/<slug:area>/", summaries.show_summary, name="show_summary"),
    path(RUN, summaries.show_summary, name="show_run"),
    path(f"{RUN}report/", reports.start_report, name="start_report"),
    path("<period:year>/<slug:area>/rows/<str:code>/", summaries.figure_rows, name="figure_rows"),
    path(f"{RUN}against/<int:other>/", summaries.compare_runs, name="compare_runs"),
    path(f"{RUN}against/<int:other>/<str:code>/", summaries.compare_rows, name="compare_rows"),
    path("<period:year>/<slug:area>/freeze/", summaries.freeze_summary, name="freeze_summary"),
    path(f"{RUN}publish/", publishing.publish_summary, name="publish_summary"),
    path(f"{RUN}public/", publishing.public_summary, name="public_summary"),
    *_downloads(f"{RUN}public", "public", publishing.download_public),
    path("summary.schema.json", summaries.summary_schema, name="summary_schema"),
    *_downloads("<period:year>/<slug:area>/summary", "summary"),
    *_downloads(f"{RUN}summary", "run"),
]
