"""The ladder of warnings, notices and orders, and the pathways."""

from django.db import migrations

from offenders.ladder import LADDER, PATHWAYS


def lay(apps, editor):
    """Write down what is not held yet: safe to run again."""
    power = apps.get_model("offenders", "Power")
    for row in LADDER:
        power.objects.get_or_create(
            key=row["key"], in_force_from=row.get("in_force_from"), defaults=row
        )
    pathway = apps.get_model("offenders", "Pathway")
    for position, (key, name, is_treatment) in enumerate(PATHWAYS, start=1):
        pathway.objects.get_or_create(
            key=key, defaults={"name": name, "position": position, "is_treatment": is_treatment}
        )


class Migration(migrations.Migration):
    dependencies = [("offenders", "0002_cohort_and_orders")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
