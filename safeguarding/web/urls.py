"""Every address of the site, gathered from the apps."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("safeguarding.people.urls")),
    path("", include("safeguarding.cases.urls")),
    path("", include("safeguarding.gathering.urls")),
    path("", include("safeguarding.reviews.urls")),
    path("", include("safeguarding.plans.urls")),
    path("", include("safeguarding.meetings.urls")),
    path("", include("safeguarding.overview.urls")),
    path("", include("safeguarding.messages.urls")),
    path("", include("safeguarding.web.pages")),
    path("gallery/", include("safeguarding.look.gallery")),
]

handler500 = "safeguarding.people.lost_database.server_error"
