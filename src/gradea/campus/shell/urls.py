"""Addresses of the shell."""

from django.urls import path

from gradea.campus.shell import views

app_name = "shell"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("style/", views.style, name="style"),
    path("style/part/", views.style_part, name="style-part"),
]
