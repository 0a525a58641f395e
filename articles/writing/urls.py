from django.urls import path

from articles.writing import read_also, topics, views

app_name = "writing"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("new/", views.new, name="new"),
    path("topics/", topics.suggest, name="topics"),
    path("read-also/", read_also.read_also, name="read-also"),
    path("<code:code>/", views.edit, name="edit"),
    path("<code:code>/preview/", views.preview, name="preview"),
    path("<code:code>/submit/", views.receipt, name="receipt"),
    path("<code:code>/recall/", views.recall, name="recall"),
    path("<code:code>/bin/", views.bin, name="bin"),
]
