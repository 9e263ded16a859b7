"""The command `feasibility`, as a user runs it."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.packet.papers import pages
from tests.world.world import World, copy_world


def test_the_grade_and_the_four_answers(run: Run, of_world: list[str], world: World) -> None:
    said = run("feasibility", world.case_file, *of_world)
    assert (said.code, said.err) == (0, "")
    assert "world-1: Grade – high" in said.out
    assert all(
        asked in said.out
        for asked in (
            "Can it be appealed",
            "What speaks for it",
            "What is most lacking",
            "When it must be in",
        )
    )


def test_before_anything_is_written(run: Run, of_world: list[str], world: World) -> None:
    world.change({"response": [], "exhibits": []})
    said = run("feasibility", world.case_file, "--json", *of_world)
    assert said.code == 0
    (row,) = said.json["cases"]
    assert row["grade"] == "low"
    assert {"allegation.unanswered", "evidence.missing"} <= {gap["id"] for gap in row["gaps"] if gap["must"]}
    assert {"allegation.unanswered", "evidence.missing"} <= set(row["lift"]["gaps"])


def test_the_report_as_a_file(run: Run, of_world: list[str], world: World, tmp_path: Path) -> None:
    out = tmp_path / "new" / "report.pdf"
    said = run("feasibility", world.case_file, "--out", out, *of_world)
    assert said.code == 0
    assert said.out.splitlines()[-1] == str(out)
    assert "可行性评估" in pages(out.read_bytes())[0]


def test_one_file_holds_one_report(run: Run, of_world: list[str], world: World, tmp_path: Path) -> None:
    second = copy_world(tmp_path / "second")
    second.change({"case_id": "world-2"})
    said = run("feasibility", world.case_file, second.case_file, "--out", tmp_path / "report.pdf", *of_world)
    assert (said.code, said.out) == (2, "")
    assert "--out" in said.err


def test_an_unknown_risk_is_named_with_its_place(run: Run, of_world: list[str], world: World) -> None:
    world.change({"risks": [{"id": "forged-papers"}]})
    said = run("feasibility", world.case_file, *of_world)
    assert said.code == 1
    assert "risks[0].id" in said.err
    assert "forged-paper" in said.err


def test_a_draft_is_built_before_anything_is_written(
    run: Run, of_world: list[str], world: World, tmp_path: Path
) -> None:
    world.change({"response": []})
    assert run("packet", world.case_file, "--out", tmp_path / "out", *of_world).code == 1
    assert run("packet", world.case_file, "--draft", "--out", tmp_path / "out", *of_world).code == 0
    assert (tmp_path / "out" / "world-1" / "client" / "feasibility.pdf").is_file()
