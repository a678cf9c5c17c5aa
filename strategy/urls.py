from django.urls import path

from strategy import views

urlpatterns = [
    path("", views.strategy, name="strategy"),
    path("add/", views.add_strategy, name="add_strategy"),
    path("<int:pk>/change/", views.change_strategy, name="change_strategy"),
    path("<int:pk>/objectives/add/", views.add_objective, name="add_objective"),
    path("objectives/<int:pk>/change/", views.change_objective, name="change_objective"),
    path("objectives/<int:pk>/priorities/add/", views.add_priority, name="add_priority"),
    path("priorities/<int:pk>/change/", views.change_priority, name="change_priority"),
]
