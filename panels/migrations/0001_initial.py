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
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16, unique=True)),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("agenda_agreed", "Agenda agreed"),
                            ("held", "Minutes to agree"),
                            ("minutes_agreed", "Minutes agreed"),
                        ],
                        default="planned",
                        max_length=14,
                    ),
                ),
                ("agenda_version", models.PositiveIntegerField(default=1)),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-starts_at", "-id"], name="meeting_newest"),
                    models.Index(fields=["status", "starts_at"], name="meeting_next"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("started_at__isnull", True),
                                ("status__in", ["planned", "agenda_agreed"]),
                            ),
                            models.Q(
                                ("started_at__isnull", False),
                                ("status__in", ["held", "minutes_agreed"]),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_held_has_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("slug", models.SlugField(unique=True)),
                ("terms", models.TextField(blank=True, verbose_name="Terms of reference")),
                (
                    "gateway",
                    models.CharField(
                        default="Crime and Disorder Act 1998, section 115",
                        help_text="The law under which papers are shared; written down each time they go out",
                        max_length=200,
                        verbose_name="Legal gateway",
                    ),
                ),
                (
                    "confidentiality_statement",
                    models.TextField(help_text="Read and signed at the start of each meeting"),
                ),
                (
                    "takes_referrals",
                    models.BooleanField(
                        default=True,
                        help_text="If not, it hears only cases that somebody puts on its agenda, and those again",
                        verbose_name="New referrals come to this panel",
                    ),
                ),
                (
                    "co_chairs_needed",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="How many must be in post to agree an agenda",
                        verbose_name="Co-chairs needed",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=3, help_text="How many agencies must be present"
                    ),
                ),
                (
                    "referral_deadline_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="Days before the meeting",
                        verbose_name="Referral deadline",
                    ),
                ),
                (
                    "papers_working_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Working days before the meeting",
                        verbose_name="Papers go out",
                    ),
                ),
                (
                    "minutes_working_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Working days after the meeting",
                        verbose_name="Minutes are agreed",
                    ),
                ),
                (
                    "minutes_a_case",
                    models.PositiveSmallIntegerField(
                        default=12, verbose_name="Minutes for each case"
                    ),
                ),
                (
                    "cases_a_meeting",
                    models.PositiveSmallIntegerField(
                        default=40,
                        help_text="The agenda proposes no more than this",
                        verbose_name="Cases at a meeting",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("overdue", "Actions overdue"),
                            ("review", "Review due"),
                            ("risk_up", "Risk has risen"),
                            ("new", "New referral"),
                            ("late", "Referral after the deadline"),
                            ("twelve_months", "Twelve months on"),
                            ("asked", "Asked for"),
                        ],
                        max_length=14,
                    ),
                ),
                ("why_text", models.CharField(max_length=500)),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("on", "On the agenda"),
                            ("off", "Taken off"),
                            ("offered", "Could be added"),
                        ],
                        default="on",
                        max_length=7,
                    ),
                ),
                ("off_reason", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="cases.case",
                    ),
                ),
                (
                    "taken_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["meeting", "status", "position"], name="agenda_order")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "meeting"), name="agenda_case_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "off"), _negated=True),
                            models.Q(("off_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agenda_off_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LockedMinutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("locked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locked_minutes",
                        to="panels.meeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not recorded yet"),
                            ("present", "Present"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("information_sent", models.BooleanField(default=False)),
                ("confidentiality_signed", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
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
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["agency__name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AgendaComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AgendaAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agenda_version", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "user"), name="agenda_agreed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes_agreements",
                        to="panels.meeting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "user"), name="minutes_agreed_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="panels.panel",
            ),
        ),
        migrations.CreateModel(
            name="CoChair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts", models.DateField(default=django.utils.timezone.localdate)),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_chairs",
                        to="panels.panel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends", None)),
                        fields=("panel", "user"),
                        name="co_chair_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelMember",
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
                            ("core", "Core: attends every meeting"),
                            ("flexible", "Flexible: attends when a case needs it"),
                        ],
                        default="core",
                        max_length=8,
                    ),
                ),
                ("starts", models.DateField(default=django.utils.timezone.localdate)),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="panels.panel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends", None)),
                        fields=("panel", "agency"),
                        name="panel_member_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agenda_version", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="packs",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "meeting"], name="pack_agency")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "agency"), name="pack_once_for_agency"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agenda_version", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="panels.meeting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "meeting", "agenda_version"), name="papers_read_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("open", "To do"),
                            ("done", "Done"),
                            ("not_possible", "Not possible: circumstances changed"),
                            ("not_done", "Not done"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField()),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.action",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="action_reviews",
                        to="panels.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "action"), name="action_reviewed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facts_shared", models.TextField()),
                (
                    "risk_band",
                    models.CharField(
                        choices=[("standard", "Standard"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("keep_open", "Keep open and hear again"),
                            ("monitor", "Monitor"),
                            ("close", "Close"),
                            ("refer_on", "Refer on to another panel or service"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_reason", models.TextField()),
                ("next_review_on", models.DateField(blank=True, null=True)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="record",
                        to="panels.agendaitem",
                    ),
                ),
                (
                    "saved_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision_reason", ""), _negated=True),
                        name="decision_has_reason",
                    )
                ],
            },
        ),
    ]
