"""The addresses of the pages: one line a page. Each page says itself who may use it (`doors`)."""

from django.urls import URLPattern, URLResolver, path

from baton.web.act import act
from baton.web.case import case
from baton.web.children import children
from baton.web.chronology import chronology
from baton.web.demo_clock import demo_clock
from baton.web.forms import forms
from baton.web.messages import messages
from baton.web.moves import moves
from baton.web.my_work import my_work
from baton.web.readers import readers
from baton.web.say_why import say_why
from baton.web.sign_in import demo_sign_in, sign_in, sign_out
from baton.web.tray import tray
from baton.web.tray_act import tray_act
from baton.web.tray_allocate import tray_allocate
from baton.web.trays import trays
from baton.web.who_held import who_held

try:
    from baton.web.urls_more import more_urlpatterns
except ModuleNotFoundError as missing:
    if missing.name != "baton.web.urls_more":
        raise
    more_urlpatterns = []

urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_work, name="my_work"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("demo/sign-in", demo_sign_in, name="demo_sign_in"),
    path("demo/clock", demo_clock, name="demo_clock"),
    path("trays/", trays, name="trays"),
    path("trays/<str:key>/", tray, name="tray"),
    path("trays/<str:key>/allocate", tray_allocate, name="tray_allocate"),
    path("trays/<str:key>/do", tray_act, name="tray_act"),
    path("children/", children, name="children"),
    path("cases/<str:ref>/", case, name="case"),
    path("cases/<str:ref>/why", say_why, name="say_why"),
    path("cases/<str:ref>/chronology/", chronology, name="chronology"),
    path("cases/<str:ref>/moves/", moves, name="moves"),
    path("cases/<str:ref>/forms/", forms, name="forms"),
    path("cases/<str:ref>/messages/", messages, name="messages"),
    path("cases/<str:ref>/readers/", readers, name="readers"),
    path("cases/<str:ref>/do/<str:act>/", act, name="act"),
    path("who-held/<str:ref>/", who_held, name="who_held"),
    *more_urlpatterns,
]
