from django.apps import AppConfig
from django.contrib.admin import apps


class NewsroomConfig(AppConfig):
    name = "newsroom"
    default = True


class LembarAdminConfig(apps.AdminConfig):
    default = False
    default_site = "newsroom.admin_site.LembarAdminSite"
