"""The command `baton`: passes each subcommand to the management command of the same name.

Example: `baton report weekly` runs `management/commands/report.py` and exits with its status.
"""

import os
import sys

SUBCOMMANDS = {
    "migrate": "prepare an empty or older database and load the protocols",
    "serve": "serve the pages and the API",
    "worker": "run background work and the clock sweep",
    "demo": "fill an empty database with made-up children and staff",
    "import": "import contacts, or a council's places, teams and people, from a file",
    "report": "print a report",
    "export": "write an export",
    "token": "issue a token for the API, or end a person's tokens",
    "verify": "re-check every promise on a live database",
    "protocol": "check, trace, prove, show, diff or simulate a protocol",
    "bench": "measure",
    "make-schema": "write the JSON Schema of protocol files for editors",
}


def usage() -> str:
    """The list of subcommands, one a line."""
    lines = [f"  {name:<12} {purpose}" for name, purpose in SUBCOMMANDS.items()]
    return "\n".join(["usage: baton SUBCOMMAND [--help]", "", *lines])


def main(arguments: list[str] | None = None) -> int:
    """Runs one subcommand; returns its exit status (2 when there is no such subcommand)."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if words else 2
    if words[0] not in SUBCOMMANDS:
        print(f"baton: there is no subcommand {words[0]!r}\n\n{usage()}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baton.config.settings")
    from baton.config import redaction

    sys.excepthook = redaction.excepthook
    return run(words)


def run(words: list[str]) -> int:
    """Runs the management command; 1, and a sentence, where the database is not there or not prepared."""
    from django.conf import settings
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, OperationalError, ProgrammingError

    try:
        execute_from_command_line(["baton", words[0].replace("-", "_"), *words[1:]])
    except (OperationalError, ProgrammingError) as error:
        if settings.DEBUG:
            raise
        cause: DatabaseError | BaseException = error.__cause__ or error
        code = (
            getattr(cause, "sqlstate", "") or getattr(cause, "sqlite_errorname", "") or type(cause).__name__
        )
        print(
            f"baton: the database cannot be used ({code}). Is it there, and did 'baton migrate' prepare it?",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
