"""What conditions ask of a child, beside each case: from the file the case keeps."""

import json
from datetime import date

from django.db import migrations, models

BATCH = 500


def from_files(apps, schema_editor):
    """The new columns of the cases there are, as their files say."""
    Case, rows = apps.get_model("records", "Case"), []
    wanted = Case.objects.filter(about="case").only("id", "state")
    for row in wanted.iterator(chunk_size=BATCH):
        child = json.loads(row.state).get("child") or {}
        row.born, row.due = (date.fromisoformat(child[w]) if child.get(w) else None for w in ("born", "due"))
        row.home = child.get("place", "")
        rows.append(row)
        if len(rows) == BATCH:
            Case.objects.bulk_update(rows, ["born", "due", "home"])
            rows = []
    Case.objects.bulk_update(rows, ["born", "due", "home"])


class Migration(migrations.Migration):
    dependencies = [("records", "0002_append_only")]

    operations = [
        migrations.AddField("case", "born", models.DateField(null=True)),
        migrations.AddField("case", "due", models.DateField(null=True)),
        migrations.AddField("case", "home", models.CharField(blank=True, default="", max_length=60)),
        migrations.RunPython(from_files, migrations.RunPython.noop),
    ]
