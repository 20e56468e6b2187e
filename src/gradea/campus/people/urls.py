"""Addresses of the people slice."""

from django.urls import path

from gradea.campus.people import views

app_name = "people"
urlpatterns = [
    path("enter/", views.enter, name="enter"),
    path("enter/<str:token>/", views.enter_by_link, name="enter-by-link"),
    path("leave/", views.leave, name="leave"),
    path("language/", views.language, name="language"),
    path("pin/", views.pin, name="pin"),
    path("people/", views.people, name="people"),
    path("people/badges/", views.badge_sheet, name="badges"),
    path("people/<str:ref>/new-code/", views.new_code, name="new-code"),
    path("people/<str:ref>/unlock/", views.unlock, name="unlock"),
]
