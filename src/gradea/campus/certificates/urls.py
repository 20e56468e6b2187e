"""Addresses of the certificates slice."""

from django.urls import path

from gradea.campus.certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.home, name="home"),
    path("criteria/", views.criteria, name="criteria"),
    path("issue/", views.issue, name="issue"),
    path("ceremony/", views.ceremony, name="ceremony"),
    path("certificates.pdf", views.sheet, name="sheet"),
    path("verify/<str:key>/", views.verify, name="verify"),
    path("verify/<str:key>/certificate.json", views.credential, name="credential"),
    path("verify/<str:key>/badge.png", views.badge, name="badge"),
    path("verify/<str:key>/certificate.pdf", views.paper, name="paper"),
    path("status/<str:edition>/", views.status, name="status"),
    path("<str:key>/revoke/", views.revoke, name="revoke"),
]
