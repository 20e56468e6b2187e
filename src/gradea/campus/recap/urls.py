"""Addresses of the recap slice."""

from django.urls import path

from gradea.campus.recap import views

app_name = "recap"
urlpatterns = [
    path("", views.home, name="home"),
    path("film/make/", views.make, name="make"),
    path("film/progress/", views.progress, name="progress"),
    path("film.mp4", views.film, name="film"),
    path("photo/", views.add_photo, name="add-photo"),
    path("photo/<str:key>.jpg", views.photo, name="photo"),
    path("photo/<str:key>/remove/", views.remove_photo, name="remove-photo"),
]
