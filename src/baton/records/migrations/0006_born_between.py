"""Between which days each child was born: the birth date, or what an age that was stated says of it."""

import json
from datetime import date, datetime, timedelta

from django.db import migrations, models

from baton.casework import working_time as wt

BATCH = 500
COLUMNS = ["born_first", "born_last"]


def _between(file):
    child = file.get("child") or {}
    if child.get("born"):
        return (date.fromisoformat(child["born"]),) * 2
    age = child.get("age_at_contact")
    if age is None or child.get("due") or not file.get("opened") or not 0 <= age <= 130:
        return None, None
    said = wt.local(datetime.fromisoformat(file["opened"])).date()
    return wt.born_by(age + 1, said) + timedelta(days=1), wt.born_by(age, said)


def from_files(apps, schema_editor):
    """The new columns of the cases there are, as their files say."""
    Case, rows = apps.get_model("records", "Case"), []
    for row in Case.objects.filter(about="case").only("id", "state").iterator(chunk_size=BATCH):
        row.born_first, row.born_last = _between(json.loads(row.state))
        rows.append(row)
        if len(rows) == BATCH:
            Case.objects.bulk_update(rows, COLUMNS)
            rows = []
    Case.objects.bulk_update(rows, COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("records", "0005_reminded")]

    operations = [
        migrations.AddField("case", "born_first", models.DateField(null=True)),
        migrations.AddField("case", "born_last", models.DateField(null=True)),
        migrations.RunPython(from_files, migrations.RunPython.noop),
    ]
