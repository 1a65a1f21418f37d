"""`baton token --person ID`: a token for a program that speaks for a person; `--end` ends all of theirs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from baton.services import present, tokens


class Command(BaseCommand):
    """Reads the arguments and issues or ends."""

    help = "Issue a token for the API, or end a person's tokens."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose token, what it is for, or that theirs end."""
        parser.add_argument("--person", required=True, metavar="ID")
        parser.add_argument("--name", default="command line", help="what the token is for")
        parser.add_argument("--end", action="store_true", help="end every token of this person")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the token alone, so that a script can keep it."""
        person, now = options["person"], present.now()
        if options["end"]:
            self.stdout.write(f"{tokens.revoke_all(person=person, now=now)} ended")
            return
        try:
            made = tokens.issue(person=person, name=options["name"], by="command line", now=now)
        except tokens.NoSuchPerson:
            raise CommandError(f"There is nobody of the id '{person}' who works here.") from None
        self.stdout.write(made.text)
