"""The settings keep their word: durable databases, a closed network, no person in a log, strict headers."""

import io
import logging
import socket
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from baton.config import database, mail, secret_key, settings
from baton.config.redaction import WithoutPeople
from baton.records.models import Council

CANARY = "12-canary-road"


def test_the_shipped_sqlite_waits_for_the_disk() -> None:
    assert "synchronous=FULL" in database.from_url("sqlite:////tmp/some.sqlite3")["OPTIONS"]["init_command"]
    assert database.from_url("sqlite:////tmp/some.sqlite3")["NAME"] == "/tmp/some.sqlite3"
    assert database.from_url("sqlite:///some.sqlite3")["NAME"] == "some.sqlite3"


def test_a_postgres_address_gives_every_part() -> None:
    made = database.from_url("postgres://ann:p%40ss@db.example:5433/baton?sslmode=require&pool_max=4")
    assert [made[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "baton",
        "ann",
        "p@ss",
        "db.example",
        "5433",
    ]
    assert made["OPTIONS"] == {"pool": {"min_size": 1, "max_size": 4}, "sslmode": "require"}
    assert made["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize(
    "url", ["", "mysql://root:hush@localhost/baton", "postgres://ann:hush@localhost", "sqlite://"]
)
def test_a_wrong_database_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL must look like") as refused:
        database.from_url(url)
    assert "hush" not in str(refused.value)


def test_mail_addresses() -> None:
    assert mail.from_url("smtps://u:p@mail.example")["EMAIL_PORT"] == 465
    assert mail.from_url("smtp+tls://mail.example")["EMAIL_USE_TLS"] is True
    with pytest.raises(ValueError, match="EMAIL_URL must look like"):
        mail.from_url("mail.example")


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = secret_key.kept_in(tmp_path / "var")
    assert len(first) > 60
    assert secret_key.kept_in(tmp_path / "var") == first
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0


def test_tests_cannot_reach_the_network() -> None:
    with socket.socket() as outward, pytest.raises(AssertionError, match="reached for the network"):
        outward.connect(("192.0.2.1", 80))


def _logged(log: Any) -> str:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutPeople())
    logger = logging.getLogger("baton.tests.redaction")
    logger.propagate = False
    logger.addHandler(handler)
    log(logger)
    logger.removeHandler(handler)
    return written.getvalue()


@pytest.mark.django_db
def test_a_failed_insert_is_logged_without_its_row() -> None:
    late = timezone.now()
    Session.objects.create(session_key=CANARY, session_data=CANARY, expire_date=late)

    def fail(logger: logging.Logger) -> None:
        try:
            with transaction.atomic():
                Session.objects.create(session_key=CANARY, session_data=CANARY, expire_date=late)
        except IntegrityError as error:
            logger.error("could not save: %s", error)
            logger.error(error)
            try:
                raise RuntimeError(f"row {CANARY}") from error
            except RuntimeError:
                logger.exception("again")

    written = _logged(fail)
    assert "IntegrityError" in written
    assert ("sqlstate=23505" if connection.vendor == "postgresql" else "SQLITE_CONSTRAINT") in written
    assert "which led to" in written
    assert CANARY not in written


def test_an_ordinary_failure_keeps_its_message() -> None:
    def fail(logger: logging.Logger) -> None:
        try:
            raise ImproperlyConfigured("no such setting")
        except ImproperlyConfigured:
            logger.exception("at start")

    assert "no such setting" in _logged(fail)


def test_the_log_handler_has_the_filter_and_sql_is_not_logged() -> None:
    assert [handler["filters"] for handler in settings.LOGGING["handlers"].values()] == [["without_people"]]
    assert logging.getLogger("django.db.backends").level == logging.INFO


@pytest.mark.django_db
def test_every_response_forbids_other_sites_and_frames(client: Client) -> None:
    response = client.get("/no-such-page")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_signed_in_pages_are_never_stored(client: Client) -> None:
    assert "Cache-Control" not in client.get("/no-such-page")
    council = Council.objects.create(id="stockport", name="Stockport", prefix="ANY")
    client.force_login(
        get_user_model().objects.create(id="any-ann", username="ann", name="Ann", council=council)
    )
    assert client.get("/no-such-page")["Cache-Control"] == "no-store, private"
    assert client.session["renewed"] >= client.session["started"]
