"""What every invited agency knows about every person on an agenda: asked and answered at once."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models import Handling, Party, seen_by
from panels.models.meeting import Meeting
from panels.models.papers import PaperPack


class InformationAskedQuerySet(models.QuerySet["InformationAsked"]):
    """Requests in the field's words."""

    def visible_to(self, user: User) -> "InformationAskedQuerySet":
        """Those of meetings the user sees."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user).values("pk"))


class InformationAsked(models.Model):
    """The one act of asking, for a meeting. Asking again adds whoever is new on its agenda."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="information")
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()

    objects = InformationAskedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Information for {self.meeting_id}"


class Knows(models.TextChoices):
    """What an agency says of a person."""

    UNANSWERED = "", "Not answered"
    NOT_KNOWN = "not_known", "Not known to us"
    SUMMARY = "summary", "Known: summary below"
    WILL_SPEAK = "will_speak", "Known: we will speak at the meeting"
    WILL_NOT_SHARE = "will_not_share", "We will not share, because"


class AnswerQuerySet(models.QuerySet["InformationAnswer"]):
    """Answers in the field's words."""

    def visible_to(self, user: User) -> "AnswerQuerySet":
        """To the coordinator and co-chairs, all about cases they see. To others, what their own
        agency is asked, unless the case is restricted; and what other agencies answered about
        cases they see in full, as far as its handling lets them, once the papers are out or where
        the panel leaves answers open before that."""
        if user.desk.oversees_cases:
            return self.filter(seen_by(user, case="party__case"))
        if not user.desk.works_on_cases:
            return self.none()
        mine = user.desk.casework_agency_ids
        own = models.Q(agency__in=mine, party__case__is_restricted=False)
        sent = PaperPack.objects.out().filter(
            meeting=models.OuterRef("asked__meeting"), agency__in=mine
        )
        told = models.Q(models.Exists(sent)) | models.Q(
            asked__meeting__panel__answers_are_open=True
        )
        others = seen_by(user, case="party__case") & told & ~models.Q(handling=Handling.OWN)
        return self.filter(own | others)

    def to_give(self, user: User) -> "AnswerQuerySet":
        """Those that the user's agencies are asked for, whether or not they have answered."""
        mine = user.desk.casework_agency_ids
        return self.filter(agency__in=mine, party__case__is_restricted=False)

    def unanswered(self) -> "AnswerQuerySet":
        """Those still to give."""
        return self.filter(knows=Knows.UNANSWERED)

    def answered(self) -> "AnswerQuerySet":
        """Those given."""
        return self.exclude(knows=Knows.UNANSWERED)

    def wanted(self) -> "AnswerQuerySet":
        """Those for a meeting still to come."""
        return self.filter(asked__meeting__in=Meeting.objects.upcoming().values("pk"))


class InformationAnswer(models.Model):
    """One agency's answer about one person in a case, as fact or opinion, with its source."""

    asked = models.ForeignKey(InformationAsked, on_delete=models.CASCADE, related_name="answers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    knows = models.CharField(max_length=14, choices=Knows.choices, blank=True)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_opinion = models.BooleanField(default=False)
    handling = models.CharField(max_length=6, choices=Handling.choices, default=Handling.SHARE)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "knows"], name="answer_of_agency")]
        constraints = [
            models.UniqueConstraint(fields=["asked", "agency", "party"], name="asked_once"),
            models.CheckConstraint(
                condition=models.Q(knows="") | models.Q(answered_at__isnull=False),
                name="answer_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(knows__in=["summary", "will_not_share"]) | ~models.Q(text=""),
                name="answer_says_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class ChaserKind(models.TextChoices):
    """Why an agency was written to again."""

    SOON = "soon", "Due soon"
    LATE = "late", "Overdue"


class InformationChaser(models.Model):
    """That an agency was chased for its answers; the row stops a second message, so it is made in
    the transaction that queues the first."""

    asked = models.ForeignKey(InformationAsked, on_delete=models.CASCADE, related_name="chasers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=ChaserKind.choices)
    due_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asked", "agency", "kind", "due_on"], name="chased_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: agency {self.agency_id}"
