from django.urls import path

from accounts import views

urlpatterns = [
    path("stay/", views.stay, name="stay"),
    path("kept-form/", views.keep_form, name="keep_form"),
    path("people-and-roles/", views.list_people, name="list_people"),
    path("people-and-roles/add/", views.add_person, name="add_person"),
    path("people-and-roles/<int:pk>/end/", views.end_person, name="end_person"),
    path("agencies/", views.list_agencies, name="list_agencies"),
    path("agencies/add/", views.add_agency, name="add_agency"),
    path("agencies/<slug:slug>/follow/", views.succeed_agency, name="succeed_agency"),
]
