import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0001_initial"),
        ("offenders", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pathway",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "is_treatment",
                    models.BooleanField(default=False, help_text="Counted from release to first"),
                ),
                ("is_in_use", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="CustodyPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remand", "Remand"),
                            ("sentence", "Sentence"),
                            ("recall", "Recall on licence"),
                        ],
                        max_length=8,
                    ),
                ),
                ("started_on", models.DateField()),
                ("released_on", models.DateField(blank=True, null=True)),
                ("release_expected_on", models.DateField(blank=True, null=True)),
                ("establishment", models.CharField(blank=True, max_length=120)),
                ("recall_reason", models.TextField(blank=True)),
                ("source", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody_periods",
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
                "ordering": ["-started_on", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["released_on", "release_expected_on"], name="custody_due_out"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_on", None),
                            ("released_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="custody_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("released_on", None)),
                        fields=("person",),
                        name="custody_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FurtherInformation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nominal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="further",
                        to="offenders.nominal",
                    ),
                ),
            ],
            options={
                "ordering": ["-given_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OffenceImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("content", models.BinaryField()),
                ("source", models.CharField(max_length=120)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("brought_in", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("refusal", models.TextField(blank=True, help_text="Why nothing was brought in")),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone", models.PositiveIntegerField(default=0)),
                (
                    "kept",
                    models.PositiveIntegerField(
                        default=0, help_text="Changed since, so not taken out"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", False), ("refusal", ""), ("undone_at", None)
                        ),
                        fields=("sha256",),
                        name="offences_imported_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Power",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("warning", "Warning or agreement"),
                            ("notice", "Notice"),
                            ("order", "Order of a court"),
                            ("tenancy", "Tenancy action"),
                            ("sentence", "Condition of a sentence, licence or bail"),
                        ],
                        max_length=8,
                    ),
                ),
                ("legal_basis", models.CharField(max_length=200)),
                (
                    "source",
                    models.CharField(
                        help_text="Where ages and lengths are laid down", max_length=200
                    ),
                ),
                ("who_may", models.CharField(max_length=300)),
                ("lowest_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("highest_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("shortest_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("longest_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("longest_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "longest_extended_months",
                    models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                ("longest_extended_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "needs_end",
                    models.BooleanField(default=False, help_text="It may not run without an end"),
                ),
                ("may_extend", models.BooleanField(default=True)),
                ("review_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "binds_from",
                    models.CharField(
                        choices=[
                            ("made", "The day it is made"),
                            ("served", "The day it is served"),
                        ],
                        default="made",
                        max_length=6,
                    ),
                ),
                ("breach_is", models.CharField(max_length=300)),
                ("in_force_from", models.DateField(blank=True, null=True)),
                ("in_force_to", models.DateField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "name", "in_force_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "in_force_from"), name="power_once_from_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_force_from", None)),
                        fields=("key",),
                        name="power_once_from_ever",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RagReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rag",
                    models.CharField(
                        choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")],
                        max_length=5,
                    ),
                ),
                ("reason", models.TextField()),
                ("next_review_on", models.DateField()),
                ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "nominal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rag_reviews",
                        to="offenders.nominal",
                    ),
                ),
                (
                    "reviewed_by",
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
                "ordering": ["-reviewed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RiskScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instrument", models.CharField(max_length=60)),
                ("edition", models.CharField(help_text="The instrument's version", max_length=40)),
                ("value", models.DecimalField(decimal_places=2, max_digits=6)),
                ("band", models.CharField(blank=True, max_length=9)),
                ("scored_on", models.DateField()),
                ("scored_by", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "nominal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="offenders.nominal",
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
                "ordering": ["-scored_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0), ("value__lte", 100)),
                        name="score_is_a_percentage",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("home", "Home visit"),
                            ("office", "Office appointment"),
                            ("prison", "Prison visit"),
                            ("call", "Telephone call"),
                        ],
                        max_length=6,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("is_alone", models.BooleanField(default=False)),
                ("check_in_by", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("begun", "Begun, not checked in"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=9,
                    ),
                ),
                ("checked_in_at", models.DateTimeField(blank=True, null=True)),
                ("alerted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("seen", "Seen"),
                            ("not_in", "Not there"),
                            ("refused", "Refused to engage"),
                        ],
                        max_length=7,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "nominal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="offenders.nominal",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-planned_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("alerted_at", None), ("is_alone", True)),
                        fields=["check_in_by"],
                        name="visit_check_in",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_alone", False), ("check_in_by__isnull", False), _connector="OR"
                        ),
                        name="visit_alone_has_check_in",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16, unique=True)),
                (
                    "made_by",
                    models.CharField(
                        blank=True, help_text="The court or the officer", max_length=120
                    ),
                ),
                ("court_reference", models.CharField(blank=True, max_length=60)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("made", "Made"),
                            ("discharged", "Discharged"),
                            ("withdrawn", "Withdrawn or quashed"),
                        ],
                        default="made",
                        max_length=10,
                    ),
                ),
                ("made_on", models.DateField()),
                ("made_time", models.TimeField(blank=True, null=True)),
                ("served_on", models.DateField(blank=True, null=True)),
                ("served_how", models.CharField(blank=True, max_length=120)),
                ("begins_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "expires_on",
                    models.DateField(
                        blank=True, help_text="The last day; none without end", null=True
                    ),
                ),
                ("expires_time", models.TimeField(blank=True, null=True)),
                ("reason", models.TextField(help_text="Why, and what was tried before")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Who sought or gave it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="cases.party",
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
                (
                    "power",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="offenders.power",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-made_on", "-id"], name="order_newest"),
                    models.Index(fields=["status", "expires_on"], name="order_expiring"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("expires_on__gte", models.F("made_on")),
                            _connector="OR",
                        ),
                        name="order_expires_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("served_on", None),
                            ("served_on__gte", models.F("made_on")),
                            _connector="OR",
                        ),
                        name="order_served_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("status", "made")),
                            models.Q(
                                models.Q(("status", "made"), _negated=True),
                                ("ended_on__gte", models.F("made_on")),
                            ),
                            _connector="OR",
                        ),
                        name="order_ended_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PathwayNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("start", "On joining"),
                            ("review", "At a review"),
                            ("end", "On leaving"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "need",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "No need"),
                            (1, "Some need"),
                            (2, "High need"),
                            (3, "Severe need"),
                        ]
                    ),
                ),
                ("rated_on", models.DateField()),
                ("rated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "nominal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="offenders.nominal",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.pathway",
                    ),
                ),
                (
                    "rated_by",
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
                "ordering": ["rated_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("need__lte", 3)), name="need_on_the_scale"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PathwayReferral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.CharField(help_text="Who they were referred to", max_length=120),
                ),
                ("referred_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("referred", "Referred"),
                            ("engaged", "Attended and engaged"),
                            ("not_attended", "Did not attend"),
                            ("declined", "Declined by the service"),
                            ("completed", "Completed"),
                            ("dropped_out", "Dropped out"),
                        ],
                        default="referred",
                        max_length=12,
                    ),
                ),
                ("first_attended_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "nominal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="offenders.nominal",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.pathway",
                    ),
                ),
                (
                    "referred_by",
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
                "ordering": ["-referred_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_attended_on", None),
                            ("first_attended_on__gte", models.F("referred_on")),
                            _connector="OR",
                        ),
                        name="pathway_attended_after_referred",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.CharField(max_length=120)),
                ("told_on", models.DateField(blank=True, null=True)),
                (
                    "custody",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="offenders.custodyperiod",
                    ),
                ),
                (
                    "told_by",
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
            },
        ),
        migrations.CreateModel(
            name="ReleaseWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("expected_on", models.DateField()),
                ("sent_on", models.DateField()),
                (
                    "custody",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warnings",
                        to="offenders.custodyperiod",
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("custody", "expected_on", "told"), name="release_warned_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderBreach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_on", models.DateField()),
                ("description", models.TextField()),
                ("source", models.CharField(help_text="Who says so", max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("alleged", "Alleged"),
                            ("proven", "Proven or admitted"),
                            ("not_proven", "Not proven"),
                            ("no_action", "No further action"),
                        ],
                        default="alleged",
                        max_length=10,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="offenders.order",
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
                "ordering": ["-happened_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("status", "alleged")),
                            models.Q(
                                models.Q(("status", "alleged"), _negated=True),
                                ("decided_on__gte", models.F("happened_on")),
                            ),
                            _connector="OR",
                        ),
                        name="order_breach_decided_has_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("made", "Made"),
                            ("served", "Served"),
                            ("extended", "Extended"),
                            ("varied", "Varied"),
                            ("reviewed", "Reviewed"),
                            ("discharged", "Discharged"),
                            ("withdrawn", "Withdrawn or quashed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField()),
                (
                    "expires_on",
                    models.DateField(blank=True, help_text="As it stood afterwards", null=True),
                ),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="offenders.order",
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
                "ordering": ["happened_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OrderTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prohibition", "Must not"),
                            ("requirement", "Must"),
                            ("zone", "Exclusion zone"),
                            ("curfew", "Curfew"),
                            ("tag", "Electronic tag"),
                        ],
                        max_length=11,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "area",
                    models.JSONField(blank=True, help_text="GeoJSON polygon, WGS 84", null=True),
                ),
                ("curfew_from", models.TimeField(blank=True, null=True)),
                ("curfew_to", models.TimeField(blank=True, null=True)),
                ("begins_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="offenders.order",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
            ],
            options={
                "ordering": ["begins_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("ended_on__gte", models.F("begins_on")),
                            _connector="OR",
                        ),
                        name="order_term_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("expires_on", models.DateField()),
                ("sent_on", models.DateField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warnings",
                        to="offenders.order",
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "expires_on", "told"), name="order_warned_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="nominal",
            name="contact_every_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="nominal",
            name="contact_how",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="nominal",
            name="new_information",
            field=models.TextField(
                blank=True, help_text="What is new since they left, or were not selected"
            ),
        ),
        migrations.AddField(
            model_name="nominal",
            name="other_panels",
            field=models.JSONField(
                blank=True, default=list, help_text="Which other panels know them, and nothing more"
            ),
        ),
        migrations.AddField(
            model_name="nominal",
            name="second_officer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="offence",
            name="imported_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offences",
                to="offenders.offenceimport",
            ),
        ),
    ]
