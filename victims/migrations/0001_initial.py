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
            name="SupportReferral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16, unique=True)),
                (
                    "source",
                    models.CharField(help_text="The meeting or case it came from", max_length=60),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("standard", "Standard"), ("enhanced", "Enhanced")],
                        default="standard",
                        max_length=8,
                    ),
                ),
                ("priority_reasons", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("referred", "Referred"),
                            ("in_support", "In support"),
                            ("closed", "Closed"),
                            ("not_supported", "Not supported"),
                        ],
                        default="referred",
                        max_length=13,
                    ),
                ),
                ("referred_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("first_contact_at", models.DateTimeField(blank=True, null=True)),
                ("next_contact_due", models.DateField(blank=True, null=True)),
                ("support_started_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closing_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_reached", "Goals reached"),
                            ("no_longer_wanted", "They no longer want support"),
                            ("lost_touch", "Contact was lost"),
                            ("moved", "They moved away"),
                            ("passed_on", "Passed on to another service"),
                            ("consent_refused", "Consent refused"),
                            ("not_reached", "Not reached"),
                            ("unsafe", "Unsafe to contact"),
                            ("no_details", "No working contact details"),
                            ("duplicate", "Duplicate of another referral"),
                            ("excluded", "Not for this service"),
                        ],
                        max_length=16,
                    ),
                ),
                ("closing_note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_referrals",
                        to="cases.party",
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
                    "referred_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "worker",
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
                    models.Index(fields=["provider", "-referred_at", "-id"], name="support_newest"),
                    models.Index(
                        fields=["provider", "status", "next_contact_due"], name="support_due"
                    ),
                    models.Index(fields=["referred_at"], name="support_referred"),
                    models.Index(fields=["source"], name="support_source"),
                    models.Index(fields=["support_started_at"], name="support_started"),
                    models.Index(fields=["first_contact_at"], name="support_first_contact"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["referred", "in_support"])),
                        fields=("party",),
                        name="support_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                ("closing_reason", ""),
                                ("status__in", ["referred", "in_support"]),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("status__in", ["closed", "not_supported"]),
                                models.Q(("closing_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="support_ended_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["in_support", "closed"]), _negated=True),
                            ("support_started_at__isnull", False),
                            _connector="OR",
                        ),
                        name="support_began_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("safety", "Safety and security at home"),
                            ("housing", "Housing"),
                            ("health", "Health and wellbeing"),
                            ("justice", "Police, courts and the panel"),
                            ("money", "Money, benefits and compensation"),
                            ("family", "Children and family"),
                            ("neighbours", "Relations with neighbours"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("goal", models.CharField(max_length=500)),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("person", "The person supported"),
                            ("worker", "Their support worker"),
                            ("agency", "Another agency"),
                        ],
                        max_length=6,
                    ),
                ),
                ("due_on", models.DateField()),
                ("reached_on", models.DateField(blank=True, null=True)),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "set_by",
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
                        related_name="goals",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SafeContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.TextField(blank=True)),
                ("safe_ways", models.JSONField(default=list)),
                ("no_voicemail", models.BooleanField(default=True)),
                ("safe_times", models.CharField(blank=True, max_length=200)),
                ("code_word", models.CharField(blank=True, max_length=60)),
                ("who_may_answer", models.CharField(blank=True, max_length=200)),
                ("interpreter", models.CharField(blank=True, max_length=100)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="safe_contact",
                        to="victims.supportreferral",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutcomeMeasure",
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
                            ("health", "Health and wellbeing"),
                            ("coping", "Coping with everyday life"),
                            ("safety", "Feeling safe"),
                            ("informed", "Being informed and able to act"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("improved", "Improved"),
                            ("unchanged", "Unchanged"),
                            ("worse", "Worse"),
                            ("not_assessed", "Not assessed"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "kind"), name="outcome_once_of_a_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactAttempt",
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
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("spoke", "Spoke to them"),
                            ("left_message", "Left or sent a message"),
                            ("no_reply", "No reply"),
                            ("wrong_number", "Wrong number or address"),
                            ("unsafe", "Unsafe to contact"),
                            ("declined", "Declined to talk"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_support", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("next_contact_due", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        related_name="attempts",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["referral", "-at"], name="attempt_in_referral")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_support", False), ("outcome", "spoke"), _connector="OR"
                        ),
                        name="attempt_support_means_spoke",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                        choices=[
                            ("given", "Given"),
                            ("refused", "Refused"),
                            ("not_reached", "Not reached"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=11,
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
                ("decided_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        related_name="consents",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("asked_on", models.DateField(db_index=True)),
                ("answered_on", models.DateField(blank=True, db_index=True, null=True)),
                (
                    "would_recommend",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_said", "Prefer not to say")],
                        max_length=8,
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="survey",
                        to="victims.supportreferral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("would_recommend", "")),
                            models.Q(
                                ("answered_on__gte", models.F("asked_on")),
                                models.Q(("would_recommend", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="survey_answer_has_date",
                    )
                ],
            },
        ),
    ]
