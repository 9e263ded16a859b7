"""What commands say and return, in words and as JSON."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from generator.packet.build import plan_packet
from generator.text import has_han
from tests.cli.conftest import ROOT, Run, run_alone
from tests.packet.papers import EXAMPLES, hashes
from tests.world.world import NOW, World


class TestCheck:
    def test_in_order(self, run: Run, of_world: list[str]) -> None:
        said = run("check", *of_world)
        assert (said.code, said.err) == (0, "")
        assert "The knowledge base is in order." in said.out
        assert "examplemart: 1 violations" in said.out

    def test_json(self, run: Run, of_world: list[str]) -> None:
        said = run("check", "--json", *of_world)
        assert said.code == 0
        assert said.json["problems"] == []
        assert said.json["platforms"]["examplemart"]["violations"] == 1

    def test_chinese(self, run: Run, of_world: list[str]) -> None:
        assert "知识库检查通过" in run("check", "--lang", "zh", *of_world).out

    def test_problems(self, run: Run, of_world: list[str], world: World) -> None:
        world.change_content("platforms/examplemart/facts.yml", {"answer-in-7-days.status": "sure"})
        said = run("check", *of_world)
        assert (said.code, said.out) == (1, "")
        line, count = said.err.splitlines()
        assert "facts.yml:" in line
        assert "answer-in-7-days.status" in line
        assert count == "1 problem(s)."

    def test_problems_as_json(self, run: Run, of_world: list[str], world: World) -> None:
        world.change_content("platforms/examplemart/facts.yml", {"answer-in-7-days.status": "sure"})
        said = run("check", *of_world, "--json")
        assert (said.code, said.err) == (1, "")
        (problem,) = said.json["problems"]
        assert problem["code"] == "not-allowed"
        assert problem["path"].endswith("facts.yml")
        assert problem["line"] > 1
        plain = run("check", *of_world).err.splitlines()[0]
        assert problem["text"] == plain

    def test_problems_in_chinese(self, run: Run, of_world: list[str], world: World) -> None:
        world.change_content("platforms/examplemart/facts.yml", {"answer-in-7-days.status": "sure"})
        said = run("--lang", "zh", "check", *of_world)
        assert has_han(said.err.splitlines()[0])
        assert said.err.splitlines()[1] == "共 1 个问题。"


class TestCoverage:
    @pytest.fixture
    def of_claims(self, of_world: list[str], world: World) -> list[str]:
        (world.content / "claims.yml").write_text(
            "seven-days: {platform: examplemart, kind: deadline, status: reported}\n"
            "moon: {platform: examplemart, kind: faq, status: reported, left_out: {zh: 无关。, en: Of no use.}}\n",
            encoding="utf-8",
        )
        world.change_content("platforms/examplemart/facts.yml", {"answer-in-7-days.claims": ["seven-days"]})
        return of_world

    def test_words(self, run: Run, of_claims: list[str]) -> None:
        said = run("coverage", *of_claims)
        assert (said.code, said.err) == (0, "")
        carried, left_out, counts = said.out.splitlines()
        assert carried.split() == ["seven-days", "reported", "examplemart/facts/answer-in-7-days"]
        assert left_out.endswith("Of no use.")
        assert counts == "2 claims: 1 carried, 1 left out with a reason."

    def test_json_and_only_what_was_left_out(self, run: Run, of_claims: list[str]) -> None:
        said = run("coverage", "--left-out", "--json", "--lang", "zh", *of_claims).json
        assert (said["carried"], said["left_out"]) == (1, 1)
        assert [(row["claim"], row["left_out"]) for row in said["claims"]] == [("moon", "无关。")]


class TestStale:
    def test_words_name_the_place(self, run: Run, of_world: list[str]) -> None:
        said = run("stale", "--days", "20", *of_world)
        assert (said.code, said.err) == (0, "")
        assert (
            "content/platforms/examplemart/violations/late-parcel.yml:1  violations/late-parcel" in said.out
        )
        assert said.out.splitlines()[-1].endswith("not checked for more than 20 days.")

    def test_json(self, run: Run, of_world: list[str]) -> None:
        assert run("stale", "--days", "3650", "--json", *of_world).json == {"days": 3650, "stale": []}
        found = run("stale", "--days", "0", "--json", *of_world).json["stale"]
        assert {row["id"] for row in found} >= {"answer-in-7-days", "late-parcel"}
        assert all(row["checked"] <= "2026-11-23" for row in found)

    def test_chinese(self, run: Run, of_world: list[str]) -> None:
        assert "没有核对" in run("stale", "--lang", "zh", *of_world).out


class TestReview:
    def test_json_carries_every_finding(self, run: Run, of_world: list[str], world: World) -> None:
        world.change({"response[0].corrective": "~", "response[0].preventive[0].proof": "~"})
        said = run("review", world.case_file, "--json", *of_world)
        assert said.code == 1
        knowledge = world.knowledge()
        plan = plan_packet(world.case(), knowledge, NOW)
        (told,) = said.json["cases"]
        assert told["case_id"] == "world-1"
        assert [f["id"] for f in told["findings"]] == [f.id for f in plan.findings]
        for finding, planned in zip(told["findings"], plan.findings, strict=True):
            assert finding["severity"] == planned.severity(knowledge)
            assert finding["says"] == planned.says(knowledge, "en")
            assert finding["mend"] == planned.mend(knowledge, "en")
            assert finding["page"] == planned.page
            assert finding["place"].endswith(f":{planned.place.line}:{planned.place.column}")

    def test_words_carry_the_same(self, run: Run, of_world: list[str], world: World) -> None:
        world.change({"response[0].preventive[0].proof": ["E1"]})
        told = run("review", world.case_file, "--json", *of_world).json["cases"][0]["findings"]
        said = run("review", world.case_file, *of_world)
        assert said.code == 0  # warnings and notes stop nothing
        assert told
        for finding in told:
            assert all(
                finding[part] in said.out for part in ("id", "severity", "place", "says", "mend", "page")
            )

    def test_every_check_has_its_group_and_result(self, run: Run, of_world: list[str], world: World) -> None:
        world.change({"response[0].preventive[0].proof": "~", "conduct": "~"})
        (told,) = run("review", world.case_file, "--json", *of_world).json["cases"]
        knowledge = world.knowledge()
        assert {check["id"] for check in told["checks"]} == set(knowledge.all_checks)
        results = {check["id"]: check["result"] for check in told["checks"]}
        assert all(check["group"] == knowledge.all_checks[check["id"]].group for check in told["checks"])
        assert results["evidence.unused"] == "warning"
        assert results["conduct.nothing-new"] == "warning"
        assert results["deadline.passed"] == "pass"
        assert sum(told["counts"].values()) == len(told["checks"])
        assert told["counts"]["pass"] == list(results.values()).count("pass")
        found = {f["id"] for f in told["findings"]}
        assert {id_ for id_, result in results.items() if result not in ("pass", "not-applicable")} == found

    def test_findings_stand_under_their_group(self, run: Run, of_world: list[str], world: World) -> None:
        world.change({"response[0].preventive[0].proof": "~", "conduct": "~"})
        lines = run("review", world.case_file, *of_world).out.splitlines()
        groups = [n for n, line in enumerate(lines) if line.startswith(" ") and not line.startswith("  ")]
        heads = [lines[n].split(" (")[0].strip() for n in groups]
        assert heads == ["Clarity", "Evidence", "Accountability", "Corrective action", "Form"]
        unused = next(n for n, line in enumerate(lines) if "evidence.unused" in line)
        asked = next(n for n, line in enumerate(lines) if "conduct.nothing-new" in line)
        assert groups[1] < unused < groups[2] < asked < groups[3]

    def test_chinese(self, run: Run, of_world: list[str], world: World) -> None:
        world.change({"response[0].preventive[0].proof": ["E1"]})
        told = run("review", world.case_file, "--json", "--lang", "zh", *of_world).json["cases"][0][
            "findings"
        ]
        assert all(has_han(finding["says"] + finding["mend"]) for finding in told)
        assert "条结果" in run("review", world.case_file, "--lang", "zh", *of_world).out

    def test_limits_and_what_is_set_aside(self, run: Run, of_world: list[str], world: World) -> None:
        """Before anything is rendered: what the originals come to beside what the channel allows."""
        world.change_content(
            "platforms/examplemart/channels.yml", {"mail.max_files": 2, "mail.max_pages": 99}
        )
        world.change({"exhibits[0].expires": "2026-11-01"})
        (told,) = run("review", world.case_file, "--json", *of_world).json["cases"]
        assert told["set_aside"] == ["exhibits/contract.pdf"]
        limits = {limit["of"]: limit for limit in told["limits"]}
        # The letter, the table alone, the binder; the table's page twice, with the binder's index and cover sheet.
        assert (limits["files"]["have"], limits["files"]["limit"], limits["files"]["over"]) == (3, 2, True)
        assert (limits["pages"]["have"], limits["pages"]["over"]) == (4, False)
        assert (limits["total-mb"]["limit"], limits["total-mb"]["over"]) == (None, False)
        said = run("review", world.case_file, *of_world).out
        assert "Number of files: 3 / 2  the originals pass it" in said
        assert "Pages: 4 / 99  fits" in said
        assert "All files (MB): 0 not published" in said
        assert "文件个数: 3 / 2  原件超出" in run("review", world.case_file, "--lang", "zh", *of_world).out

    def test_a_folder_stands_for_its_case(self, run: Run, of_world: list[str], world: World) -> None:
        by_file = run("review", world.case_file, "--json", *of_world)
        by_folder = run("review", world.case_file.parent, "--json", *of_world)
        assert by_file == by_folder

    def test_writes_nothing(self, run: Run, of_world: list[str], world: World) -> None:
        before = hashes(world.folder)
        run("review", world.case_file, *of_world)
        assert hashes(world.folder) == before

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_examples_are_reviewed_for_their_own_day(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        """Whoever tries the example of the help years later sees no deadline that has passed."""
        monkeypatch.setenv(
            "SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat("2031-01-01T00:00Z").timestamp()))
        )
        said = run("review", EXAMPLES[name], "--json")
        assert said.code == 0
        assert [f for f in said.json["cases"][0]["findings"] if f["severity"] == "error"] == []

    def test_another_case_is_reviewed_for_today(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, world: World
    ) -> None:
        monkeypatch.setenv(
            "SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat("2031-01-01T00:00Z").timestamp()))
        )
        said = run("review", world.case_file, "--json", "--content", world.content)
        assert said.code == 1
        assert "deadline.passed" in {f["id"] for f in said.json["cases"][0]["findings"]}


class TestPacket:
    def test_json_names_the_folder(self, run: Run, of_world: list[str], world: World, tmp_path: Path) -> None:
        said = run("packet", world.case_file, "--out", tmp_path / "out", "--json", *of_world)
        assert said.code == 0
        (packet,) = said.json["packets"]
        assert said.json["problems"] == []
        assert packet["case_id"] == "world-1"
        made = hashes(Path(packet["folder"]))
        assert packet["files"] == len(made)
        manifest = json.loads((Path(packet["folder"]) / "manifest.json").read_bytes())
        assert packet["warnings"] == manifest["findings"]["warning"]

    def test_words_name_the_folder(self, run: Run, of_world: list[str], world: World, tmp_path: Path) -> None:
        said = run("packet", world.case_file, "--out", tmp_path / "out", *of_world)
        assert (said.code, said.err) == (0, "")
        assert str(tmp_path / "out" / "world-1") in said.out

    @pytest.mark.parametrize(("language", "words"), [("en", "lacks an action."), ("zh", "缺少措施。")])
    def test_what_forbids_filing_is_told_in_the_reader_s_language(
        self, run: Run, of_world: list[str], world: World, tmp_path: Path, language: str, words: str
    ) -> None:
        world.change({"response[0].corrective": "~"})
        given = ["packet", world.case_file, "--out", tmp_path / "out", "--lang", language, *of_world]
        said = run(*given)
        assert (said.code, said.out) == (1, "")
        assert "allegation.no-action" in said.err
        assert words in said.err
        told = run(*given, "--json")
        assert told.code == 1
        assert told.json["packets"] == []
        assert told.json["problems"]
        for problem in told.json["problems"]:
            assert problem["code"] == "blocked"
            assert problem["text"] in said.err
            assert problem["path"].endswith("case.yml")

    def test_a_draft_is_built_all_the_same(
        self, run: Run, of_world: list[str], world: World, tmp_path: Path
    ) -> None:
        world.change({"response[0].corrective": "~"})
        said = run("packet", world.case_file, "--out", tmp_path / "out", "--draft", "--json", *of_world)
        assert said.code == 0
        assert len(said.json["packets"]) == 1

    def test_a_redacted_copy_has_a_folder_that_names_nobody(
        self, run: Run, of_world: list[str], world: World, tmp_path: Path
    ) -> None:
        world.change({"mask": ["Example Express"]})
        said = run(
            "packet", world.case_file, "--out", tmp_path / "out", "--redact", "--lang", "zh", *of_world
        )
        assert (said.code, said.err) == (0, "")
        assert "通读一遍" in said.out
        (folder,) = (tmp_path / "out").iterdir()
        assert folder.name.startswith("redacted-")
        texts = {
            p.name: p.read_text("utf-8") for p in folder.rglob("*") if p.suffix in (".txt", ".json", ".ics")
        }
        secrets = ("world-1", "Sample Trading", "Sample Store", "Example Express", "N-100")
        assert [(name, s) for name, text in texts.items() for s in secrets if s in text] == []

    def test_a_practice_may_be_named(
        self, run: Run, of_world: list[str], world: World, tmp_path: Path
    ) -> None:
        practice = tmp_path / "mine.yml"
        practice.write_text("names: {zh: 某所, en: Mine}\ncontact: [{zh: 电话, en: Tel}]\n", encoding="utf-8")
        given = ["packet", world.case_file, "--out", tmp_path / "out", *of_world]
        assert run(*given, "--practice", practice).code == 0
        manifest = json.loads((tmp_path / "out/world-1/manifest.json").read_bytes())
        assert "mine.yml" in manifest["made_from"]
        practice.write_text("names: {zh: 某所, en: Mine}\n", encoding="utf-8")
        said = run(*given, "--practice", practice)
        assert said.code == 1
        assert "mine.yml:1:1: contact is missing" in said.err
        said = run(*given, "--practice", tmp_path / "none.yml")
        assert said.code == 1
        assert "there is no file" in said.err

    def test_a_case_that_can_t_be_read(
        self, run: Run, of_world: list[str], world: World, tmp_path: Path
    ) -> None:
        world.change({"platform": "examplemarkt"})
        said = run("packet", world.case_file, "--out", tmp_path / "out", "--json", *of_world)
        assert said.code == 1
        (problem,) = said.json["problems"]
        assert problem["code"] == "dangling-id"
        assert "did you mean examplemart?" in problem["text"]

    def test_time_comes_from_the_environment_where_builds_must_repeat(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, world: World, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
        said = run("packet", world.case_file, "--content", world.content, "--out", tmp_path / "out")
        assert said.code == 0
        manifest = json.loads((tmp_path / "out/world-1/manifest.json").read_bytes())
        assert datetime.fromisoformat(manifest["built_for"]) == NOW


class TestForm:
    def test_blank_form_goes_to_standard_output(self, run: Run, of_world: list[str]) -> None:
        said = run("form", "examplemart", "late-parcel", *of_world)
        assert (said.code, said.err) == (0, "")
        assert "platform: examplemart" in said.out

    @pytest.mark.parametrize("names", [("nomart", "late-parcel"), ("examplemart", "no-such")])
    def test_unknown_names_are_wrong_usage(
        self, run: Run, of_world: list[str], names: tuple[str, str]
    ) -> None:
        said = run("form", *names, *of_world)
        assert (said.code, said.out) == (2, "")
        assert "examplemart late-parcel" in said.err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_any_code_page_of_a_console_will_do(
    of_world: list[str], world: World, encoding: str, language: str
) -> None:
    world.change({"response[0].corrective": "~"})
    said = run_alone(
        "review", world.case_file, "--lang", language, *of_world, PYTHONIOENCODING=encoding, PYTHONUTF8="0"
    )
    assert said.code == 1
    assert said.err == ""
    assert ("缺少措施" if language == "zh" else "lacks an action") in said.out


def test_runs_from_any_folder(of_world: list[str], world: World, tmp_path: Path) -> None:
    said = run_alone("review", "case.yml", "--json", *of_world, cwd=world.case_file.parent)
    assert said.code == 0
    assert {f["place"].partition(":")[0] for f in said.json["cases"][0]["findings"]} <= {"case.yml"}


def test_the_front_door_is_in_the_root() -> None:
    assert (ROOT / "build.py").is_file()
