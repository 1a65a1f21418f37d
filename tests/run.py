"""`make test`: the whole suite on SQLite, then all that touches a database again on PostgreSQL.

PostgreSQL is the one that DATABASE_URL names, or else the one that answers on 127.0.0.1:5432.
The last lines say plainly what ran where.
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).parents[1]
# These never touch a database, so the second run leaves them out.
WITHOUT_DATABASE = ("tests/protocol", "tests/casework")


def main(arguments: list[str]) -> int:
    """Runs pytest once a database; the status is 0 only when every run passed."""
    url, why_not = postgres()
    told = []
    failed = pytest("SQLite", None, arguments, told)
    if url:
        left_out = [f"--ignore={folder}" for folder in WITHOUT_DATABASE if (ROOT / folder).exists()]
        failed |= pytest("PostgreSQL", url, [*left_out, *arguments], told)
    else:
        told.append(f"PostgreSQL: NOT RUN. {why_not}")
    print("\n" + "\n".join(told))
    if why_not and os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return 1  # it was asked for by name
    return int(failed)


def pytest(name: str, url: str | None, arguments: list[str], told: list[str]) -> bool:
    """Runs pytest on one database; says how it went; true when something failed."""
    print(f"\n===== {name} =====", flush=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BATON_")}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    status = subprocess.call(
        [sys.executable, "-m", "pytest", "-q", "-rs", *arguments], cwd=ROOT, env=environment
    )
    nothing_to_run = 5
    outcome = {0: "passed", nothing_to_run: "no test was chosen"}.get(status, "FAILED")
    told.append(f"{name}: {outcome}")
    return status not in {0, nothing_to_run}


def postgres() -> tuple[str | None, str]:
    """The address of a PostgreSQL that answers, or why there is none."""
    named = os.environ.get("DATABASE_URL", "")
    user = os.environ.get("PGUSER", "postgres")
    url = named if named.startswith("postgres") else f"postgres://{quote(user)}@127.0.0.1:5432/postgres"
    try:
        psycopg.connect(url.partition("?")[0], connect_timeout=3).close()
    except psycopg.Error as error:
        where = "the server in DATABASE_URL" if url == named else "127.0.0.1:5432"
        return None, f"{where} did not answer ({type(error).__name__})."
    return url, ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
