from django.urls import path

from newsroom.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.index, name="index"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:number>/", views.mail, name="mail"),
]
