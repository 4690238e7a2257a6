"""The addresses of this app, gathered from its views."""

from django.urls import URLPattern

from safeguarding.gathering.views import asked, choosing, following_up, ladder, own, scope

app_name = "gathering"

urlpatterns: list[URLPattern] = [
    *asked.urlpatterns,
    *scope.urlpatterns,
    *choosing.urlpatterns,
    *following_up.urlpatterns,
    *own.urlpatterns,
    *ladder.urlpatterns,
]
