"""The addresses of this app, gathered from its views."""

from django.urls import URLPattern

from safeguarding.overview.views import overview

app_name = "overview"

urlpatterns: list[URLPattern] = [*overview.urlpatterns]
