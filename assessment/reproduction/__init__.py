"""The proof: the published assessment of 2016/17, generated again from what it rests on.

Source of every printed figure: Barnet Safer Communities Partnership, Community Safety Strategic
Assessment 2016/17. `tables/` holds facts only: the printed figures, and yearly counts added up from
the open files of the Metropolitan Police, ONS and GLA.
"""

from assessment.reproduction.checks import Outcome, Verdict, check_all
from assessment.reproduction.evidence import Evidence, from_files, shipped
from assessment.reproduction.printed import PrintedFigure, printed_figures
from assessment.reproduction.report import report_paper, say_contradiction, show, stated_in_report

__all__ = [
    "Evidence",
    "Outcome",
    "PrintedFigure",
    "Verdict",
    "check_all",
    "from_files",
    "printed_figures",
    "report_paper",
    "say_contradiction",
    "shipped",
    "show",
    "stated_in_report",
]
