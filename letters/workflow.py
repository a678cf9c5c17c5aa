"""The tables of statuses and moves of templates and letters."""

from cases.workflow import Workflow
from letters.models import LetterStatus, TemplateStatus

TEMPLATE = Workflow(
    {
        TemplateStatus.DRAFT: {TemplateStatus.PUBLISHED, TemplateStatus.WITHDRAWN},
        TemplateStatus.PUBLISHED: {TemplateStatus.WITHDRAWN},
    }
)
LETTER = Workflow(
    {
        LetterStatus.DRAFT: {LetterStatus.MADE, LetterStatus.SET_ASIDE},
        LetterStatus.MADE: {LetterStatus.SENT, LetterStatus.SET_ASIDE},
    }
)
