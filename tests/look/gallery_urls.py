"""The gallery's addresses alone, for looking at it without the rest of the site."""

from django.urls import include, path

urlpatterns = [path("gallery/", include("safeguarding.look.gallery"))]
