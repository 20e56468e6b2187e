"""Addresses of the lessons slice."""

from django.urls import path

from gradea.campus.lessons import guide_views, phone_views, views

app_name = "lessons"
urlpatterns = [
    path("", guide_views.home, name="home"),
    path("glossary/", guide_views.words, name="glossary"),
    path("tour/<slug:key>/", guide_views.tour, name="tour"),
    path("demonstration/<slug:key>/", guide_views.demonstration, name="demonstration"),
    path("lesson/<slug:key>/", views.one_lesson, name="lesson"),
    path("lesson/<slug:key>/start/", views.start, name="start"),
    path("run/<slug:code>/wall/", views.wall, name="wall"),
    path("run/<slug:code>/desk/", views.desk, name="desk"),
    path("run/<slug:code>/lead/", views.lead, name="lead"),
    path("run/<slug:code>/results/", views.results, name="results"),
    path("go/", phone_views.join, name="join"),
    path("go/<slug:code>/", phone_views.phone, name="phone"),
    path("go/<slug:code>/answer/", phone_views.answer, name="answer"),
    path("go/<slug:code>/ask/", phone_views.ask, name="ask"),
    path("go/<slug:code>/vote/<int:question>/", phone_views.vote, name="vote"),
]
