"""`baton migrate`: prepares an empty or older database, then loads every protocol."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate


class Command(migrate.Command):
    """Django's own, and after it `load_protocols`; not while a test makes its database (`run_syncdb`)."""

    requires_system_checks: list[str] = []  # the tests run them; pages and addresses are no part of this

    def handle(self, *args: Any, **options: Any) -> None:
        """Changes the tables, then loads the protocols if every change was asked for."""
        super().handle(*args, **{**options, "skip_checks": True})
        whole = (
            not options.get("app_label") and not options.get("plan") and not options.get("check_unapplied")
        )
        if whole and not options.get("run_syncdb"):
            call_command("load_protocols", verbosity=options["verbosity"])
