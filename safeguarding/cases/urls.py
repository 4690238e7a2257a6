"""The addresses of incidents and of what comes before them, gathered from the views. Each view module names its own."""

from django.urls import URLPattern

from safeguarding.cases.views import (
    conflicts,
    dates,
    diary,
    events,
    fifteen_days,
    first_call,
    incident,
    law,
    leading,
    letter_templates,
    letters,
    my_work,
    outbox,
    papers,
    positions,
    proposals,
    received_proposals,
    search,
    threshold,
    trace,
)

app_name = "cases"

urlpatterns: list[URLPattern] = [
    *search.urlpatterns,
    *first_call.urlpatterns,
    *threshold.urlpatterns,
    *positions.urlpatterns,
    *leading.urlpatterns,
    *received_proposals.urlpatterns,
    *proposals.urlpatterns,
    *my_work.urlpatterns,
    *incident.urlpatterns,
    *events.urlpatterns,
    *dates.urlpatterns,
    *fifteen_days.urlpatterns,
    *diary.urlpatterns,
    *papers.urlpatterns,
    *letters.urlpatterns,
    *letter_templates.urlpatterns,
    *outbox.urlpatterns,
    *conflicts.urlpatterns,
    *trace.urlpatterns,
    *law.urlpatterns,
]
