"""Addresses of the debrief slice."""

from django.urls import path

from gradea.campus.debrief import views

app_name = "debrief"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:ref>/", views.page, name="run"),
    path("<slug:ref>/making/", views.making, name="making"),
    path("<slug:ref>/timeline.json", views.timeline, name="timeline"),
    path("<slug:ref>/resolutions/", views.resolutions, name="resolutions"),
    path("<slug:ref>/ledger.jsonl", views.ledger, name="ledger"),
    path("<slug:ref>/checkpoints.txt", views.checkpoints, name="checkpoints"),
    path("<slug:ref>/record.pdf", views.record_as_pdf, name="record-pdf"),
    path("<slug:ref>/record.json", views.record_as_json, name="record-json"),
]
