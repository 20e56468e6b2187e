"""Addresses of the cleanroom slice."""

from django.urls import path

from gradea.campus.cleanroom import views

app_name = "cleanroom"
urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("<slug:ref>/", views.page, name="run"),
    path("<slug:ref>/parts/", views.parts, name="parts"),
    path("<slug:ref>/part/<slug:name>/", views.part, name="part"),
    path("<slug:ref>/act/", views.act, name="act"),
    path("<slug:ref>/entry/", views.entry, name="entry"),
    path("<slug:ref>/sign/", views.sign, name="sign"),
    path("<slug:ref>/seat/", views.seat, name="seat"),
    path("<slug:ref>/alarm/", views.alarm, name="alarm"),
    path("<slug:ref>/clock/", views.clock, name="clock"),
    path("<slug:ref>/attach/", views.attach, name="attach"),
    path("<slug:ref>/file/<slug:sha256>/", views.file, name="file"),
    path("<slug:ref>/certificate/", views.certificate, name="certificate"),
    path("<slug:ref>/certificate.pdf", views.certificate_pdf, name="certificate-pdf"),
    path("<slug:ref>/end/", views.end, name="end"),
]
