"""The addresses of this app, gathered from its views."""

from django.urls import URLPattern

from safeguarding.reviews.views import deciding, saying, signing, writing

app_name = "reviews"

urlpatterns: list[URLPattern] = [
    *writing.urlpatterns,
    *deciding.urlpatterns,
    *saying.urlpatterns,
    *signing.urlpatterns,
]
