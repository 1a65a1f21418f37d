"""A council's own rows: who it is, where it works, who works for it and as what.

Example: the protocol says there is a kind of team in every footprint; a `Team` row is one of them. Every
change here raises `Council.organisation_version`, which is how a process knows its cached copy is old.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class Council(models.Model):
    """One council. `id` is the id in its protocol; the head of its journal and its counters live here."""

    id = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=12, unique=True)
    """What its references begin with: 'STK' makes 'STK-000123'."""
    protocol_version = models.CharField(max_length=60, default="")
    organisation_version = models.PositiveIntegerField(default=0)
    head_seq = models.BigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")
    head_before = models.CharField(max_length=64, default="")
    contacts_counted = models.BigIntegerField(default=0)
    children_counted = models.BigIntegerField(default=0)
    cases_counted = models.BigIntegerField(default=0)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """For tests and tools that speak Django's own words; services add people otherwise."""
        fields.setdefault("id", username)
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who works for a council or in its front door, and signs in."""

    id = models.CharField(primary_key=True, max_length=80)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True, default="")
    qualified = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    agency = models.CharField(max_length=120, blank=True, default="")
    is_demo = models.BooleanField(default=False)

    objects = People()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's word for it: an inactive person cannot sign in."""
        return self.active


class Place(models.Model):
    """A footprint or locality. `slug` is its id within the council."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="places")
    slug = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    areas = models.JSONField(default=list)
    """Postcode districts that fall in it."""
    links = models.JSONField(default=list)
    """The slugs of the places linked with it, which take turns for it."""
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="place_once_a_council")]


class RotaTurns(models.Model):
    """Who takes turns on a rota, in which order, from a moment until the next such row. Rows are only added."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="rotas")
    rota = models.CharField(max_length=60)
    of = models.CharField(max_length=60, blank=True, default="")
    """The slug of the place whose rota it is; empty where the rota is the council's."""
    number = models.PositiveIntegerField()
    start = models.DateTimeField()
    members = models.JSONField(default=list)
    recorded_by = models.CharField(max_length=80, blank=True, default="")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "rota", "of", "number"], name="rota_edition_once"),
            models.UniqueConstraint(fields=["council", "rota", "of", "start"], name="one_rota_at_a_time"),
        ]


class Team(models.Model):
    """A team that can hold a child. `slug` is its id within the council."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="teams")
    slug = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=60, blank=True, default="")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="team_once_a_council")]


class Appointment(models.Model):
    """A person in a role, of a team or place, from a time until another. A deputy is one too."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=60)
    team = models.CharField(max_length=60, blank=True, default="")
    place = models.CharField(max_length=60, blank=True, default="")
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    deputy = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=80, blank=True, default="")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="appointment_ends_after_it_starts",
            )
        ]


class Leave(models.Model):
    """Days on which a person is away, both ends included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leave")
    first = models.DateField()
    last = models.DateField()
    recorded_by = models.CharField(max_length=80, blank=True, default="")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="leave_ends_after_it_starts")
        ]
