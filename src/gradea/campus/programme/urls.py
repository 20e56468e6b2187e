"""Addresses of the programme slice."""

from django.urls import path

from gradea.campus.programme import edit_views, enrol_views, rotation_views, session_views, views

app_name = "programme"
urlpatterns = [
    path("", views.home, name="home"),
    path("programme/", views.programme, name="programme"),
    path("today/", views.today, name="today"),
    path("teams/", views.teams, name="teams"),
    path("programme/<slug:code>.ics", session_views.calendar, name="calendar"),
    path("programme/<slug:code>/<str:token>.ics", session_views.own_calendar, name="own-calendar"),
    path("rotation/", rotation_views.rotation, name="rotation"),
    path("rotation/working/", rotation_views.working, name="rotation-working"),
    path("rotation/make/", rotation_views.make, name="rotation-make"),
    path("rotation/day/", rotation_views.day, name="rotation-day"),
    path("rotation/swap/", rotation_views.swap, name="rotation-swap"),
    path("rotation/repair/", rotation_views.repair, name="rotation-repair"),
    path("rotation/publish/", rotation_views.publish, name="rotation-publish"),
    path("rotation/teams/", rotation_views.teams, name="rotation-teams"),
    path("rotation/plan.<str:form>", rotation_views.export, name="rotation-export"),
    path("rotation/set-up/<slug:kind>/", rotation_views.part, name="rotation-add"),
    path("rotation/set-up/<slug:kind>/<slug:key>/", rotation_views.part, name="rotation-part"),
    path("set-up/<str:token>/", edit_views.set_up, name="set-up"),
    path("edition/", edit_views.edit, name="edit"),
    path("edition/facts/", edit_views.save_facts, name="save-facts"),
    path("edition/publish/", edit_views.publish, name="publish"),
    path("edition/copy/", edit_views.copy, name="copy"),
    path("edition/place/", edit_views.place, name="place"),
    path("edition/organisation/", edit_views.organisation, name="organisation"),
    path("edition/day/<str:date>/", edit_views.day, name="day"),
    path("edition/day/<str:date>/session/", edit_views.session, name="add-session"),
    path("edition/day/<str:date>/session/<slug:key>/", edit_views.session, name="session"),
    path("edition/session/<slug:key>/remove/", edit_views.remove_session, name="remove-session"),
    path("enrolment/", enrol_views.enrolment, name="enrolment"),
    path("enrolment/school/", enrol_views.institution, name="institution"),
    path("enrolment/link/", enrol_views.link, name="link"),
    path("enrolment/offer/", enrol_views.offer, name="offer"),
    path("enrolment/list/", enrol_views.roster, name="roster"),
    path("join/<str:token>/", enrol_views.join, name="join"),
    path("join/waiting/<str:token>/", enrol_views.standing, name="standing"),
    path("attendance/<slug:key>/", session_views.register, name="register"),
    path("attendance/<slug:key>/person/", session_views.check_in_person, name="check-in-person"),
    path("attendance/<slug:key>/list.pdf", session_views.attendance_pdf, name="attendance-pdf"),
    path("attendance/<slug:key>/<str:token>/", session_views.check_in, name="check-in"),
]
