"""Installations for tests: one is migrated for the whole run, each test gets a copy."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

import dj_database_url
import psycopg
import pytest

from tests.services.installation import Installation, redis_address
from tests.services.mail_server import MailServer

SERVER = os.environ.get("DATABASE_URL", "")


def on_postgresql() -> bool:
    """Whether this run tests PostgreSQL."""
    return SERVER.startswith("postgres")


def administer(statement: str) -> None:
    """Run one statement on the PostgreSQL server."""
    parts = dj_database_url.parse(SERVER)
    with psycopg.connect(
        host=parts["HOST"],
        port=parts["PORT"] or None,
        user=parts["USER"],
        password=parts["PASSWORD"] or None,
        dbname=parts["NAME"],
        autocommit=True,
    ) as connection:
        connection.execute(statement.encode())


def database(name: str) -> str:
    """The address of a database beside the one that the tests were given."""
    return f"{SERVER.rpartition('/')[0]}/{name}"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty, migrated database: a PostgreSQL name or a SQLite file."""
    var = tmp_path_factory.mktemp("migrated")
    if not on_postgresql():
        Installation(var, f"sqlite:///{var}/empty.sqlite3", "").manage("migrate", "-v", "0")
        yield f"{var}/empty.sqlite3"
        return
    name = f"services_{uuid4().hex[:12]}"
    administer(f"CREATE DATABASE {name}")
    Installation(var, database(name), "").manage("migrate", "-v", "0")
    yield name
    administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def broker(request: pytest.FixtureRequest) -> str:
    """The address of the broker that the test names; "" is the filesystem broker."""
    if request.param == "filesystem":
        return ""
    address = redis_address()
    if address is None:
        pytest.skip("No Redis answers on REDIS_URL or 127.0.0.1:6379")
    return address


@pytest.fixture
def installation(migrated: str, broker: str, tmp_path: Path) -> Iterator[Installation]:
    """An installation with a database of its own."""
    if not on_postgresql():
        copyfile(migrated, tmp_path / "concord.sqlite3")
        yield Installation(tmp_path, f"sqlite:///{tmp_path}/concord.sqlite3", broker)
        return
    name = f"services_{uuid4().hex[:12]}"
    administer(f"CREATE DATABASE {name} TEMPLATE {migrated}")
    yield Installation(tmp_path, database(name), broker)
    administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def mail_server(installation: Installation) -> Iterator[MailServer]:
    """A mail server that the installation sends through."""
    with MailServer() as server:
        installation.environ |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port)}
        yield server
        server.go.set()
        server.shutdown()
