import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def carry_over(apps, schema_editor):
    """Each panel's statement becomes its first version; packs that went out stay out, and their
    agencies stay invited."""
    Panel = apps.get_model("panels", "Panel")
    Statement = apps.get_model("panels", "ConfidentialityStatement")
    Statement.objects.bulk_create(
        Statement(panel=panel, version=1, text=panel.confidentiality_statement)
        for panel in Panel.objects.all()
    )
    Pack = apps.get_model("panels", "PaperPack")
    Pack.objects.update(made_version=models.F("version"))
    Invitation = apps.get_model("panels", "Invitation")
    Invitation.objects.bulk_create(
        (
            Invitation(meeting_id=meeting, agency_id=agency)
            for meeting, agency in Pack.objects.values_list("meeting", "agency").iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0001_initial"),
        ("panels", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.action",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["action", "-sent_at"], name="links_of_action")],
            },
        ),
        migrations.CreateModel(
            name="CalendarEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("calendar_version", models.PositiveIntegerField()),
                ("is_cancelled", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_entries",
                        to="panels.meeting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "user"), name="calendar_entry_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConfidentialityStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("starts", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="panels.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "version"), name="statement_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_on", models.DateField()),
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
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="information",
                        to="panels.meeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        related_name="invitations",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "meeting"], name="invited_agency")],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "agency"), name="invited_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("failed", models.BooleanField(default=False)),
                ("prints", models.JSONField(default=dict)),
                ("pdf", models.BinaryField(default=bytes)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="panels.meeting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("made_at", None)),
                        fields=["asked_at"],
                        name="paper_file_to_make",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "user"), name="paper_file_once_for_reader"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="panels.agendaitem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "name"), name="draft_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesAddendum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="panels.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paragraph", models.CharField(max_length=30)),
                ("was", models.TextField()),
                ("proposed", models.TextField()),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="panels.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="panels.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "proposed"),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_answer_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="panels.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="panels.meeting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "user"), name="one_place_at_a_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_opinion", models.BooleanField(default=False)),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("share", "May be shared with the case's agencies"),
                            ("panel", "For the panel only"),
                            ("own", "For the writer's agency and the co-chairs only"),
                        ],
                        default="share",
                        max_length=6,
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="panels.agendaitem",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
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
            name="InformationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "knows",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not answered"),
                            ("not_known", "Not known to us"),
                            ("summary", "Known: summary below"),
                            ("will_speak", "Known: we will speak at the meeting"),
                            ("will_not_share", "We will not share, because"),
                        ],
                        max_length=14,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("is_opinion", models.BooleanField(default=False)),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("share", "May be shared with the case's agencies"),
                            ("panel", "For the panel only"),
                            ("own", "For the writer's agency and the co-chairs only"),
                        ],
                        default="share",
                        max_length=6,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.party",
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="panels.informationasked",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "knows"], name="answer_of_agency")],
                "constraints": [
                    models.UniqueConstraint(fields=("asked", "agency", "party"), name="asked_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("knows", ""), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="answer_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("knows__in", ["summary", "will_not_share"]), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_says_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationChaser",
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
                        choices=[("soon", "Due soon"), ("late", "Overdue")], max_length=4
                    ),
                ),
                ("due_on", models.DateField()),
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
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chasers",
                        to="panels.informationasked",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("asked", "agency", "kind", "due_on"), name="chased_once"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_held_has_time",
        ),
        migrations.RemoveConstraint(
            model_name="paperreading",
            name="papers_read_once",
        ),
        migrations.AddField(
            model_name="cochair",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cochair",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="meeting",
            name="calendar_version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancelled_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="meeting",
            name="is_urgent",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="panel",
            name="answers_are_open",
            field=models.BooleanField(
                default=False, verbose_name="Agencies see each other's answers before the papers"
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="answers_working_days",
            field=models.PositiveSmallIntegerField(
                default=7,
                help_text="Working days before the meeting",
                verbose_name="Information is given",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="asks_everybody",
            field=models.BooleanField(
                default=True,
                help_text="If not, an agency is asked only about people in cases shared with it. To ask is to disclose a name and a date of birth.",
                verbose_name="Every invited agency is asked about every person on the agenda",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="cadence",
            field=models.CharField(
                choices=[
                    ("none", "On no fixed day"),
                    ("monthly", "Once a month, like the second Wednesday"),
                    ("weekly", "Every so many weeks"),
                ],
                default="none",
                max_length=7,
                verbose_name="How often does it meet?",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="chase_after_working_days",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="Working days after that day",
                verbose_name="Chase those who still have not",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="chase_before_working_days",
            field=models.PositiveSmallIntegerField(
                default=2,
                help_text="Working days before that day",
                verbose_name="Remind those who have not answered",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="every_weeks",
            field=models.PositiveSmallIntegerField(
                default=4, verbose_name="Weeks between meetings"
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="kind",
            field=models.CharField(
                choices=[
                    ("cs_marac", "CS MARAC"),
                    ("iom", "Integrated Offender Management panel"),
                    ("restorative", "Restorative justice panel"),
                    ("other", "Another panel"),
                ],
                default="cs_marac",
                max_length=12,
                verbose_name="Kind of panel",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="meeting_minutes",
            field=models.PositiveSmallIntegerField(
                default=180,
                help_text="Minutes, for people's calendars",
                verbose_name="Length of a meeting",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="usual_place",
            field=models.CharField(blank=True, max_length=200, verbose_name="Usual place"),
        ),
        migrations.AddField(
            model_name="panel",
            name="usual_time",
            field=models.TimeField(default=datetime.time(10, 0), verbose_name="Usual time"),
        ),
        migrations.AddField(
            model_name="panel",
            name="week_of_month",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (5, "Last")],
                default=2,
                verbose_name="Which week",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="weekday",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "Monday"),
                    (1, "Tuesday"),
                    (2, "Wednesday"),
                    (3, "Thursday"),
                    (4, "Friday"),
                ],
                default=2,
                verbose_name="Which day",
            ),
        ),
        migrations.AddField(
            model_name="panelmember",
            name="deputies",
            field=models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="panelmember",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="paperpack",
            name="differences",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="paperpack",
            name="made_version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="paperpack",
            name="prints",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="paperpack",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="paperreading",
            name="pack_version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="paperreading",
            name="prints",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="why",
            field=models.CharField(
                choices=[
                    ("urgent", "Urgent"),
                    ("overdue", "Actions overdue"),
                    ("unfinished", "Actions not finished"),
                    ("review", "Review due"),
                    ("risk_up", "Risk has risen"),
                    ("new", "New referral"),
                    ("late", "Referral after the deadline"),
                    ("twelve_months", "Twelve months on"),
                    ("closure", "Closure proposed"),
                    ("asked", "Asked for"),
                ],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("agenda_agreed", "Agenda agreed"),
                    ("held", "Minutes to agree"),
                    ("minutes_agreed", "Minutes agreed"),
                    ("cancelled", "Cancelled"),
                ],
                default="planned",
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="paperpack",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="paperpack",
            index=models.Index(
                condition=models.Q(("made_version__lt", models.F("version"))),
                fields=["meeting"],
                name="pack_to_make",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("started_at__isnull", True),
                        ("status__in", ["planned", "agenda_agreed", "cancelled"]),
                    ),
                    models.Q(
                        ("started_at__isnull", False), ("status__in", ["held", "minutes_agreed"])
                    ),
                    _connector="OR",
                ),
                name="meeting_held_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "cancelled"), _negated=True),
                    models.Q(("cancelled_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="meeting_cancelled_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperreading",
            constraint=models.UniqueConstraint(
                fields=("user", "meeting", "agenda_version", "pack_version"), name="pack_read_once"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="seconds_heard",
            field=models.PositiveIntegerField(
                default=0,
                help_text="How long meetings heard it, without the stretch that is running",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="seats",
                to="panels.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="kind",
            field=models.CharField(
                choices=[
                    ("member", "Member"),
                    ("deputy", "Deputy"),
                    ("observer", "Observer"),
                    ("one_case", "For one case only"),
                ],
                default="member",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="signed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="attendance",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The person themselves, or who recorded it for them",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="circulated_at",
            field=models.DateTimeField(
                blank=True, help_text="When the draft minutes went out for correction", null=True
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="heard_item",
            field=models.ForeignKey(
                blank=True,
                help_text="The case that the meeting is at",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="panels.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="heard_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="screen_version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="panel",
            name="rehearsed_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Set for a panel made to practise with: whose practice it is",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="itemrecord",
            name="facts_shared",
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["user", "meeting"], name="seat_of_person"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item__isnull", False), ("kind", "one_case")),
                    models.Q(models.Q(("kind", "one_case"), _negated=True), ("item__isnull", True)),
                    _connector="OR",
                ),
                name="seat_for_one_case_names_it",
            ),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
