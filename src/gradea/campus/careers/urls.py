"""Addresses of the careers slice."""

from django.urls import path

from gradea.campus.careers import organiser_views, views

app_name = "careers"
urlpatterns = [
    path("", views.home, name="home"),
    path("employer/<slug:key>/", views.employer, name="employer"),
    path("employer/<slug:key>/share/", views.share, name="share"),
    path("employer/<slug:key>/wish/", views.mark_employer, name="mark-employer"),
    path("mine/", views.mine, name="mine"),
    path("mine/profile/", views.profile, name="profile"),
    path("mine/<int:number>/take-back/", views.take_back, name="take-back"),
    path("students/", views.students, name="students"),
    path("students/<str:ref>/", views.student, name="student"),
    path("students/<str:ref>/wish/", views.mark_student, name="mark-student"),
    path("ours/", views.ours, name="ours"),
    path("ours/opening/", views.offer, name="offer"),
    path("ours/opening/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("timetable/", views.timetable, name="timetable"),
    path("meeting/<int:number>/", views.feedback, name="feedback"),
    path("arrange/", organiser_views.arrange, name="arrange"),
    path("arrange/employer/", organiser_views.employer, name="add-employer"),
    path("arrange/talk/", organiser_views.talk, name="add-talk"),
    path("arrange/timetable/", organiser_views.make, name="make-timetable"),
]
