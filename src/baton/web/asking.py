"""Who is asking, of which council, at what instant; and the refusals that every page meets.

    desk = desk_of(request)      # desk.person, desk.council, desk.now: found once a request

Pages take the words of the services from here, so that where a service moves, one module follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from baton.casework import kept, who
from baton.casework.council import Appointment, Council
from baton.casework.file import File
from baton.services import councils, present
from baton.services.refusing import NeedsReason, NoSuchCase, NotSaved, Refused, Stale

if TYPE_CHECKING:
    from baton.records.models import Person

__all__ = ["Desk", "NeedsReason", "NoSuchCase", "NotSaved", "Refused", "Stale", "desk_of"]


@dataclass(frozen=True)
class Desk:
    """A reader at work: their id, their council as the core knows it, and this instant."""

    person: str
    council: Council
    now: datetime

    @cached_property
    def appointments(self) -> tuple[Appointment, ...]:
        """What the reader is appointed to now."""
        return tuple(a for a in self.council.by_person.get(self.person, ()) if a.holds(self.now))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of the reader's roles."""
        return frozenset(a.role for a in self.appointments)

    def closed(self, file: File) -> frozenset[str]:
        """The records whose answers the reader does not see of this file."""
        return kept.closed_to(self.council, file, self.person, self.now)

    @cached_property
    def roles_text(self) -> str:
        """The reader's roles in words: 'Footprint team leader, Bredbury A'."""
        words = [
            who.owner_words(self.council, who.Owner(a.role, a.team or a.place)) for a in self.appointments
        ]
        return " and ".join(dict.fromkeys(words))


def desk_of(request: HttpRequest) -> Desk:
    """The desk of whoever is signed in."""
    kept = getattr(request, "desk", None)
    if kept is None:
        reader = cast("Person", request.user)
        kept = Desk(str(reader.pk), councils.council(reader.council), present.now())
        request.desk = kept  # type: ignore[attr-defined]
    return cast(Desk, kept)


def later(request: HttpRequest, now: datetime) -> Desk:
    """The same desk at a later instant, once a service has done something."""
    request.desk = replace(desk_of(request), now=now)  # type: ignore[attr-defined]
    return desk_of(request)
