from django.urls import path

from places import views

urlpatterns = [
    path("", views.list_wards, name="wards"),
    path("<slug:code>/", views.show_area, name="show_area"),
]
