"""Addresses of the exercises slice."""

from django.urls import path

from gradea.campus.exercises import trainer_views, views

app_name = "exercises"
urlpatterns = [
    path("", views.home, name="home"),
    path("set/<slug:key>/", views.one_set, name="set"),
    path("set/<slug:key>/start/", views.start, name="start"),
    path("set/<slug:key>/<int:position>/", views.question, name="question"),
    path("set/<slug:key>/<int:position>/answer/", views.answer, name="answer"),
    path("set/<slug:key>/<int:position>/hint/", views.hint, name="hint"),
    path("set/<slug:key>/<int:position>/judge/", views.judge, name="judge"),
    path("results/", trainer_views.results, name="results"),
    path("results/<slug:key>/", trainer_views.set_results, name="set-results"),
    path("results/<slug:key>/open/", trainer_views.open_test, name="open"),
    path("results.csv", trainer_views.answers_csv, name="answers-csv"),
    path("effect/", trainer_views.effect, name="effect"),
    path("effect.csv", trainer_views.effect_csv, name="effect-csv"),
]
