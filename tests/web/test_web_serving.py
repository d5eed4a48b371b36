"""`mapapp serve`: the address it prints, and the lines it says when it cannot."""

import re
import resource
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from mapapp.errors import BadInput
from mapapp.settings import Settings
from mapapp.web.serving import serve

COMMAND = [sys.executable, "-m", "mapapp", "serve", "--port", "0"]


def started(*more: str) -> tuple[subprocess.Popen[str], str]:
    """Start the server and return it with the address it prints."""
    process = subprocess.Popen([*COMMAND, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    for line in process.stdout:
        found = re.search(r"http://\S+", line)
        if found:
            return process, found[0]
    raise AssertionError(f"no address was printed, exit status {process.wait()}")


def stopped(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGTERM)  # a shell's background job would not hear SIGINT
    status = process.wait(60)
    assert process.stdout
    process.stdout.close()
    return status


def test_a_store_that_is_filled_is_served_at_once_and_stops_quietly(made_store: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process, address = started("--store", str(made_store))
    with urllib.request.urlopen(f"{address}/", timeout=60) as answer:
        page = answer.read().decode()
    assert "Visit of Sergei Lavrov" in page
    assert stopped(process) == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 8  # processor time: 2 s


def test_what_the_server_refuses_by_itself_has_the_headers_of_every_answer(made_store: Path) -> None:
    process, address = started("--store", str(made_store))
    try:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=60) as talk:
            talk.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\nx")
            answer = b""
            while part := talk.recv(4096):
                answer += part
    finally:
        assert stopped(process) == 0
    assert answer.startswith(b"HTTP/1.1 413")
    for name in (
        b"X-Content-Type-Options: nosniff",
        b"Content-Security-Policy: default-src 'none'",
        b"Referrer-Policy",
    ):
        assert name.lower() in answer.lower()


def test_reports_that_another_reader_has_read_are_said_with_the_command_that_helps(made_store: Path) -> None:
    process, _ = started("--store", str(made_store))
    assert process.stdout
    assert (
        process.stdout.readline()
        == "4 reports were read by another version; `mapapp reread` reads what is stored again\n"
    )
    assert stopped(process) == 0


def test_a_new_store_is_filled_with_the_reports_that_come_along(tmp_path: Path, world_folder: Path) -> None:
    process, address = started("--store", str(tmp_path / "new.sqlite"), "--gazetteer", str(world_folder))
    with urllib.request.urlopen(f"{address}/sources", timeout=60) as answer:
        page = answer.read().decode()
    assert page.count("/report/") == 5
    assert stopped(process) == 0


def refused(*more: str) -> str:
    """Start a server that cannot start, and return the one line it says."""
    done = subprocess.run([*COMMAND, *more], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


def test_a_port_in_use_is_said_in_one_line_with_another_to_try(made_store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused("--store", str(made_store), "--port", str(port))
    assert said == f"mapapp: 127.0.0.1:{port}: the port is in use; choose another with --port {port + 1}"


def test_an_address_that_is_not_here_is_said(made_store: Path) -> None:
    assert "choose another with --host" in refused("--store", str(made_store), "--host", "256.256.256.256")


def test_a_file_that_is_no_store_is_said(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_text("Dear reader, " * 100)
    assert "letter.sqlite" in refused("--store", str(path))


@pytest.mark.parametrize("port", [-1, 65536, 99999])
def test_a_port_there_is_not_is_named(made_store: Path, port: int) -> None:
    with pytest.raises(BadInput, match=rf"port: wanted 0 .* to 65535, got {port}"):
        serve(Settings(store=str(made_store), port=port))
