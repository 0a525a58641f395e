from django.urls import path

from articles.writing import history, objecting, read_also, saving, topics, uploading, views

app_name = "writing"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("new/", views.new, name="new"),
    path("topics/", topics.suggest, name="topics"),
    path("read-also/", read_also.read_also, name="read-also"),
    path("token/", saving.token, name="token"),
    path("<code:code>/", views.edit, name="edit"),
    path("<code:code>/state/", saving.state, name="state"),
    path("<code:code>/merge/", saving.merge, name="merge"),
    path("<code:code>/photos/", uploading.upload, name="upload"),
    path("<code:code>/photos/<code:photo>/", uploading.photo, name="photo"),
    path("<code:code>/history/", history.history, name="history"),
    path("<code:code>/history/draft/<int:pk>/", history.earlier_draft, name="earlier-draft"),
    path("<code:code>/history/sent/<int:pk>/", history.earlier_sent, name="earlier-sent"),
    path("<code:code>/preview/", views.preview, name="preview"),
    path("<code:code>/submit/", views.receipt, name="receipt"),
    path("<code:code>/objection/", objecting.object_to_edit, name="object"),
    path("<code:code>/suggestion/", objecting.accept_edit, name="accept"),
    path("<code:code>/recall/", views.recall, name="recall"),
    path("<code:code>/bin/", views.bin, name="bin"),
]
