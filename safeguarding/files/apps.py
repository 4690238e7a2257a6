"""The app as Django knows it."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "safeguarding.files"
    label = "files"
