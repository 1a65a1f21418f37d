"""What keeps Baton running: tokens of programs, the demonstration's clock, the worker's heartbeat."""

from django.db import models

from baton.records.models.organisation import Council, Person


class ApiToken(models.Model):
    """A program's way in, as a person. Only the SHA-256 of the token is kept."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80, blank=True, default="")
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)


class DemoClock(models.Model):
    """How far the demonstration's clock is ahead, in seconds: one row with id 1."""

    offset = models.BigIntegerField(default=0)


class Heartbeat(models.Model):
    """When a worker last swept, and how that went."""

    worker = models.CharField(primary_key=True, max_length=120)
    at = models.DateTimeField()
    swept = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
