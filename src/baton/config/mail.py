"""Turns EMAIL_URL into Django's mail settings. What is sent, and when, belongs to adapters.

Example: `from_url("smtps://user:password@mail.internal:465")`.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

_DEFAULT_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def from_url(url: str) -> dict[str, Any]:
    """Settings for `console:`, `smtp://host`, `smtp+tls://host` (STARTTLS) or `smtps://host`; raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("EMAIL_URL must look like console: or smtp+tls://user:password@host:port")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _DEFAULT_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
