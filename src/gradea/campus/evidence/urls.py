"""Addresses of the evidence slice."""

from django.urls import path

from gradea.campus.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.verify, name="verify"),
    path("trace/", views.trace, name="trace"),
    path("verifier.zip", views.verifier, name="verifier"),
    path("<slug:ref>/package.zip", views.package, name="package"),
    path("<slug:ref>/labels.pdf", views.labels, name="labels"),
]
