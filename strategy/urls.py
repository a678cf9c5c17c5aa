from django.urls import path

from strategy.views import plan, strategies

urlpatterns = [
    path("", strategies.strategy, name="strategy"),
    path("add/", strategies.add_strategy, name="add_strategy"),
    path("<int:pk>/change/", strategies.change_strategy, name="change_strategy"),
    path("<int:pk>/objectives/add/", strategies.add_objective, name="add_objective"),
    path("objectives/<int:pk>/change/", strategies.change_objective, name="change_objective"),
    path("objectives/<int:pk>/priorities/add/", strategies.add_priority, name="add_priority"),
    path("priorities/<int:pk>/change/", strategies.change_priority, name="change_priority"),
    path("priorities/<int:pk>/", plan.priority, name="priority"),
    path("priorities/<int:pk>/targets/add/", plan.add_target, name="add_target"),
    path("priorities/<int:pk>/steps/add/", plan.add_step, name="add_plan_step"),
    path("priorities/<int:pk>/progress/", plan.report_progress, name="report_progress"),
    path("targets/<int:pk>/change/", plan.change_target, name="change_target"),
    path("steps/<int:pk>/change/", plan.change_step, name="change_plan_step"),
    path("steps/<int:pk>/end/", plan.end_step, name="end_plan_step"),
    path("<int:pk>/plan.pdf", plan.download_plan, {"form": "pdf"}, name="plan_pdf"),
    path("<int:pk>/plan.docx", plan.download_plan, {"form": "docx"}, name="plan_docx"),
]
