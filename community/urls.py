from django.urls import path

from community import views

app_name = "community"
urlpatterns = [path("settings/", views.settings, name="settings")]
