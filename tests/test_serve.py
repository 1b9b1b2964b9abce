"""The running program: its lock, its port, and how it stops."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT, ProcessStarter, free_port

from webapp.files import read_holder

pytestmark = pytest.mark.slow


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "webapp", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | environment,
    )


def test_serve_answers_with_its_page_after_sign_in(start_process: ProcessStarter) -> None:
    server = start_process()

    answer = server.request("GET", "/start")

    assert answer.status == 200
    assert b"sample blog" in answer.body


def test_serve_names_no_software_in_its_answers(start_process: ProcessStarter) -> None:
    answer = start_process().request("GET", "/start")

    assert "Server" not in answer.headers


def test_serve_listens_on_this_machine_only(start_process: ProcessStarter) -> None:
    server = start_process()
    lines = Path(f"/proc/{server.process.pid}/net/tcp").read_text().splitlines()[1:]

    listening = {line.split()[1] for line in lines if line.split()[3] == "0A"}

    assert f"0100007F:{server.port:04X}" in listening
    assert f"00000000:{server.port:04X}" not in listening


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_stops_when_it_is_told_to(start_process: ProcessStarter, data_folder: Path, number: int) -> None:
    server = start_process()
    assert read_holder(data_folder).port == server.port

    code = server.stop(number)

    assert code == 0
    assert read_holder(data_folder).port is None


def test_serve_finishes_what_is_being_answered(start_process: ProcessStarter, data_folder: Path) -> None:
    server = start_process()
    status: list[int] = []
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        head = (
            f"POST /start/sample HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: http://127.0.0.1:{server.port}\r\n"
            f"Cookie: {server.cookie}\r\nContent-Length: 0\r\n\r\n"
        )
        connection.sendall(head.encode())
        reader = threading.Thread(target=lambda: status.append(int(connection.recv(4096).split()[1])))
        reader.start()
        while not (data_folder / "sample-blog").exists() and reader.is_alive():
            os.sched_yield()

        server.stop()

        reader.join(60)
    assert status == [303]


def test_serve_second_time_names_the_first(start_process: ProcessStarter, data_folder: Path) -> None:
    server = start_process()

    second = run("serve", "--drafts", str(data_folder), "--port", str(free_port()), "--no-browser")

    assert second.returncode == 1
    assert f"http://127.0.0.1:{server.port}/" in second.stderr
    assert "Traceback" not in second.stderr


def test_serve_at_a_port_of_another_program_says_so(data_folder: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        ended = run("serve", "--drafts", str(data_folder), "--port", str(port), "--no-browser")

    assert ended.returncode == 1
    assert f"Port {port} is taken by another program" in ended.stderr
    assert "--port" in ended.stderr


def test_serve_at_a_port_of_another_data_folder_says_so(start_process: ProcessStarter, tmp_path: Path) -> None:
    server = start_process()

    ended = run("serve", "--drafts", str(tmp_path / "other"), "--port", str(server.port), "--no-browser")

    assert f"Port {server.port} is taken by Working Notes with another data folder" in ended.stderr


def test_serve_refuses_a_folder_that_a_repository_would_publish(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "blog")], check=True)

    ended = run("serve", "--drafts", str(tmp_path / "blog" / "drafts"), "--no-browser")

    assert ended.returncode == 1
    assert "would publish" in ended.stderr
    assert not (tmp_path / "blog" / "drafts").exists()


def test_serve_makes_the_backup_of_the_day(start_process: ProcessStarter, data_folder: Path) -> None:
    start_process().stop()

    assert len(list((data_folder / "backups").glob("working-notes-*.db"))) == 1


def test_serve_keeps_a_vanished_database_from_being_replaced(start_process: ProcessStarter, data_folder: Path) -> None:
    start_process().stop()
    (data_folder / "working-notes.db").unlink()

    ended = run("serve", "--drafts", str(data_folder), "--port", str(free_port()), "--no-browser")

    assert ended.returncode == 1
    assert "working-notes restore" in ended.stderr
    assert not (data_folder / "working-notes.db").exists()


def test_serve_takes_over_from_a_killed_one(start_process: ProcessStarter) -> None:
    start_process().stop(signal.SIGKILL)

    assert start_process().request("GET", "/start").status == 200
