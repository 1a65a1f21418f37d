"""Children, and the contacts that professionals and the public make about them."""

from django.db import models
from django.db.models import Q

from baton.records.models.organisation import Council


class Child(models.Model):
    """A child as the council knows them. What a case decides on is in its own file; this is for finding."""

    ref = models.CharField(max_length=30, unique=True)
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, blank=True, default="")
    born = models.DateField(null=True)
    due = models.DateField(null=True)
    age_at_contact = models.IntegerField(null=True)
    number = models.CharField(max_length=40, blank=True, default="")
    place = models.CharField(max_length=60, blank=True, default="")
    address = models.TextField(blank=True, default="")
    search_key = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "number"], condition=~Q(number=""), name="child_number_once_a_council"
            )
        ]
        indexes = [models.Index(fields=["council", "search_key"], name="child_search")]


class Contact(models.Model):
    """One call, letter, form or notification: what was said, by whom, about which children."""

    ref = models.CharField(max_length=30, unique=True)
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    story = models.TextField(blank=True, default="")
    caller = models.JSONField(default=dict)
    consent = models.CharField(max_length=60, blank=True, default="")
    immediate_danger = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    by = models.CharField(max_length=80, blank=True, default="")
    import_key = models.CharField(max_length=120, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "import_key"], name="import_once"),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=models.F("received_at")), name="contact_recorded_after_received"
            ),
        ]
        indexes = [models.Index(fields=["council", "-received_at", "-id"], name="contact_newest")]
