"""Tells Django that this room is the app with the tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The one app with tables, labelled `records`."""

    name = "baton.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
