"""Turns DATABASE_URL into Django's database settings, with the choices that make each database durable.

Example: `from_url("postgres://baton@db.internal:5432/baton?sslmode=require")`.
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# FULL, not NORMAL: under NORMAL a write-ahead log acknowledges a write before it is on the disk.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
    "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;"
)


def from_url(url: str) -> dict[str, Any]:
    """Settings for `sqlite:///path` (`sqlite:////path` when absolute) or `postgres://user:pass@host:port/name`.

    Raises ValueError, without repeating the address, which may hold a password.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name:
        return _sqlite(name)
    if parts.scheme in {"postgres", "postgresql"} and name:
        return _postgres(
            NAME=name,
            USER=unquote(parts.username or ""),
            PASSWORD=unquote(parts.password or ""),
            HOST=unquote(parts.hostname or ""),
            PORT=str(parts.port or ""),
            options=dict(parse_qsl(parts.query)),
        )
    raise ValueError("DATABASE_URL must look like sqlite:///path or postgres://user:password@host:port/name")


def _sqlite(name: str) -> dict[str, Any]:
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "CONN_MAX_AGE": 600, "OPTIONS": options}


def _postgres(*, options: dict[str, str], **where: str) -> dict[str, Any]:
    pool = {"min_size": int(options.pop("pool_min", "1")), "max_size": int(options.pop("pool_max", "10"))}
    engine = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0}  # a pool needs CONN_MAX_AGE 0
    return {**engine, **where, "OPTIONS": {"pool": pool, **options}}
