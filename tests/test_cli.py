"""The command line, run as the author runs it."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ProcessStarter, Runner

from webapp import __version__, database

pytestmark = pytest.mark.slow

POST = (
    b"""---\nlayout: post\ntitle: "Working Notes - 04/12/25"\n---\n\nAn *intro* with [a link](https://a.example/).\n"""
)


def links(folder: Path) -> list[dict[str, object]]:
    with closing(database.connect_to_read(folder / "working-notes.db")) as opened:
        return list(opened.query("SELECT address, saved_at FROM links ORDER BY id"))


def notes(folder: Path) -> list[str]:
    with closing(database.connect_to_read(folder / "working-notes.db")) as opened:
        return [str(row["text"]) for row in opened.query("SELECT text FROM notes ORDER BY id")]


def test_cli_says_its_version(run: Runner) -> None:
    assert run("--version").stdout.strip().endswith(__version__)


def test_cli_lists_its_commands(run: Runner) -> None:
    text = run("--help").stdout

    for command in (
        "serve",
        "open",
        "add",
        "import",
        "export",
        "check",
        "publish",
        "render",
        "index",
        "doctor",
        "backup",
        "restore",
    ):
        assert f"  {command} " in text


def test_cli_wrong_usage_is_2(run: Runner) -> None:
    assert run("add").returncode == 2


def test_add_without_a_server_saves_the_link(run: Runner, data_folder: Path) -> None:
    ended = run("add", "https://a.example/paper", "--note", "worth a sentence")

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("Saved: ")
    assert [link["address"] for link in links(data_folder)] == ["https://a.example/paper"]
    assert notes(data_folder) == ["worth a sentence"]


def test_add_saves_many_links_and_tells_which_it_could_not(run: Runner, data_folder: Path) -> None:
    ended = run("add", "https://a.example/1", "https://a.example/2", "https://a.example:0/3")

    assert ended.returncode == 1
    assert [link["address"] for link in links(data_folder)] == ["https://a.example/1", "https://a.example/2"]
    assert "https://a.example:0/3" in ended.stderr


def test_add_uses_the_injected_day(run: Runner, data_folder: Path) -> None:
    run("add", "https://a.example/paper")

    assert str(links(data_folder)[0]["saved_at"]).startswith("2025-12-11T12:00")


def test_add_of_a_link_that_is_there_says_so(run: Runner, data_folder: Path) -> None:
    run("add", "https://a.example/paper", "--note", "first", "--quote", "as they say")

    ended = run("add", "https://a.example/paper?utm_source=feed", "--note", "again")

    assert ended.stdout == "Was there already: https://a.example/paper\n  as they say\n  first\n"
    assert len(links(data_folder)) == 1
    assert notes(data_folder) == ["first", "again"]


def test_add_of_what_is_no_address_is_a_sentence(run: Runner) -> None:
    ended = run("add", "not an address")

    assert ended.returncode == 1
    assert ended.stderr.strip()
    assert "Traceback" not in ended.stderr


def test_add_goes_to_the_running_server(run: Runner, data_folder: Path, start_process: ProcessStarter) -> None:
    start_process()

    ended = run("add", "https://a.example/paper", "--note", "über 100 %", "--quote", "as they say")

    assert ended.returncode == 0, ended.stderr
    assert notes(data_folder) == ["über 100 %"]


def test_add_refused_by_the_running_server_is_its_sentence(run: Runner, start_process: ProcessStarter) -> None:
    alone = run("add", "javascript:alert(1)").stderr
    start_process()

    ended = run("add", "javascript:alert(1)")

    assert ended.returncode == 1
    assert ended.stderr == alone


def test_backup_with_and_without_a_server(run: Runner, data_folder: Path, start_process: ProcessStarter) -> None:
    run("add", "https://a.example/paper")
    alone = run("backup")
    start_process()

    served = run("backup")

    assert (alone.returncode, served.returncode) == (0, 0), alone.stderr + served.stderr
    assert len(list((data_folder / "backups").glob("*by-hand.db"))) == 2


def test_restore_brings_the_named_copy_back(run: Runner, data_folder: Path) -> None:
    run("add", "https://a.example/paper")
    copy = Path(run("backup").stdout.split()[-1])
    (data_folder / "working-notes.db").unlink()

    ended = run("restore", copy.name)

    assert ended.returncode == 0, ended.stderr
    assert len(links(data_folder)) == 1


def test_restore_waits_for_the_server_to_be_stopped(run: Runner, start_process: ProcessStarter) -> None:
    start_process()
    copy = Path(run("backup").stdout.split()[-1])

    ended = run("restore", copy.name)

    assert ended.returncode == 1
    assert "already running" in ended.stderr


def test_restore_of_no_backup_is_a_sentence(run: Runner) -> None:
    run("add", "https://a.example/paper")

    ended = run("restore", "nothing.db")

    assert ended.returncode == 1
    assert "There is no backup nothing.db" in ended.stderr


def test_open_gives_a_new_sign_in_address(run: Runner, start_process: ProcessStarter) -> None:
    server = start_process()

    ended = run("open", "--no-browser")

    assert ended.stdout.startswith(f"http://127.0.0.1:{server.port}/sign-in/")
    assert ended.stdout.strip() != server.sign_in_address


