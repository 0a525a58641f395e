from django.urls import path

from newsroom.desk import published, views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/claim/", views.claim, name="claim"),
    path("<int:pk>/remarks/", views.remark, name="remark"),
    path("<int:pk>/remarks/<int:remark_pk>/drop/", views.drop_remark, name="drop-remark"),
    path("<int:pk>/decision/", views.decision, name="decision"),
    path("<int:pk>/step/", views.step, name="step"),
    path("articles/<code:code>/", published.article, name="article"),
    path("articles/<code:code>/take-down/", published.take_down, name="take-down"),
    path("articles/<code:code>/correct/", published.correct, name="correct"),
]
