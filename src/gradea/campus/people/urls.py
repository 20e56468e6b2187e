"""Addresses of the people slice."""

from django.urls import path

from gradea.campus.people import own_views, views

app_name = "people"
urlpatterns = [
    path("enter/", views.enter, name="enter"),
    path("enter/<str:token>/", views.enter_by_link, name="enter-by-link"),
    path("leave/", views.leave, name="leave"),
    path("language/", views.language, name="language"),
    path("pin/", views.pin, name="pin"),
    path("me/", own_views.own, name="own"),
    path("me/consent/", own_views.consent, name="consent"),
    path("me/data.json", own_views.own_data, name="own-data"),
    path("me/leave-everywhere/", own_views.leave_everywhere, name="leave-everywhere"),
    path("people/", views.people, name="people"),
    path("people/badges/", views.badge_sheet, name="badges"),
    path("people/<str:ref>/new-code/", views.new_code, name="new-code"),
    path("people/<str:ref>/unlock/", views.unlock, name="unlock"),
]
