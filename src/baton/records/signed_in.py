"""Whoever is signed in, with their council, in one statement a request: every page asks for both.

Named in the settings; Django calls it with the id that the session keeps.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from baton.records.models import Person


class SignedIn(ModelBackend):
    """Django's own, but for how a person is loaded."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person, if there still is one who may sign in."""
        found = Person.objects.select_related("council").filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None
