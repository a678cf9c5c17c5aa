"""Set up a real installation: its partnership, its first agency and its first administrator."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.text import slugify

from accounts.models import AgencyKind
from accounts.services import add_agency
from home.services import AlreadySetUp, add_first_administrator, set_up_partnership


class Command(BaseCommand):
    help = "Make the partnership, its council and the first administrator of a new installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="The partnership's name")
        parser.add_argument("--area-name", required=True, help="Its area, like Barnet")
        parser.add_argument("--area-code", required=True, help="Its code, like E09000003")
        parser.add_argument("--council", required=True, help="The council's name")
        parser.add_argument("--administrator", required=True, help="Given and family name")
        parser.add_argument("--email", required=True, help="The administrator's e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass("Password for the administrator: ")
        try:
            validate_password(password)
            self._set_up(password, **options)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        except AlreadySetUp:
            raise CommandError("This installation is set up already.") from None
        self.stdout.write("Set up. Start the server and sign in; a second factor is asked for.")

    @transaction.atomic
    def _set_up(self, password: str, **options: Any) -> None:
        set_up_partnership(
            name=options["name"], short_name=options["area_name"], area_code=options["area_code"]
        )
        council = options["council"]
        agency = add_agency(
            by=None,
            name=council,
            short_name="Council",
            slug=slugify(council),
            kind=AgencyKind.COUNCIL,
            is_core=True,
        )
        add_first_administrator(
            email=options["email"],
            password=password,
            agency=agency,
            name=options["administrator"],
        )
