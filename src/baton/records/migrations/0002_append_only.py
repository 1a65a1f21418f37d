"""The journal and the read log can be added to, and nothing else: kept by triggers on both databases."""

from django.db import migrations

from baton.records import append_only


def forwards(apps, schema_editor):
    append_only.protect(schema_editor.connection)


def backwards(apps, schema_editor):
    append_only.release(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
