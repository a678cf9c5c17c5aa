"""An installation is set up once, as a rehearsal or in earnest."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Partnership
from cases.models import Case
from home.services import set_up_partnership


@pytest.mark.django_db
def test_it_never_goes_into_a_real_installation():
    set_up_partnership(name="Real", short_name="Real", area_code="E09000003")
    with pytest.raises(CommandError):
        call_command("rehearsal")
    with pytest.raises(CommandError):
        call_command("fill", cases=1)
    call_command("rehearsal", if_empty=True)
    assert not Case.objects.exists()
    assert not Partnership.current().is_rehearsal
