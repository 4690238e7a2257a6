"""The addresses of incidents and of what comes before them, gathered from the views. Each view module names its own."""

from django.urls import URLPattern

from safeguarding.cases.views import first_call, search

app_name = "cases"

urlpatterns: list[URLPattern] = [
    *search.urlpatterns,
    *first_call.urlpatterns,
]
