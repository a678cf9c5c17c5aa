"""The database itself refuses to change or remove what was logged.

SQLite drops a table's triggers when a migration remakes the table: a migration that alters
`audit_entry` or `audit_seal` must end by running `install` again. A test holds this.
"""

from django.db import migrations

TABLES = ("audit_entry", "audit_seal")
ACTS = ("UPDATE", "DELETE")


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _install_on_postgresql(schema_editor)
        return
    for table in TABLES:
        for act in ACTS:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'The log is append-only: {table} refuses {act}'); END"
            )


def _install_on_postgresql(schema_editor):
    schema_editor.execute(
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'The log is append-only: % refuses %', TG_TABLE_NAME, TG_OP; END $$",
        params=None,
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS audit_refuse() CASCADE")
        return
    for table in TABLES:
        for act in ACTS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{act.lower()}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
