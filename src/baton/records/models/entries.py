"""What is appended and never changed (the journal, the read log), and what is on its way out (the outbox)."""

from django.db import models
from django.db.models import Q

from baton.records.models.organisation import Council


class JournalEntry(models.Model):
    """One event. The entries of one saving are one link of the council's chain and share `prev` and `hash`."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    ref = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    """The version of the file once this saving was done."""
    kind = models.CharField(max_length=60)
    body = models.TextField()
    """The event as canonical JSON."""
    by = models.CharField(max_length=80, blank=True, default="")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "seq"], name="journal_in_order")]
        indexes = [models.Index(fields=["ref", "seq"], name="journal_of_a_case")]


class Outbox(models.Model):
    """A message to be sent, written with the change that caused it. Its key is the journal entry's number."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    seq = models.BigIntegerField()
    ref = models.CharField(max_length=100)
    role = models.CharField(max_length=60)
    of = models.CharField(max_length=120, blank=True, default="")
    subject = models.CharField(max_length=600)
    letter = models.CharField(max_length=60, blank=True, default="")
    clauses = models.JSONField(default=list)
    created = models.DateTimeField()
    due = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "seq"], name="message_once")]
        indexes = [
            models.Index(fields=["due", "id"], condition=Q(sent_at__isnull=True), name="outbox_due"),
            models.Index(fields=["ref", "created"], name="outbox_case"),
            models.Index(fields=["council", "role", "of", "created"], name="outbox_told"),
        ]


class Delivery(models.Model):
    """A message that has gone to one address: it never goes there again."""

    message = models.ForeignKey(Outbox, on_delete=models.CASCADE, related_name="deliveries")
    person = models.CharField(max_length=80, blank=True, default="")
    address = models.CharField(max_length=254)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "address"], name="delivered_once")]


class ReadLog(models.Model):
    """Somebody opened a child's record: who, when, by what right or for what reason."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    ref = models.CharField(max_length=100)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    relation = models.CharField(max_length=60)
    reason = models.TextField(blank=True, default="")
    page = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["ref", "-at"], name="read_case"),
            models.Index(fields=["by", "-at"], name="read_person"),
        ]


class IdempotencyKey(models.Model):
    """What a request with a key was answered, so that asking again changes nothing."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "key"], name="idempotency_once")]
