"""Opening a restricted case for a time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from cases import access
from cases.forms.case import BreakGlassForm
from cases.queries.settings import settings_on
from cases.services.glass import break_glass as open_for_a_time
from ui.dates import say_moment


def break_glass(request: HttpRequest) -> HttpResponse:
    """Name a restricted case and say why; whoever may not finds nothing here."""
    user = current_user(request)
    chosen = settings_on(timezone.localdate(), ["break_glass_hours", "break_glass_agencies"])
    if not access.can_break_glass(user, agencies_may=bool(chosen["break_glass_agencies"])):
        raise Http404
    form = BreakGlassForm(request.POST or None, initial={"reference": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid():
        case, reason = form.cleaned_data["reference"], form.cleaned_data["reason"]
        share = open_for_a_time(case, by=user, reason=reason)
        if share.ends_at:
            messages.success(request, f"{case} is open to you until {say_moment(share.ends_at)}.")
        return redirect("case", case.reference)
    context = {"form": form, "hours": chosen["break_glass_hours"]}
    return render(request, "cases/break_glass.html", context)
