"""The messages about the action plan."""

from django.urls import reverse

from accounts.mail import queue_mail
from strategy.models import PlanStep
from ui.dates import say_date


def step_given(step: PlanStep) -> int:
    """To whoever is to take a step."""
    return queue_mail(
        [step.owner],
        subject="A step of the community safety plan is yours",
        template="plan_step_given",
        path=reverse("priority", args=[step.priority_id]),
        step=step.wording,
        due=say_date(step.due_on),
    )
