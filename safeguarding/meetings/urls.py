"""The addresses of this app, gathered from its views."""

from django.urls import URLPattern

from safeguarding.meetings.views import agenda, calling, into_plan, listing, meeting, minutes, minutes_files, room

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    *listing.urlpatterns,
    *calling.urlpatterns,
    *meeting.urlpatterns,
    *agenda.urlpatterns,
    *room.urlpatterns,
    *minutes.urlpatterns,
    *minutes_files.urlpatterns,
    *into_plan.urlpatterns,
]
