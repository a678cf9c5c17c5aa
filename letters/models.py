"""Letter templates as data, what an agency's letters begin with, and the letters themselves."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models import Case, Document, Handling, Party, seen_by


class TemplateStatus(models.TextChoices):
    """Where a version of a template has got to."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class WrittenFor(models.TextChoices):
    """Whom letters of a template go to."""

    ANYONE = "anyone", "Anyone"
    HARMED = "harmed", "A victim or complainant"
    ALLEGED = "alleged", "An alleged perpetrator"
    WITNESS = "witness", "A witness"
    AGENCY = "agency", "An agency"


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    """Templates in the field's words."""

    def in_use(self) -> "LetterTemplateQuerySet":
        """The newest published version of each template."""
        published = self.filter(status=TemplateStatus.PUBLISHED)
        newer = published.filter(
            name=models.OuterRef("name"), edition__gt=models.OuterRef("edition")
        )
        return published.exclude(models.Exists(newer)).order_by("name")


class LetterTemplate(models.Model):
    """One version of a template. Only a draft changes: a letter's template stays as it was used."""

    name = models.CharField(max_length=120)
    edition = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        max_length=9, choices=TemplateStatus.choices, default=TemplateStatus.DRAFT
    )
    written_for = models.CharField(
        max_length=7, choices=WrittenFor.choices, default=WrittenFor.ANYONE
    )
    subject = models.CharField(max_length=200)
    body = models.TextField()
    made_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="template_edition_once"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(status="draft"), name="template_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.edition}"


class Letterhead(models.Model):
    """What an agency's letters begin with, and where its desk is reached."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="letterhead")
    address = models.CharField(max_length=300)
    phone = models.CharField(max_length=20)
    email = models.EmailField(blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Letterhead of {self.agency_id}"

    @property
    def lines(self) -> list[str]:
        """The address in lines, then the phone and the email."""
        address = [line.strip() for line in self.address.split(",")]
        return [line for line in (*address, self.phone, self.email) if line]


class LetterStatus(models.TextChoices):
    """Where a letter has got to."""

    DRAFT = "draft", "Draft"
    MADE = "made", "Made, not sent yet"
    SENT = "sent", "Sent"
    SET_ASIDE = "set_aside", "Set aside"


class Sending(models.TextChoices):
    """How a letter leaves, by the codes in which safe contact names the same ways."""

    POST = "post", "By post"
    EMAIL = "email", "By email"
    HAND = "visit", "By hand"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters in the field's words."""

    def visible_to(self, user: User) -> "LetterQuerySet":
        """Those of cases the user sees in full, as far as each one's handling lets them; what is
        not made yet, to the agency that writes it. The coordinator and co-chairs: all of these."""
        seen = self.filter(seen_by(user, case="case"))
        if user.desk.oversees_cases:
            return seen
        own = models.Q(agency__in=user.desk.casework_agency_ids) | models.Q(written_by=user)
        left = models.Q(status__in=[LetterStatus.MADE, LetterStatus.SENT])
        return seen.filter(own | (left & ~models.Q(handling=Handling.OWN)))

    def asked(self) -> "LetterQuerySet":
        """Drafts that wait for the coordinator or a co-chair to look at them."""
        return self.filter(status=LetterStatus.DRAFT, asked_at__isnull=False)


class Letter(models.Model):
    """A letter about a case to a person in it, or to an agency. Once made, its words stay.

    `address_seen` is what the case said of the person's address when the letter took it over;
    `addressee` and `letterhead` are kept when it is made, `document` when it has left.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    to_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="letters")
    status = models.CharField(
        max_length=9, choices=LetterStatus.choices, default=LetterStatus.DRAFT
    )
    sending = models.CharField(max_length=5, choices=Sending.choices)
    handling = models.CharField(max_length=6, choices=Handling.choices, default=Handling.SHARE)
    address = models.TextField(blank=True)
    address_seen = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When the coordinator and co-chairs were asked to make it"
    )
    made_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    addressee = models.CharField(max_length=201, blank=True)
    letterhead = models.JSONField(default=list, blank=True)
    passed = models.JSONField(default=list, blank=True)
    passed_reason = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["case", "-written_at"], name="letter_in_case"),
            models.Index(
                fields=["asked_at"],
                condition=models.Q(status="draft", asked_at__isnull=False),
                name="letter_asked",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(party=None) ^ models.Q(to_agency=None),
                name="letter_to_person_or_agency",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["made", "sent"])
                | models.Q(made_at__isnull=False, made_by__isnull=False),
                name="letter_made_has_maker",
            ),
            models.CheckConstraint(
                condition=models.Q(status="sent", sent_on__isnull=False, sent_by__isnull=False)
                | (~models.Q(status="sent") & models.Q(sent_on__isnull=True)),
                name="letter_sent_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(passed=[]) | ~models.Q(passed_reason=""),
                name="letter_passed_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Letter {self.pk}"

    @property
    def recipient(self) -> str:
        """Whom it goes to; once it is made, by the name they had then."""
        if self.addressee:
            return self.addressee
        return self.party.person.full_name if self.party else str(self.to_agency)

    @property
    def recipient_role(self) -> str:
        """What they are to the case."""
        return self.party.get_role_display() if self.party else "Agency"
