"""Addresses of the recipes slice."""

from django.urls import path

from gradea.campus.recipes import views

app_name = "recipes"
urlpatterns = [
    path("", views.home, name="home"),
    path("compare/", views.compare, name="compare"),
    path("<slug:ref>/", views.master, name="master"),
    path("<slug:ref>/draft/", views.draft, name="draft"),
    path("<slug:ref>/edit/", views.edit, name="edit"),
    path("<slug:ref>/move/", views.move, name="move"),
    path("<slug:ref>/issue/", views.issue, name="issue"),
    path("<slug:ref>/settle/", views.settle, name="settle"),
    path("<slug:ref>/blank/<int:number>/", views.blank, name="blank"),
    path("<slug:ref>/recipe.yaml", views.yaml_file, name="yaml"),
]
