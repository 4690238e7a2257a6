"""The app as Django knows it."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "safeguarding.overview"
    label = "overview"
