import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncidentGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="AgencyContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="action_contact",
                        to="accounts.agency",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16, unique=True)),
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
                (
                    "asb_type",
                    models.CharField(
                        choices=[
                            ("personal", "Personal: aimed at a person or group"),
                            ("nuisance", "Nuisance: troubles the community at large"),
                            ("environmental", "Environmental: harms spaces and buildings"),
                        ],
                        max_length=14,
                    ),
                ),
                ("summary", models.TextField()),
                ("hate_strands", models.JSONField(blank=True, default=list)),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes, they agree"),
                            ("no", "No, they do not agree"),
                            ("unsafe", "Not asked, because asking would be unsafe"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=9,
                    ),
                ),
                ("postcode", models.CharField(blank=True, db_index=True, max_length=8)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("monitoring", "Monitoring"),
                            ("closed", "Closed"),
                            ("merged", "Merged into another case"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "risk_band",
                    models.CharField(
                        blank=True,
                        choices=[("standard", "Standard"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                    ),
                ),
                ("risk_total", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("priority", models.CharField(blank=True, max_length=60)),
                ("is_restricted", models.BooleanField(default=False)),
                ("opened_on", models.DateField(default=django.utils.timezone.localdate)),
                ("next_review_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closing_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "lead_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "lead_officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [
                    models.Index(fields=["-opened_on", "-id"], name="case_newest"),
                    models.Index(fields=["status", "next_review_on"], name="case_reviews"),
                    models.Index(fields=["status", "-opened_on", "-id"], name="case_by_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("status", "closed")),
                            models.Q(
                                models.Q(("status", "closed"), _negated=True),
                                ("closed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_has_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "status_was",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("monitoring", "Monitoring"),
                            ("closed", "Closed"),
                            ("merged", "Merged into another case"),
                        ],
                        max_length=10,
                    ),
                ),
                ("next_review_was", models.DateField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_into",
                        to="cases.case",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="cases.case",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("merged", models.F("into")), _negated=True),
                        name="case_not_merged_into_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("merged",),
                        name="case_merged_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("looked_at", models.JSONField(default=list)),
                ("findings", models.TextField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("carry_on", "Carry on as planned"),
                            ("monitor", "Put it under monitoring"),
                            ("close", "Propose closure to the panel"),
                            ("urgent", "Ask for an urgent discussion by the panel"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "risk_band",
                    models.CharField(
                        blank=True,
                        choices=[("standard", "Standard"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                    ),
                ),
                ("next_review_on", models.DateField()),
                ("is_proposal", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="cases.case",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-reviewed_at", "-pk"],
                "indexes": [
                    models.Index(fields=["case", "-reviewed_at"], name="review_in_case"),
                    models.Index(
                        condition=models.Q(("answered_at", None), ("is_proposal", True)),
                        fields=["reviewed_at"],
                        name="review_asking",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("summary", "Summary"), ("full", "Full")],
                        default="full",
                        max_length=8,
                    ),
                ),
                ("gateway", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("shared_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="cases.case",
                    ),
                ),
                (
                    "shared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["agency", "case"], name="share_agency_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case", "agency"),
                        name="case_shared_once_with_agency",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case", "user"),
                        name="case_shared_once_with_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agency", None), ("user", None), _connector="XOR"),
                        name="case_shared_with_agency_or_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_at", models.DateTimeField()),
                ("reason", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stopped", "The behaviour has stopped"),
                            ("reduced", "The behaviour has become less"),
                            ("unchanged", "The behaviour is the same"),
                            ("worse", "The behaviour has become worse"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "exit_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("risk_reduced", "The risk is down to standard"),
                            ("no_incidents", "No incident for the period the panel had set"),
                            ("actions_complete", "Every action is complete"),
                            (
                                "moved",
                                "The person harmed or the alleged perpetrator has moved away",
                            ),
                            ("died", "A person the case was about has died"),
                            ("custody", "The alleged perpetrator is in custody"),
                            ("other_panel", "Another panel has taken it over"),
                            ("one_agency", "One agency is enough from now on"),
                            (
                                "disengaged",
                                "The person harmed has disengaged, and nothing more can be done",
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "victim_told",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=3
                    ),
                ),
                ("told_by", models.CharField(blank=True, max_length=200)),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_what", models.TextField(blank=True)),
                ("not_told_reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("check_due_on", models.DateField()),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="cases.case",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-closed_at", "-pk"],
                "indexes": [models.Index(fields=["case", "-closed_at"], name="closure_in_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at", None)),
                        fields=("case",),
                        name="case_closed_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at", None),
                            models.Q(
                                ("outcome", ""),
                                ("exit_reason", ""),
                                ("victim_told", ""),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="closure_record_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosureCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "further_reports",
                    models.CharField(
                        choices=[
                            ("none", "No further reports"),
                            ("some", "There were further reports"),
                            ("not_known", "Could not be found out"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "victim_contacted",
                    models.CharField(choices=[("yes", "Yes"), ("no", "No")], max_length=3),
                ),
                ("findings", models.TextField()),
                ("asks_reopening", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_made",
                        to="cases.closure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_on", models.DateField()),
                ("happened_at", models.TimeField(blank=True, null=True)),
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
                ("description", models.TextField()),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("reported_to", models.CharField(blank=True, max_length=200)),
                ("report_reference", models.CharField(blank=True, max_length=60)),
                ("reported_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="incidents",
                        to="cases.case",
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
                "indexes": [
                    models.Index(fields=["case", "-happened_on"], name="incident_in_case"),
                    models.Index(fields=["happened_on"], name="incident_by_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupedIncident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groupings",
                        to="cases.incident",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="cases.incidentgroup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("incident",),
                        name="incident_in_one_group",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "To be decided"),
                            ("joined", "The same incident"),
                            ("apart", "Two incidents"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.incident",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.incident",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "-proposed_at", "-id"], name="match_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="match_older_first",
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="match_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("row", models.PositiveBigIntegerField()),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="cases.casemerge",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("merge", "kind", "row"), name="row_merged_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        blank=True, choices=[("summary", "Summary"), ("full", "Full")], max_length=8
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        blank=True, choices=[("summary", "Summary"), ("full", "Full")], max_length=8
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
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="cases.casemerge",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("merge", "agency"), name="share_merged_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
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
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "author",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="cases.case",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-written_at"], name="note_in_case")],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wording", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "To do"),
                            ("done", "Done"),
                            ("not_possible", "Not possible: circumstances changed"),
                            ("not_done", "Not done"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="The meeting that set it", max_length=60
                    ),
                ),
                ("outcome", models.TextField(blank=True)),
                ("evidence", models.TextField(blank=True)),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="cases.case",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "status", "due_on"], name="action_owner"),
                    models.Index(fields=["agency", "status", "due_on"], name="action_agency"),
                    models.Index(fields=["-status", "due_on", "id"], name="action_due"),
                    models.Index(fields=["due_on", "id"], name="action_by_day"),
                    models.Index(fields=["case", "status"], name="action_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("status", "open")),
                            models.Q(
                                models.Q(("status", "open"), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="action_ended_has_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("victim", "Victim"),
                            ("complainant", "Complainant"),
                            ("alleged_perpetrator", "Alleged perpetrator"),
                            ("witness", "Witness"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_vulnerable", models.BooleanField(default=False)),
                ("vulnerability", models.TextField(blank=True)),
                ("approximate_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("previous_addresses", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=100)),
                ("needs_interpreter", models.BooleanField(default=False)),
                (
                    "children",
                    models.CharField(
                        blank=True,
                        help_text="How many live in the household, and their ages",
                        max_length=200,
                    ),
                ),
                (
                    "knows_of_referral",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("unsafe", "No, and telling them would be unsafe"),
                            ("unknown", "Not known"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="cases.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "case", "role"), name="party_once_in_role"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferenceNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("prefix", models.CharField(max_length=3)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("prefix", "year"), name="reference_series")
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
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
                            ("draft", "Draft"),
                            ("sent", "Waiting for the coordinator"),
                            ("returned", "Returned with questions"),
                            ("accepted", "Accepted"),
                            ("matched", "Added to a case"),
                            ("declined", "Declined with advice"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
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
                ("answers", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_reason", models.TextField(blank=True)),
                (
                    "belongs_to",
                    models.CharField(
                        blank=True, help_text="Where it was declined to", max_length=20
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
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
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "is_repeat_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeats",
                        to="cases.case",
                    ),
                ),
                (
                    "joined_case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "-sent_at"], name="referral_queue"),
                    models.Index(fields=["agency", "-started_at", "-id"], name="referral_agency"),
                    models.Index(fields=["-started_at", "-id"], name="referral_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="referral_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["accepted", "matched", "declined"]), _negated=True
                            ),
                            ("answered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_answered_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "matched"), _negated=True),
                            ("joined_case__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_matched_has_case",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="referral",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="case",
                to="cases.referral",
            ),
        ),
        migrations.CreateModel(
            name="ReferralQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="cases.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RepeatFlag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("victim", "Repeat victim"),
                            ("perpetrator", "Repeat alleged perpetrator"),
                            ("address", "Repeat address"),
                            ("both_sides", "Victim in one case, alleged perpetrator in another"),
                        ],
                        max_length=11,
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("threshold", models.PositiveSmallIntegerField()),
                ("window_days", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("dismissed", "Dismissed"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="raised",
                        max_length=9,
                    ),
                ),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("dismissed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "dismissed_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="repeat_flags",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "-raised_at", "-id"], name="repeat_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("postcode", "")),
                            models.Q(
                                ("person__isnull", True), models.Q(("postcode", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="repeat_of_person_or_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("person", "rule"),
                        name="repeat_of_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("postcode", ""), _negated=True),
                        fields=("postcode", "rule"),
                        name="repeat_of_place_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RepeatIncident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.BigIntegerField()),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="cases.repeatflag",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.incident",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("flag", "incident", "mark"), name="repeat_shown_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                ("total", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "scored_band",
                    models.CharField(
                        blank=True,
                        choices=[("standard", "Standard"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                    ),
                ),
                (
                    "band",
                    models.CharField(
                        choices=[("standard", "Standard"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                    ),
                ),
                ("judgement_reason", models.TextField(blank=True)),
                (
                    "source",
                    models.CharField(blank=True, help_text="Referral or meeting", max_length=60),
                ),
                ("assessed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "assessed_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-assessed_at"], name="risk_in_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("band", models.F("scored_band")),
                            models.Q(("judgement_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="risk_judgement_has_reason",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="closure",
            name="risk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.riskassessment",
            ),
        ),
        migrations.CreateModel(
            name="RiskInstrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("retired", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("referrals", "In referrals and in cases"),
                            ("cases", "In cases only"),
                        ],
                        default="referrals",
                        max_length=9,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True, help_text="When it is the one to use", max_length=300
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                (
                    "standing",
                    models.CharField(
                        help_text="Whose form it is, said with every score", max_length=200
                    ),
                ),
                ("questions", models.JSONField(default=list)),
                ("bands", models.JSONField(default=dict)),
                ("consequences", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
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
                    models.UniqueConstraint(
                        fields=("name", "edition"), name="instrument_edition_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("name",),
                        name="instrument_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("valid_from__isnull", False),
                            _connector="OR",
                        ),
                        name="instrument_published_has_day",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="riskassessment",
            name="instrument",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.riskinstrument",
            ),
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                (
                    "list_name",
                    models.CharField(
                        choices=[
                            ("referrals", "Referrals"),
                            ("cases", "Cases"),
                            ("actions", "Actions"),
                        ],
                        max_length=9,
                    ),
                ),
                ("query", models.CharField(max_length=1000)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shared_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["shared_with", "list_name"], name="view_of_agency")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "list_name", "name"), name="view_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("value", models.JSONField()),
                ("valid_from", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "set_by",
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
                    models.UniqueConstraint(fields=("key", "valid_from"), name="setting_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("monitoring", "Monitoring"),
                            ("closed", "Closed"),
                            ("merged", "Merged into another case"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("monitoring", "Monitoring"),
                            ("closed", "Closed"),
                            ("merged", "Merged into another case"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_changes",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-at"], name="status_in_case")],
            },
        ),
        migrations.CreateModel(
            name="UnrelatedCases",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
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
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="unrelated_older_first",
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="unrelated_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_was", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="cases.action",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner_was",
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
                "indexes": [models.Index(fields=["action", "-at"], name="change_of_action")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", False), ("owner__isnull", True)),
                            models.Q(("due_on__isnull", True), ("owner__isnull", False)),
                            _connector="OR",
                        ),
                        name="action_change_is_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionReminder",
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
                ("sent_on", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="cases.action",
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["told", "sent_on"], name="reminded_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "kind", "due_on", "told"), name="reminded_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
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
                            ("meeting", "Meeting"),
                            ("contact", "Contact"),
                            ("document", "Document"),
                            ("review", "Review"),
                            ("closure", "Closure"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
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
                ("url_name", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                    ),
                ),
                (
                    "by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-at"], name="event_in_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("case", "kind", "source"),
                        name="event_told_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseLink",
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
                            ("counter", "Counter-allegation"),
                            ("place", "Same place"),
                            ("people", "Same people"),
                            ("transferred", "Transferred"),
                            ("other", "Other"),
                        ],
                        max_length=11,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
                (
                    "by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="cases.case",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_from",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("other")), _negated=True),
                        name="case_not_linked_to_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case", "other", "kind"),
                        name="case_linked_once",
                    ),
                ],
            },
        ),
    ]
