from django.urls import path

from newsroom.desk import disclaimers, editing, log, photos, published, topics, views, wordings

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/state/", views.state, name="state"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/skip/", views.skip, name="skip"),
    path("<int:pk>/claim/", views.claim, name="claim"),
    path("<int:pk>/remarks/", views.remark, name="remark"),
    path("<int:pk>/remarks/<int:remark_pk>/", views.reword_remark, name="reword-remark"),
    path("<int:pk>/remarks/<int:remark_pk>/drop/", views.drop_remark, name="drop-remark"),
    path("<int:pk>/remarks/<int:remark_pk>/close/", views.close_remark, name="close-remark"),
    path("<int:pk>/decision/", views.decision, name="decision"),
    path("<int:pk>/step/", views.step, name="step"),
    path("photos/<code:code>/", photos.photo, name="photo"),
    path("photos/<code:code>/take-down/", photos.take_down, name="photo-take-down"),
    path("disclaimers/", disclaimers.disclaimers, name="disclaimers"),
    path("log/", log.log, name="log"),
    path("checklist/", wordings.checklist, name="checklist"),
    path("templates/", wordings.templates, name="templates"),
    path("topics/", topics.topics, name="topics"),
    path("topics/changes/<int:pk>/undo/", topics.undo, name="topic-undo"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("topics/<slug:slug>/decide/", topics.decide, name="topic-decide"),
    path("topics/<slug:slug>/describe/", topics.describe, name="topic-describe"),
    path("topics/<slug:slug>/synonyms/", topics.add_synonym, name="topic-synonyms"),
    path("topics/<slug:slug>/merge/", topics.merge, name="topic-merge"),
    path("articles/<code:code>/", published.article, name="article"),
    path("articles/<code:code>/take-down/", published.take_down, name="take-down"),
    path("articles/<code:code>/correct/", published.correct, name="correct"),
]
