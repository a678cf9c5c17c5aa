import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

DOMAINS = (
    ("safety", "Safety and security at home"),
    ("housing", "Housing"),
    ("health", "Health and wellbeing"),
    ("justice", "Police, courts and the panel"),
    ("money", "Money, benefits and compensation"),
    ("family", "Children and family"),
    ("neighbours", "Relations with neighbours"),
    ("other", "Something else"),
)


def fill(apps, schema_editor):
    """The person of each referral is the person of its party; what names no case came from the
    panel."""
    Referral = apps.get_model("victims", "SupportReferral")
    Party = apps.get_model("cases", "Party")
    person = Party.objects.filter(pk=models.OuterRef("party")).values("person")[:1]
    Referral.objects.filter(person=None).update(person=models.Subquery(person))
    Referral.objects.exclude(source__startswith="case ").update(source_kind="panel")
    # PostgreSQL alters no table while a foreign key of it is still to be checked.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def lay(apps, schema_editor):
    """The parts of life as Concord comes; safe to run again."""
    domain = apps.get_model("victims", "NeedDomain")
    for position, (key, name) in enumerate(DOMAINS, start=1):
        domain.objects.get_or_create(key=key, defaults={"name": name, "position": position})


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_manager_role"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0001_initial"),
        ("people", "0001_initial"),
        ("victims", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedDomain",
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
                ("is_in_use", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={"ordering": ["position", "name"], "abstract": False},
        ),
        migrations.AlterField(
            model_name="supportgoal",
            name="need",
            field=models.CharField(help_text="The key of a part of life", max_length=40),
        ),
        migrations.CreateModel(
            name="AttemptsDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("keep", "Keep trying"), ("stop", "Stop trying")], max_length=4
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries_decisions",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Capacity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "worker"), name="capacity_once")
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
                ("about", models.CharField(help_text="Which body it is about", max_length=200)),
                ("received_on", models.DateField()),
                ("what", models.TextField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("partly", "Partly upheld"),
                            ("not_upheld", "Not upheld"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="complaints",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("outcome", "")),
                            models.Q(
                                ("answered_on__gte", models.F("received_on")),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_answer_has_outcome",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DipSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("drawn_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["-drawn_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Facilitator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("staff", "Staff"), ("volunteer", "Volunteer")], max_length=9
                    ),
                ),
                ("trained_on", models.DateField()),
                ("training", models.CharField(max_length=200)),
                ("refresh_by", models.DateField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedsAssessment",
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
                            ("start", "At the start"),
                            ("review", "At a review"),
                            ("end", "At the end"),
                        ],
                        max_length=6,
                    ),
                ),
                ("assessed_on", models.DateField()),
                ("needs", models.JSONField()),
                ("outcomes", models.JSONField()),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "assessed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["assessed_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage__in", ["start", "end"])),
                        fields=("referral", "stage"),
                        name="assessed_once_at_each_end",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OneTimeLink",
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
                        choices=[("page", "Their own page"), ("survey", "The survey")], max_length=6
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PlannedContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("text", "Text message"),
                            ("email", "Email"),
                            ("post", "Letter"),
                            ("visit", "Visit or meeting"),
                        ],
                        max_length=5,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=200)),
                ("planned_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["referral", "at"], name="planned_in_referral")],
            },
        ),
        migrations.CreateModel(
            name="ReportingCentre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "name"), name="centre_named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RightCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "right",
                    models.CharField(
                        choices=[
                            ("understand", "1. To understand and be understood"),
                            ("details", "2. To have details recorded without delay"),
                            ("reporting", "3. To be given information when reporting"),
                            ("services", "4. To be referred to support services"),
                            ("compensation", "5. To be told about compensation"),
                            ("investigation", "6. To be told about the investigation"),
                            ("statement", "7. To make a Victim Personal Statement"),
                            ("trial", "8. To be told about the trial"),
                            ("outcome", "9. To be told the outcome and any appeal"),
                            ("expenses", "10. To be paid expenses and have property returned"),
                            ("offender", "11. To be told about the offender after conviction"),
                            ("complain", "12. To complain if rights are not met"),
                            ("case_review", "ASB Case Review (section 104)"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("explained", "Explained"),
                            ("taken_up", "Explained, and they want it"),
                            ("declined", "Explained, and they do not want it"),
                            ("not_applicable", "Does not apply"),
                        ],
                        max_length=14,
                    ),
                ),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rights",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "right"), name="right_checked_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SafeContactReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="safe_contact_readers",
                        to="victims.supportreferral",
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
                "ordering": ["-until", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SupervisionNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField()),
                ("note", models.TextField()),
                ("next_on", models.DateField(blank=True, null=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-held_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SurveyEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("questions", models.JSONField()),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "number"), name="survey_edition_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
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
                        choices=[("call", "Please call me"), ("review", "Please review my case")],
                        max_length=6,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("referral", "kind"),
                        name="wish_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnonymousReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "month",
                    models.DateField(
                        db_index=True, help_text="The first day of the month of the reply"
                    ),
                ),
                (
                    "would_recommend",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_said", "Prefer not to say"),
                            ("apart", "Answered without their name"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answers", models.JSONField(blank=True, default=dict)),
                (
                    "came_alone",
                    models.BooleanField(
                        default=False,
                        help_text="On paper with no name: no survey is marked as answered by it",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="victims.surveyedition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="reply_keeps_no_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CentreStaff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("trained_on", models.DateField()),
                ("refresh_by", models.DateField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff",
                        to="victims.reportingcentre",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Intervention",
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
                            ("casework", "Casework"),
                            ("mediation", "Mediation"),
                            ("restorative", "Restorative Justice panel"),
                            ("hardening", "Target hardening"),
                            ("advocacy", "Advocacy"),
                            ("sanctuary", "Sanctuary scheme"),
                            ("court", "Court support"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("suitable", "Found suitable"),
                            ("preparing", "In preparation"),
                            ("under_way", "Under way"),
                            ("held", "Held"),
                            ("indirect", "Done indirectly"),
                            ("completed", "Completed"),
                            ("not_proceeded", "Not proceeded"),
                        ],
                        default="proposed",
                        max_length=13,
                    ),
                ),
                ("aim", models.CharField(max_length=300)),
                ("proposed_on", models.DateField(default=django.utils.timezone.localdate)),
                ("suitability", models.TextField(blank=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsuitable", "Not suitable: abuse, hate crime or an unequal risk"),
                            ("harmed_declined", "The person harmed did not want it"),
                            ("other_declined", "The other side did not want it"),
                            ("not_responsible", "The other side accepts no responsibility"),
                            ("unsafe", "It was not safe"),
                            ("lost_touch", "Contact was lost"),
                            ("circumstances", "Circumstances changed"),
                        ],
                        max_length=15,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("outcome_note", models.TextField(blank=True)),
                ("agreement", models.TextField(blank=True)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("agreement_due_on", models.DateField(blank=True, null=True)),
                ("agreement_kept", models.BooleanField(blank=True, null=True)),
                ("follow_up_on", models.DateField(blank=True, null=True)),
                ("followed_up_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "facilitators",
                    models.ManyToManyField(
                        blank=True, related_name="interventions", to="victims.facilitator"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interventions",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "not_proceeded"), models.Q(("reason", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("status", "not_proceeded"), _negated=True), ("reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="not_proceeded_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SampledReferral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="victims.supportreferral",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drawn",
                        to="victims.dipsample",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("sample", "referral"), name="sampled_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HateReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16, unique=True)),
                ("reported_on", models.DateField()),
                ("happened_on", models.DateField(blank=True, null=True)),
                ("strands", models.JSONField()),
                ("account", models.TextField()),
                ("is_anonymous", models.BooleanField(default=False)),
                (
                    "to_police",
                    models.CharField(
                        choices=[
                            ("passed", "Passed to the police"),
                            ("anonymously", "Passed to the police without their name"),
                            ("no", "Not passed: they did not want it"),
                        ],
                        max_length=11,
                    ),
                ),
                ("consents_to_share", models.BooleanField(default=False)),
                (
                    "support",
                    models.CharField(
                        choices=[
                            ("accepted", "Offered, and they want it"),
                            ("declined", "Offered, and they do not want it"),
                            ("not_offered", "Could not be offered"),
                        ],
                        max_length=11,
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hate_reports",
                        to="victims.supportreferral",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="victims.centrestaff",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="victims.reportingcentre",
                    ),
                ),
            ],
            options={
                "ordering": ["-reported_on", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["provider", "-reported_on", "-id"], name="hate_report_newest"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_anonymous", False),
                            models.Q(
                                models.Q(("to_police", "passed"), _negated=True), ("referral", None)
                            ),
                            _connector="OR",
                        ),
                        name="anonymous_report_names_nobody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MediatorNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mediator_notes",
                        to="victims.intervention",
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
                "ordering": ["-written_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("one_to_one", "One to one"),
                            ("preparation", "Preparation with one side"),
                            ("shuttle", "Shuttle: the mediator goes between"),
                            ("joint", "Joint meeting"),
                            ("panel", "Panel"),
                            ("follow_up", "Follow-up"),
                        ],
                        max_length=11,
                    ),
                ),
                ("attended", models.JSONField(blank=True, default=list)),
                ("did_not_attend", models.JSONField(blank=True, default=list)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="victims.intervention",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["held_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SideConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("harmed", "The person harmed"), ("other", "The other side")],
                        max_length=6,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("given", "Agrees to take part"),
                            ("refused", "Does not want to"),
                            ("withdrawn", "Withdrew"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("text", "Text message"),
                            ("email", "Email"),
                            ("post", "Letter"),
                            ("visit", "Visit or meeting"),
                        ],
                        max_length=5,
                    ),
                ),
                ("answered_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="side_consents",
                        to="victims.intervention",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["answered_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="consent",
            name="given_by",
            field=models.CharField(
                choices=[
                    ("person", "The person themselves"),
                    ("parent", "Their parent or guardian"),
                    ("attorney", "Somebody with legal authority to decide for them"),
                ],
                default="person",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="is_incoming",
            field=models.BooleanField(default=False, help_text="They got in touch with us"),
        ),
        migrations.AddField(
            model_name="safecontact",
            name="only_through_another",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="safecontact",
            name="safe_days",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="safecontact",
            name="safe_from",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="safecontact",
            name="safe_until",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="supportreferral",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="support_referrals",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="supportreferral",
            name="priority_codes",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="supportreferral",
            name="source_kind",
            field=models.CharField(
                choices=[
                    ("panel", "The panel"),
                    ("case", "A case"),
                    ("hate_centre", "A hate crime reporting centre"),
                    ("police", "The police"),
                    ("self", "The person themselves"),
                    ("landlord", "Their landlord"),
                    ("other", "Somebody else"),
                ],
                default="case",
                max_length=11,
            ),
        ),
        migrations.AddField(
            model_name="supportreferral",
            name="tries",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="In a row with no reply, since the last talk or decision"
            ),
        ),
        migrations.AddField(
            model_name="surveyanswer",
            name="answers",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="supportreferral",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="support_referrals",
                to="cases.party",
            ),
        ),
        migrations.AlterField(
            model_name="surveyanswer",
            name="would_recommend",
            field=models.CharField(
                blank=True,
                choices=[
                    ("yes", "Yes"),
                    ("no", "No"),
                    ("not_said", "Prefer not to say"),
                    ("apart", "Answered without their name"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="supportreferral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("party", None), ("status__in", ["referred", "in_support"])),
                fields=("person", "provider"),
                name="support_open_once_outside",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("party__isnull", False),
                    models.Q(("source_kind__in", ["panel", "case"]), _negated=True),
                    _connector="OR",
                ),
                name="support_from_case_has_party",
            ),
        ),
        migrations.AddField(
            model_name="surveyanswer",
            name="edition",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="victims.surveyedition",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="supportreferral",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="support_referrals",
                to="people.person",
            ),
        ),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
