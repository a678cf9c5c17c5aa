"""A whole installation of its own: database, broker, worker, all of them real processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240.0
SETUP = "import json, django; django.setup()\n"


def wait_until(true: Callable[[], Any], what: str) -> None:
    """Wait for something to come true, but not for ever."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"Waited {PATIENCE:.0f} seconds: {what}")
        time.sleep(0.05)


def redis_address() -> str | None:
    """A Redis database that only this test process uses; None where no Redis answers."""
    parts = urlsplit(os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/9")
    number = 14 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 2
    address = f"{parts.scheme}://{parts.netloc}/{number}"
    try:
        redis.Redis.from_url(address, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return None
    return address


def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """Commands and workers of one installation."""

    def __init__(self, var: Path, database_url: str, redis_url: str) -> None:
        self.var = var
        kept = {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}
        self.environ = {name: value for name, value in os.environ.items() if name in kept} | {
            "CONCORD_VAR": str(var),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(ROOT),
            "SMTP_TLS": "0",
        }
        if redis_url and redis_address() == redis_url:
            redis.Redis.from_url(redis_url).delete(
                "celery", "unacked", "unacked_index", "unacked_mutex"
            )

    def manage(self, *command: str) -> str:
        """Run one of the management commands."""
        return self._run(sys.executable, "manage.py", *command)

    def python(self, code: str) -> Any:
        """Run a few lines in a process of their own; what they leave in `answer` comes back."""
        tail = "\nprint('\\n' + json.dumps(locals().get('answer')))"
        return json.loads(self._run(sys.executable, "-c", SETUP + code + tail).splitlines()[-1])

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    @contextmanager
    def worker(self, *options: str) -> Iterator[subprocess.Popen[bytes]]:
        """A Celery worker with one child, in a process group of its own; killed at the end."""
        with (self.var / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "-A", "config", "worker"),
                    *("--concurrency", "1", "--loglevel", "INFO"),
                    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
                    *options,
                ],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            kill_all(process)

    def jobs_ended(self) -> int:
        """How many jobs the workers have said to be done."""
        return self.log().count("succeeded in")

    def log(self) -> str:
        """What the workers said."""
        file = self.var / "worker.log"
        return file.read_text(errors="replace") if file.exists() else ""


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of a worker and its child."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def kill_child(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of the child that runs the task; the worker itself lives on."""
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)
