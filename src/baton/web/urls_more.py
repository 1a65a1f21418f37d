"""The addresses of contacts, transfers, disputes, rotas, teams, the procedure and reports: one line a page."""

from django.urls import URLPattern, URLResolver, path, re_path

from baton.web.agenda import agenda
from baton.web.closure import closure
from baton.web.contacts import contact, contact_saved, contacts, decide
from baton.web.details import details
from baton.web.disputes import disputes
from baton.web.family import family
from baton.web.known import known
from baton.web.meetings import meetings
from baton.web.new_contact import new_contact
from baton.web.outside import outside
from baton.web.protocol_pages import protocol, protocol_of
from baton.web.remind import remind
from baton.web.reports import report, reports
from baton.web.rotas import rotas
from baton.web.set_up import set_up
from baton.web.teams import deputy, teams
from baton.web.transfer import transfer
from baton.web.turns import turns

more_urlpatterns: list[URLPattern | URLResolver] = [
    path("contacts/", contacts, name="contacts"),
    path("contacts/new/", new_contact, name="new_contact"),
    path("contacts/<str:ref>/", contact, name="contact"),
    path("contacts/<str:ref>/saved/", contact_saved, name="contact_saved"),
    path("contacts/<str:ref>/decide/", decide, name="decide"),
    path("cases/<str:ref>/transfer/", transfer, name="transfer"),
    path("cases/<str:ref>/closure/", closure, name="closure"),
    path("cases/<str:ref>/details/", details, name="details"),
    path("cases/<str:ref>/remind/", remind, name="remind"),
    path("cases/<str:ref>/outside/", outside, name="outside"),
    path("escalations/", disputes, name="disputes"),
    path("meetings/", meetings, name="meetings"),
    path("trays/<str:key>/agenda/", agenda, name="agenda"),
    path("rotas/", rotas, name="rotas"),
    path("rotas/<slug:rota>/<slug:of>/", turns, name="turns"),
    path("cases/<str:ref>/family/", family, name="family"),
    path("cases/<str:ref>/known/", known, name="known"),
    path("teams/", teams, name="teams"),
    path("teams/deputy/", deputy, name="deputy"),
    re_path(r"^teams/add-(?P<what>place|team)/$", set_up, name="set_up"),
    path("protocol/", protocol, name="protocol"),
    path("protocol/<slug:council>/", protocol_of, name="protocol_of"),
    path("reports/", reports, name="reports"),
    path("reports/<str:report>/", report, name="report"),
]
