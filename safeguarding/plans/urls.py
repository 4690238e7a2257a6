"""The addresses of this app, gathered from its views. What is fixed stands before what is named."""

from django.urls import URLPattern

from safeguarding.plans.views import acting, ending, of_case, own, plan, recommending, year

app_name = "plans"

urlpatterns: list[URLPattern] = [
    *plan.urlpatterns,
    *of_case.urlpatterns,
    *recommending.urlpatterns,
    *acting.urlpatterns,
    *own.urlpatterns,
    *ending.urlpatterns,
    *year.urlpatterns,
]
