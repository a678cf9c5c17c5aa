"""The register of orders and warnings, the orders tab of a case, and recording an order."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from audit.models import Operation
from audit.services import record, record_reading
from cases.access import full_case_or_404, require
from cases.pages import case_frame
from offenders import access, services
from offenders.filters import OrderFilter
from offenders.forms.orders import OrderForm
from offenders.lengths import Impossible
from offenders.models import Order
from offenders.queries import orders as queries
from ui.downloads import Sheet, csv_response, xlsx_response
from ui.paging import page_by_key

HEADER = (
    "Reference", "Case", "Order or warning", "Legal basis", "Agency", "Made", "Served", "Last day",
    "Stands", "Ended", "Breaches alleged", "Breaches proven",
)  # fmt: skip


def list_orders(request: HttpRequest) -> HttpResponse:
    """Every order in the cases that this person sees in full."""
    user = current_user(request)
    require(access.can_see_orders(user))
    found = OrderFilter(request.GET, queryset=queries.orders_of(user), request=request)
    page = page_by_key(found.qs, request, order=("-made_on", "-pk"))
    today = timezone.localdate()
    context = {
        "filter": found,
        "page": page,
        "rows": [queries.standing_of(row, today) for row in page.rows],
        "query": request.GET.urlencode(),
    }
    return render(request, "offenders/list_orders.html", context)


def download_orders(request: HttpRequest) -> HttpResponseBase:
    """The register as narrowed down, as a file without a name of anybody."""
    user = current_user(request)
    require(access.can_see_orders(user))
    found = OrderFilter(request.GET, queryset=queries.orders_of(user), request=request)
    orders = queries.with_breaches(found.qs.order_by("-made_on", "-pk"), user)
    record("orders.downloaded", by=user, subject="orders", operation=Operation.DISCLOSURE)
    rows = (_row(order) for order in orders.iterator(chunk_size=500))
    if request.GET.get("format") == "xlsx":
        return xlsx_response("orders.xlsx", [Sheet("Orders and warnings", HEADER, rows)])
    return csv_response("orders.csv", HEADER, rows)


def _row(order: Order) -> list[object]:
    statuses = [breach.status for breach in order.breaches.all()]
    return [
        order.reference,
        order.party.case.reference,
        order.power.name,
        order.power.legal_basis,
        order.agency.short_name,
        order.made_on,
        order.served_on,
        order.expires_on,
        order.standing(timezone.localdate()),
        order.ended_on,
        statuses.count("alleged"),
        statuses.count("proven"),
    ]


def list_powers(request: HttpRequest) -> HttpResponse:
    """The ladder: what there is, on what basis, for whom, for how long."""
    user = current_user(request)
    require(access.can_see_orders(user))
    return render(request, "offenders/list_powers.html", {"powers": queries.powers_of(user)})


def case_orders(request: HttpRequest, reference: str) -> HttpResponse:
    """The orders tab of a case: each person, what binds them today, and their orders."""
    user = current_user(request)
    case = full_case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail=request.path)
    context = {
        **case_frame(case, user, "case_orders"),
        "people": queries.orders_in_case(case, user, timezone.localdate()),
        "may_record": access.can_record_order(user, case),
        "may_nominate": access.can_nominate_offender(user, case),
    }
    return render(request, "offenders/case_orders.html", context)


def add_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an order, notice, warning or agreement about a person in a case."""
    user = current_user(request)
    case = full_case_or_404(user, reference)
    require(access.can_record_order(user, case))
    form = OrderForm(
        request.POST or None,
        parties=queries.choosable_parties(case, user),
        powers=queries.powers_of(user),
        agencies=queries.agencies_of(user),
        initial={"agency": user.desk.casework_agency, "party": request.GET.get("party", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            order = services.record_made_order(by=user, **form.cleaned_data)
        except Impossible as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field, fault.text)
        else:
            messages.success(request, f"Recorded as {order.reference}. Now add its terms.")
            return redirect("order", order.reference)
    context = {**case_frame(case, user, "case_orders"), "form": form}
    return render(request, "offenders/add_order.html", context)
