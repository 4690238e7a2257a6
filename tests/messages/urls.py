"""The pages of messages beside the site's own, until and after `web/urls.py` takes them in."""

from django.urls import include, path

from safeguarding.web.urls import urlpatterns as site

urlpatterns = [path("", include("safeguarding.messages.urls")), *site]
