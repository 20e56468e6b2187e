"""Addresses of the programme slice."""

from django.urls import path

from gradea.campus.programme import views

app_name = "programme"
urlpatterns = [
    path("", views.home, name="home"),
    path("programme/", views.programme, name="programme"),
    path("today/", views.today, name="today"),
    path("teams/", views.teams, name="teams"),
]
