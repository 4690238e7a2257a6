"""The addresses of this app, gathered from its views."""

from django.urls import URLPattern

app_name = "gathering"

urlpatterns: list[URLPattern] = []
