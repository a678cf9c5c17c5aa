import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("major_slug", models.CharField(max_length=160)),
                ("minor_slug", models.CharField(max_length=160)),
                ("major_name", models.CharField(max_length=150)),
                ("minor_name", models.CharField(max_length=150)),
                (
                    "is_known",
                    models.BooleanField(default=True, help_text="Among the published names"),
                ),
            ],
            options={
                "verbose_name_plural": "categories",
                "ordering": ["major_slug", "minor_slug"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("major_slug", "minor_slug"), name="category_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                (
                    "months",
                    models.JSONField(help_text="First days of the months it holds, in order"),
                ),
                ("rows", models.PositiveIntegerField()),
                ("offences", models.PositiveBigIntegerField()),
                ("accepted_unknown", models.BooleanField(default=False)),
                ("imported_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("areas", models.ManyToManyField(related_name="+", to="places.area")),
                ("categories", models.ManyToManyField(related_name="+", to="assessment.category")),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FigureRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start_year", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("taken", "Draft"), ("frozen", "Frozen")],
                        default="taken",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("notes", models.JSONField(default=list)),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
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
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["start_year", "area", "status"], name="run_of_year")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "taken")),
                        fields=("start_year", "area"),
                        name="one_draft_a_year_and_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at", None), ("status", "taken")),
                            models.Q(("frozen_at__isnull", False), ("status", "frozen")),
                            _connector="OR",
                        ),
                        name="frozen_run_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=350)),
                ("name", models.CharField(max_length=350)),
                ("area_code", models.CharField(max_length=20)),
                ("area", models.CharField(max_length=150)),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("value", models.FloatField(null=True)),
                ("unit", models.CharField(max_length=40)),
                ("numerator", models.FloatField(null=True)),
                ("denominator", models.FloatField(null=True)),
                (
                    "is_partial",
                    models.BooleanField(
                        default=False,
                        help_text="The category was in use for part of the period: never compared",
                    ),
                ),
                ("source", models.CharField(max_length=500)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="assessment.figurerun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "code", "area_code", "period_start"),
                        name="observed_once_a_run",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingImport",
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
                            ("recorded_crime", "Recorded crime by borough (Metropolitan Police)"),
                            ("population", "Population by area and mid-year"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("accept_unknown", models.BooleanField(default=False)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "said",
                    models.CharField(blank=True, help_text="What was brought in", max_length=500),
                ),
                ("refusal", models.TextField(blank=True, help_text="Why nothing was brought in")),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", False), ("finished_at", None)),
                        fields=["confirmed_at"],
                        name="import_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at", None),
                                ("confirmed_by", None),
                                ("finished_at", None),
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="import_confirmed_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordedCrime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("offences", models.PositiveIntegerField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.category",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crimes",
                        to="assessment.edition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "month", "area", "category"), name="recorded_crime_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offences__gt", 0)), name="recorded_crime_some"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start_year", models.PositiveSmallIntegerField()),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "requested_by",
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
                        condition=models.Q(("answered_at", None)),
                        fields=("start_year", "area"),
                        name="one_open_request_a_year_and_area",
                    )
                ],
            },
        ),
    ]
