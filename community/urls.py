from django.urls import path

from community import confirming, notice_views, session_views, views

app_name = "community"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/mail/", views.mail_settings, name="mail-settings"),
    path("confirm-again/", confirming.send_again, name="confirm-again"),
    path("settings/sessions/", session_views.sessions, name="sessions"),
    path("settings/sessions/end/", session_views.end, name="end-sessions"),
    path("notices/", notice_views.notices, name="notices"),
    path("notices/read/", notice_views.read_all, name="read-all"),
    path("notices/<int:pk>/", notice_views.notice, name="notice"),
    path("notices/mail/<str:token>/", notice_views.unsubscribe, name="unsubscribe"),
]
