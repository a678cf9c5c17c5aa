from django.urls import path

from home import views

urlpatterns = [
    path("", views.my_work, name="my_work"),
    path("search/", views.search, name="search"),
    path("administration/", views.administration, name="administration"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("health/", views.health, name="health"),
]
