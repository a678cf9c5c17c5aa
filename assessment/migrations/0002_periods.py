"""A run is of any period: what was taken for a financial year is known by that year's name."""

import datetime as dt

from django.db import migrations, models
from django.db.models import Q

ENDS = {"FigureRun": ["ends"], "FigureRequest": []}


def name_periods(apps, editor):
    """2016 becomes 2016-17, which ends on 31 March 2017."""
    for name, more in ENDS.items():
        for row in apps.get_model("assessment", name).objects.all():
            row.slug = f"{row.start_year}-{(row.start_year + 1) % 100:02d}"
            row.ends = dt.date(row.start_year + 1, 3, 31)
            row.save(update_fields=["slug", *more])


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("figurerun", "one_draft_a_year_and_area"),
        migrations.RemoveConstraint("figurerequest", "one_open_request_a_year_and_area"),
        migrations.RemoveIndex("figurerun", "run_of_year"),
        *(
            migrations.AddField(
                name,
                "slug",
                models.SlugField(
                    max_length=20, default="", help_text="Its period, as an address names it"
                ),
                preserve_default=False,
            )
            for name in ("figurerun", "figurerequest")
        ),
        migrations.AddField(
            "figurerun",
            "ends",
            models.DateField(default=dt.date(2000, 3, 31), help_text="The last day of its period"),
            preserve_default=False,
        ),
        migrations.RunPython(name_periods, migrations.RunPython.noop),
        migrations.RemoveField("figurerun", "start_year"),
        migrations.RemoveField("figurerequest", "start_year"),
        migrations.AddIndex(
            "figurerun",
            models.Index(fields=["slug", "area", "status"], name="run_of_period"),
        ),
        migrations.AddIndex("figurerun", models.Index(fields=["-ends", "-id"], name="run_latest")),
        migrations.AddConstraint(
            "figurerun",
            models.UniqueConstraint(
                fields=["slug", "area"],
                condition=Q(status="taken"),
                name="one_draft_a_period_and_area",
            ),
        ),
        migrations.AddConstraint(
            "figurerequest",
            models.UniqueConstraint(
                fields=["slug", "area"],
                condition=Q(answered_at=None),
                name="one_open_request_a_period_and_area",
            ),
        ),
    ]
