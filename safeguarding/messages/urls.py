"""Addresses of the pages of messages that belong to no case."""

from django.urls import path

from safeguarding.messages import views

app_name = "outbox"

urlpatterns = [
    path("messages/", views.my_messages, name="my_messages"),
    path("messages/gallery/", views.gallery, name="gallery"),
    path("jobs/", views.jobs, name="jobs"),
    path("calendar/", views.my_calendar, name="my_calendar"),
    path("calendar/new/", views.new_feed, name="new_feed"),
    path("calendar/end/", views.no_feed, name="no_feed"),
    path("calendar/<str:secret>.ics", views.feed, name="feed"),
]
