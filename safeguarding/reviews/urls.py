"""The addresses of this app, gathered from its views."""

from django.urls import URLPattern

from safeguarding.reviews.views import panel, reply, sending

app_name = "reviews"

urlpatterns: list[URLPattern] = [*sending.urlpatterns, *reply.urlpatterns, *panel.urlpatterns]
