"""Keeps people's data out of logs.

A database error repeats the row that failed ("Failing row contains (...)"), a validation error repeats
what was typed. Both are logged as their class, SQLSTATE and constraint name, never as their message.
"""

import logging
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

import django.db
import psycopg
import pydantic

TELLING = (django.db.Error, sqlite3.Error, psycopg.Error, pydantic.ValidationError)


class WithoutPeople(logging.Filter):
    """Rewrites a log record so that no message of a telling exception is in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keeps the record; changes what it says."""
        if isinstance(record.msg, BaseException):
            record.msg = named(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(named(arg) if isinstance(arg, TELLING) else arg for arg in record.args)
        if record.exc_info and record.exc_info[1] is not None:
            chain = list(_chain(record.exc_info[1]))
            if any(isinstance(exception, TELLING) for exception in chain):
                record.exc_text, record.exc_info = told(chain), None
        return True


def named(exception: BaseException) -> str:
    """Class, SQLSTATE and constraint of an exception: all that may be said of it."""
    cause = exception.__cause__ or exception
    diagnosis = getattr(cause, "diag", None)
    facts = {
        "sqlstate": getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None),
        "constraint": getattr(diagnosis, "constraint_name", None),
    }
    said = " ".join(f"{name}={value}" for name, value in facts.items() if value)
    return f"{type(exception).__module__}.{type(exception).__qualname__} {said}".strip()


def told(chain: list[BaseException]) -> str:
    """The tracebacks of a chain of exceptions, each with its name in place of its message."""
    parts = ["".join(traceback.format_tb(exception.__traceback__)) + named(exception) for exception in chain]
    return "\nwhich led to\n".join(reversed(parts))


def excepthook(kind: type[BaseException], exception: BaseException, trace: TracebackType | None) -> None:
    """For `sys.excepthook`: the same rule for what a command prints when it fails."""
    chain = list(_chain(exception))
    if any(isinstance(link, TELLING) for link in chain):
        print(told(chain), file=sys.stderr)
    else:
        sys.__excepthook__(kind, exception, trace)


def _chain(exception: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        yield exception
        exception = exception.__cause__ or exception.__context__
