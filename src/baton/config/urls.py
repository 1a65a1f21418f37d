"""The two doors: pages and API. Addresses of a room belong to the room's own `urls`."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("baton.api.urls")),
    path("", include("baton.web.urls")),
]

handler403 = "baton.web.faults.not_allowed"
handler404 = "baton.web.faults.not_found"
handler500 = "baton.web.faults.went_wrong"
