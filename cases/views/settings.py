"""Settings: what applies, since when, what comes next; and changing one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from cases import access, services
from cases.forms.settings import ChangeSettingForm
from cases.queries.settings import setting, setting_history, settings_page
from cases.settings_catalogue import CATALOGUE
from ui.dates import say_date


def list_settings(request: HttpRequest) -> HttpResponse:
    """Every setting with its value today."""
    user = current_user(request)
    access.require(access.can_change_settings(user))
    groups = settings_page(user, timezone.localdate())
    return render(request, "cases/list_settings.html", {"groups": groups.items()})


def change_setting(request: HttpRequest, key: str) -> HttpResponse:
    """A new value from a day on."""
    user = current_user(request)
    access.require(access.can_change_settings(user))
    choice = CATALOGUE.get(key)
    if choice is None:
        raise Http404
    initial = {"value": setting(key), "valid_from": timezone.localdate()}
    form = ChangeSettingForm(request.POST or None, choice=choice, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = services.set_setting(key, by=user, **form.cleaned_data)
        messages.success(request, f"{choice.label}: changed from {say_date(row.valid_from)}.")
        return redirect("list_settings")
    history = setting_history(user, key)
    context = {"form": form, "choice": choice, "history": history}
    return render(request, "cases/change_setting.html", context)
