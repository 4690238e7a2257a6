"""The addresses of this app, gathered from its views."""

from django.urls import URLPattern

from safeguarding.reviews.views import deciding, panel, reply, saying, sending, signing, writing

app_name = "reviews"

urlpatterns: list[URLPattern] = [
    *writing.urlpatterns,
    *deciding.urlpatterns,
    *saying.urlpatterns,
    *signing.urlpatterns,
    *sending.urlpatterns,
    *reply.urlpatterns,
    *panel.urlpatterns,
]
