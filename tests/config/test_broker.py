"""The folder that stands in for Redis: nothing in it is ever half there."""

import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from kombu import Connection, Exchange, Queue

from config import broker

MESSAGES = 300
QUEUE = Queue("celery", Exchange("celery"), routing_key="celery")


def _connect(folder: Path) -> Connection:
    kept = {"data_folder_in": str(folder), "data_folder_out": str(folder)}
    return Connection(broker.ADDRESS, transport_options=kept | {"control_folder": str(folder)})


def _publish(folder: Path, ended: Event) -> None:
    with _connect(folder) as connection:
        producer = connection.Producer()
        for number in range(MESSAGES):
            producer.publish(
                {"number": number}, exchange="celery", routing_key="celery", declare=[QUEUE]
            )
    ended.set()


def test_a_reader_finds_each_message_whole_while_two_write(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ended = [context.Event() for _ in range(2)]
    writers = [context.Process(target=_publish, args=(tmp_path, event)) for event in ended]
    for writer in writers:
        writer.start()
    got: list[int] = []
    with _connect(tmp_path) as connection:
        channel = connection.default_channel
        bound = QUEUE(channel)
        bound.declare()
        while len(got) < 2 * MESSAGES:
            over = all(event.is_set() for event in ended)
            message = bound.get(no_ack=True)
            if message is not None:
                got.append(message.payload["number"])
            elif over:
                break
    for writer in writers:
        writer.join()
    assert sorted(got) == sorted([*range(MESSAGES)] * 2)


def test_a_queue_is_bound_once_and_let_go(tmp_path: Path) -> None:
    with _connect(tmp_path) as connection:
        channel = connection.default_channel
        for _ in range(2):
            QUEUE(channel).declare()
            channel._queue_bind("celery", "celery", "", "celery")
        assert [row.queue for row in channel.get_table("celery")] == ["celery"]
        channel._delete("celery", "celery", "celery", "")
        assert channel.get_table("celery") == []


def test_a_file_written_aside_is_no_message(tmp_path: Path) -> None:
    (tmp_path / ".half").write_text('{"bo')
    with _connect(tmp_path) as connection:
        bound = QUEUE(connection.default_channel)
        bound.declare()
        assert bound.get() is None


@pytest.mark.parametrize("text", ["", "new and longer than what was there"])
def test_a_file_is_replaced_whole(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kept"
    broker.write_whole(file, "before")
    broker.write_whole(file, text)
    assert file.read_text() == text
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]
