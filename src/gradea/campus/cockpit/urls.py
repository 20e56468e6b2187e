"""Addresses of the cockpit slice."""

from django.urls import path

from gradea.campus.cockpit import views

app_name = "cockpit"
urlpatterns = [
    path("", views.home, name="home"),
    path("board/", views.board, name="board"),
    path("<slug:team>/start/", views.start, name="start"),
    path("<slug:team>/pause/", views.pause, name="pause"),
    path("<slug:team>/resume/", views.resume, name="resume"),
    path("<slug:team>/speed/", views.speed, name="speed"),
    path("<slug:team>/jump/", views.jump, name="jump"),
    path("<slug:team>/disturb/", views.disturb, name="disturb"),
    path("<slug:team>/demonstrate/", views.demonstrate, name="demonstrate"),
    path("<slug:team>/end/", views.end, name="end"),
]
