"""Addresses of the evidence slice."""

from django.urls import path

from gradea.campus.evidence import label_views, views

app_name = "evidence"
urlpatterns = [
    path("", views.verify, name="verify"),
    path("trace/", views.trace, name="trace"),
    path("verifier.zip", views.verifier, name="verifier"),
    path("<slug:ref>/package.zip", views.package, name="package"),
    path("<slug:ref>/labels/", label_views.labels, name="labels"),
    path("<slug:ref>/labels/order/", label_views.order, name="order"),
    path("<slug:ref>/labels/<slug:number>.pdf", label_views.sheet, name="sheet"),
    path("<slug:ref>/labels/<slug:number>/count/", label_views.count, name="count"),
]
