import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("cases", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseReviewApplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("acknowledged", "Acknowledged"),
                            ("not_met", "Threshold not met"),
                            ("to_review", "Review to be held"),
                            ("reviewed", "Review held"),
                            ("told", "Outcome told"),
                            ("appealed", "Appeal received"),
                            ("appeal_decided", "Appeal decided"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="received",
                        max_length=14,
                    ),
                ),
                (
                    "applicant",
                    models.CharField(
                        choices=[
                            ("victim", "The victim"),
                            ("family", "Family, a friend or a carer"),
                            ("advocate", "An advocate or support worker"),
                            ("elected", "A councillor or Member of Parliament"),
                            ("business", "A business or community group"),
                            ("other", "Somebody else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("applicant_name", models.CharField(blank=True, max_length=200)),
                ("relation", models.CharField(blank=True, max_length=200)),
                (
                    "victim_consents",
                    models.BooleanField(
                        blank=True, help_text="To an application by somebody else", null=True
                    ),
                ),
                (
                    "how_applied",
                    models.CharField(
                        choices=[
                            ("form", "Online or paper form"),
                            ("phone", "Phone"),
                            ("person", "In person"),
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                        ],
                        max_length=6,
                    ),
                ),
                ("received_on", models.DateField()),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("by_several", models.BooleanField(default=False)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("asks", models.TextField()),
                ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("acknowledged_on", models.DateField(blank=True, null=True)),
                ("acknowledged_how", models.CharField(blank=True, max_length=200)),
                (
                    "threshold",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "The threshold is met"),
                            ("not_met", "The threshold is not met"),
                            ("anyway", "The threshold is not met, and a review is held anyway"),
                        ],
                        max_length=7,
                    ),
                ),
                ("threshold_on", models.DateField(blank=True, null=True)),
                ("threshold_reason", models.TextField(blank=True)),
                ("threshold_correction", models.TextField(blank=True)),
                (
                    "threshold_worked",
                    models.JSONField(default=dict, help_text="As it was worked out that day"),
                ),
                ("persistence", models.TextField(blank=True)),
                ("harm", models.TextField(blank=True)),
                ("adequacy", models.TextField(blank=True)),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Offered, and they will attend"),
                            ("declined", "Offered, and they declined"),
                            ("no", "Not offered"),
                        ],
                        max_length=8,
                    ),
                ),
                ("attendance_on", models.DateField(blank=True, null=True)),
                ("attendance_reason", models.TextField(blank=True)),
                (
                    "involvement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("all", "The whole meeting"),
                            ("part", "Part of the meeting"),
                            ("represented", "Somebody speaks for them"),
                            ("statement", "A statement, read out"),
                            ("none", "No part: tell them the outcome"),
                        ],
                        max_length=11,
                    ),
                ),
                ("statement", models.TextField(blank=True)),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_how", models.CharField(blank=True, max_length=200)),
                ("told_what", models.TextField(blank=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "cases",
                    models.ManyToManyField(
                        blank=True, related_name="case_reviews", to="cases.case"
                    ),
                ),
                (
                    "logged_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_reviews",
                        to="people.person",
                    ),
                ),
                (
                    "threshold_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-received_on", "-id"], name="case_review_newest"),
                    models.Index(
                        fields=["status", "-received_on", "-id"], name="case_review_by_status"
                    ),
                    models.Index(fields=["threshold_on", "threshold"], name="case_review_decided"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("threshold", ""), ("threshold_on", None)),
                            models.Q(
                                models.Q(("threshold", ""), _negated=True),
                                ("threshold_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="case_review_decided_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__isnull", False), ("status__in", ["closed", "withdrawn"])
                            ),
                            models.Q(
                                models.Q(("status__in", ["closed", "withdrawn"]), _negated=True),
                                ("ended_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="case_review_ended_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["told", "appealed", "appeal_decided", "closed"]),
                                _negated=True,
                            ),
                            ("told_on__isnull", False),
                            _connector="OR",
                        ),
                        name="case_review_told_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_on", models.DateField()),
                ("grounds", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld: a review is held, or held again"),
                            ("not_upheld", "Not upheld: the outcome stands"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeals",
                        to="reviews.casereviewapplication",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("outcome", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="appeal_decided_has_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("acknowledge", "Acknowledge the application"),
                            ("threshold", "Decide whether the threshold is met"),
                            ("review", "Hold the review"),
                            ("outcome", "Tell the outcome"),
                            ("appeal", "Decide the appeal"),
                        ],
                        max_length=11,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("working_days", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("stopped_on", models.DateField(blank=True, null=True)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="reviews.casereviewapplication",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_on", None), ("stopped_on", None)),
                        fields=["due_on", "id"],
                        name="case_review_step_running",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_on", None), ("stopped_on", None)),
                        fields=("review", "step"),
                        name="case_review_step_runs_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_on", models.DateField()),
                ("reported_on", models.DateField()),
                ("reported_to", models.CharField(max_length=200)),
                ("report_reference", models.CharField(blank=True, max_length=60)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("vehicle-abandoned", "Vehicle abandoned (not stolen)"),
                            ("vehicle-nuisance", "Vehicle nuisance or inappropriate use"),
                            ("rowdy", "Rowdy or inconsiderate behaviour"),
                            ("neighbours", "Rowdy or nuisance neighbours"),
                            ("littering", "Littering or drug paraphernalia"),
                            ("animals", "Animal problems"),
                            ("trespass", "Trespass"),
                            ("communications", "Malicious or nuisance communications"),
                            ("street-drinking", "Street drinking"),
                            ("prostitution", "Prostitution-related activity"),
                            ("noise", "Noise"),
                            ("begging", "Begging or vagrancy"),
                            ("fireworks", "Fireworks"),
                        ],
                        max_length=20,
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="complaints",
                        to="reviews.casereviewapplication",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reported_on__gte", models.F("happened_on"))),
                        name="complaint_after_behaviour",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asks", models.TextField()),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="information_requests",
                        to="reviews.casereviewapplication",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["agency", "answered_on"], name="information_owed")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None)),
                        fields=("review", "agency"),
                        name="information_asked_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField()),
                ("chair", models.CharField(max_length=200)),
                ("chair_body", models.CharField(max_length=200)),
                ("is_independent", models.BooleanField()),
                ("victim_attended", models.BooleanField()),
                (
                    "members",
                    models.JSONField(
                        default=list, help_text="Each as name and agency, as they were"
                    ),
                ),
                ("findings", models.TextField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="reviews.casereviewapplication",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["held_on"], name="review_held")],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("made_on", models.DateField()),
                ("reply_due_on", models.DateField()),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("waiting", "No reply yet"),
                            ("accepted", "Accepted"),
                            ("part", "Accepted in part"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reply_reason", models.TextField(blank=True)),
                ("replied_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("done_how", models.TextField(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="reviews.casereviewapplication",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="reviews.reviewmeeting",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["agency", "reply"], name="recommendation_owed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_on", None), ("reply", "waiting")),
                            models.Q(
                                models.Q(("reply", "waiting"), _negated=True),
                                ("replied_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_reply_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply__in", ["part", "refused"]), _negated=True),
                            models.Q(("reply_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recommendation_no_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="reviews.casereviewapplication",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "review"), name="review_member_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_member_is_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RightsNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("person", "In person"),
                            ("phone", "Phone"),
                            ("letter", "Letter"),
                            ("email", "E-mail or text message"),
                        ],
                        max_length=6,
                    ),
                ),
                ("told_by", models.CharField(help_text="Who explained it", max_length=200)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rights_notices",
                        to="cases.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_notices",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["told_on"], name="rights_told")],
            },
        ),
    ]
