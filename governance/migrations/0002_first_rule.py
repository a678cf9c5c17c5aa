"""A new installation begins with the period most councils publish for anti-social behaviour cases."""

from django.db import migrations


def add_rule(apps, schema_editor):
    apps.get_model("governance", "RetentionRule").objects.get_or_create(
        trigger="case_closed",
        defaults={"years": 6, "authority": "Usual for anti-social behaviour cases: set your own"},
    )


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(add_rule, migrations.RunPython.noop)]
