"""`make test`: the whole suite on SQLite and, at the same time, all that touches a database on PostgreSQL.

PostgreSQL is the one that DATABASE_URL names, or else the one that answers on 127.0.0.1:5432.
The last lines say plainly what ran where.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).parents[1]
# These never touch a database, so the second run leaves them out.
WITHOUT_DATABASE = (
    "tests/protocol", "tests/casework", "tests/house/test_code.py", "tests/house/test_documents.py", "tests/house/test_files.py",
    "tests/house/test_words.py", "tests/scenarios/test_mutants.py", "tests/scenarios/test_refusals.py",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Runs pytest once a database, both at the same time; the status is 0 only when every run passed."""
    url, why_not = postgres()
    runs = [Run("SQLite", None, arguments)]
    if url:
        left_out = [f"--ignore={place}" for place in WITHOUT_DATABASE if (ROOT / place).exists()]
        runs.append(Run("PostgreSQL", url, [*left_out, *arguments]))
    told = [run.told() for run in runs]
    if not url:
        told.append(f"PostgreSQL: NOT RUN. {why_not}")
    print("\n" + "\n".join(told))
    if why_not and os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return 1  # it was asked for by name
    return int(any(run.failed for run in runs))


class Run:
    """One pytest on one database, begun at once; what it prints is kept until it is asked for."""

    def __init__(self, name: str, url: str | None, arguments: list[str]) -> None:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("BATON_")}
        environment.pop("DATABASE_URL", None)
        if url:
            environment["DATABASE_URL"] = url
        self.name = name
        self.said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - it outlives this call, and the process writes to it
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-rs", *arguments],
            cwd=ROOT, env=environment, stdout=self.said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.failed = False

    def told(self) -> str:
        """Waits for it, prints what it said, and says in a line how it went."""
        status = self.process.wait()
        self.said.seek(0)
        print(f"\n===== {self.name} =====\n{self.said.read()}", flush=True)
        nothing_to_run = 5
        self.failed = status not in {0, nothing_to_run}
        outcome = {0: "passed", nothing_to_run: "no test was chosen"}.get(status, "FAILED")
        return f"{self.name}: {outcome}"


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