def test_open_without_a_server_says_how_to_start_it(run: Runner) -> None:
    ended = run("open")

    assert ended.returncode == 1
    assert "Start it with: working-notes" in ended.stderr


def test_doctor_reads_beside_the_running_server(run: Runner, start_process: ProcessStarter) -> None:
    server = start_process()

    ended = run("doctor")

    assert ended.returncode == 0, ended.stdout
    assert f"http://127.0.0.1:{server.port}/" in ended.stdout


def test_doctor_that_finds_a_fault_ends_with_1(run: Runner, data_folder: Path) -> None:
    run("add", "https://a.example/")
    (data_folder / "working-notes.db").unlink()

    ended = run("doctor")

    assert ended.returncode == 1
    assert "LOOK  Database" in ended.stdout


def test_today_that_is_no_date_is_a_sentence(run: Runner) -> None:
    ended = run("add", "https://a.example/", WORKING_NOTES_TODAY="next Thursday")

    assert ended.returncode == 2
    assert "2025-12-04" in ended.stderr


def test_render_prints_the_body_sanitised(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_bytes(POST + b"\n<b onclick='x'>bold</b>\n")

    ended = run("render", str(tmp_path / "post.md"))

    assert "<em>intro</em>" in ended.stdout
    assert "layout" not in ended.stdout
    assert "onclick" not in ended.stdout


def test_render_raw_with_null_separates_the_posts(run: Runner, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes(POST)

    ended = run("render", "--raw", "--null", str(tmp_path / "a.md"), str(tmp_path / "b.md"))

    first, second, rest = ended.stdout.split("\0")
    assert first == second
    assert "<em>intro</em>" in first
    assert rest == ""


@pytest.mark.parametrize("command", ["render", "check"])
def test_file_that_cannot_be_read_is_2(run: Runner, tmp_path: Path, command: str) -> None:
    (tmp_path / "post.md").write_bytes(b"\xff\xfe\x00")

    assert run(command, str(tmp_path / "post.md")).returncode == 2
    assert run(command, str(tmp_path / "gone.md")).returncode == 2


def test_check_as_json_names_the_file_and_its_findings(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "2025-12-04-notes.md"
    path.write_bytes(POST + b"\n## Nothing here\n")

    ended = run("check", str(path), "--json")

    answer = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert answer["file"] == str(path)
    assert answer["findings"]
    assert all(
        list(finding) == ["check", "level", "message", "line", "column", "excerpt"] for finding in answer["findings"]
    )


def test_check_of_a_post_with_nothing_to_mend_is_0(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "2025-12-04-notes.md"
    path.write_bytes(POST)

    ended = run("check", str(path))

    assert ended.returncode == 0, ended.stdout


CSV = "title,url,time_added,tags,status\nA title,https://a.example/1,1600000000,one|two,archive\n,javascript:x,1,,\n"


def test_import_says_what_was_added_and_what_was_left_out(run: Runner, data_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "pocket.csv").write_text(CSV, encoding="utf-8")

    ended = run("import", str(tmp_path / "pocket.csv"))

    assert ended.returncode == 0, ended.stderr
    assert "pocket.csv: Pocket" in ended.stdout
    assert "1  new" in ended.stdout
    assert "line 3, javascript:x:" in ended.stdout
    assert [link["address"] for link in links(data_folder)] == ["https://a.example/1"]


def test_import_plan_changes_nothing(run: Runner, data_folder: Path, tmp_path: Path) -> None:
    run("add", "https://a.example/paper")
    (tmp_path / "pocket.csv").write_text(CSV, encoding="utf-8")

    ended = run("import", "--plan", "--json", str(tmp_path / "pocket.csv"))

    (report,) = json.loads(ended.stdout)
    assert (report["state"], report["added"], report["skipped"]) == ("planned", 1, 1)
    assert len(links(data_folder)) == 1


def test_import_of_a_broken_file_is_1_and_says_the_line(run: Runner, data_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.csv").write_text('title,url\na,"https://a.example', encoding="utf-8")
    (tmp_path / "good.txt").write_text("https://a.example/good", encoding="utf-8")

    ended = run("import", str(tmp_path / "broken.csv"), str(tmp_path / "good.txt"), str(tmp_path / "none.txt"))

    assert ended.returncode == 1
    assert "broken.csv: The row that begins on line 2 is broken" in ended.stderr
    assert "none.txt can't be read" in ended.stderr
    assert [link["address"] for link in links(data_folder)] == ["https://a.example/good"]


def test_export_is_what_import_reads(run: Runner, data_folder: Path, tmp_path: Path) -> None:
    run("add", "https://a.example/paper", "--note", "worth a sentence")

    written = run("export", "--output", str(tmp_path / "links.json"))
    said = run("export", "--format", "markdown")
    planned = run("import", "--plan", str(tmp_path / "links.json"))

    assert written.returncode == 0, written.stderr
    assert "worth a sentence" in said.stdout
    assert "1  known, with nothing new" in planned.stdout
