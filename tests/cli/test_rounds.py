"""A second round from start to end, and one case for each issue, as a user runs them."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import ROOT, Run, run_alone
from tests.packet.papers import hashes
from tests.world.world import World, change_yaml

EXAMPLES = ROOT / "case_templates" / "examples"
KOREAN = """\
제목: RE: KC 인증정보 소명 검토 결과 안내 (LC-EXAMPLE-261118)

제출하신 소명자료를 검토하였습니다.
제출하신 KC 인증번호가 해당 모델명과 일치하지 않습니다.
재발 방지 대책이 구체적이지 않아 추가 설명이 필요합니다.
"""
ENGLISH = """\
Hello,

We have looked at your plan. Please add more detail on the root causes of the defects, and more detail on the
steps you have taken to prevent them in future.
"""
TIMES = ("--filed", "2026-11-23T11:00+09:00", "--received", "2026-11-25T16:00+09:00")


def started(run: Run, folder: Path, example: str, reply: str, *more: str) -> Path:
    """Start the next round of a copy of an example; return its folder."""
    shutil.copytree(EXAMPLES / example, folder / example)
    (folder / "reply.txt").write_text(reply, encoding="utf-8")
    said = run("next", folder / example, "--reply", folder / "reply.txt", *TIMES, *more)
    assert (said.code, said.err) == (0, "")
    return folder / f"{example}-round2"


def findings(run: Run, case: Path, now: str) -> dict[str, dict[str, Any]]:
    (found,) = run("review", case, "--json", "--now", now).json["cases"]
    return {f["id"]: f for f in found["findings"]}


def own_words(about: str, day: str, *proof: str) -> dict[str, Any]:
    texts = {"en": f"{about} was done.", "zh": f"{about}已完成。", "ko": f"{about} 조치를 완료하였습니다."}
    return {**texts, "label": texts, "done": day, "proof": list(proof)}


def test_a_korean_round(run: Run, tmp_path: Path) -> None:
    case = started(run, tmp_path, "coupang-kc-certification", KOREAN)
    found = findings(run, case, "2026-11-26T10:00+09:00")
    assert {
        "round.reply-unanswered",
        "round.resend-unchanged",
        "round.cool-down",
    } <= found.keys()
    assert "100%" in found["round.resend-unchanged"]["says"]
    assert "1 December 2026" in found["round.cool-down"]["says"]
    refused = run("packet", case, "--out", tmp_path / "out", "--now", "2026-12-01T10:00+09:00")
    assert refused.code == 1
    assert "round.resend-unchanged" in refused.err
    assert not (tmp_path / "out" / "EX-COUPANG-KC-R2").exists()

    say = {
        "en": "The number does not fit the model.",
        "zh": "编号与型号不符。",
        "ko": "번호가 모델명과 맞지 않는다는 내용입니다.",
    }
    quote = "제출하신 KC 인증번호가 해당 모델명과 일치하지 않습니다."
    prevention = "재발 방지 대책이 구체적이지 않아 추가 설명이 필요합니다."
    cause = own_words("모델명 대조표 작성", "2026-11-26", "E1", "E2")
    del cause["done"]
    change_yaml(
        case / "case.yml",
        {
            "notice.allegations[2]": {"id": "A3", "quote": quote, "says": say},
            "notice.allegations[3]": {"id": "A4", "quote": prevention, "says": dict(say)},
            "notice.deadline": "2026-12-09T18:00+09:00",
            "new_since": [
                {"en": "A new paper.", "zh": "新材料。", "ko": "새로운 자료를 제출합니다.", "proof": ["E2"]}
            ],
            "response": [
                {
                    "answers": ["A1", "A2", "A3", "A4"],
                    "root_cause": [cause],
                    "corrective": [
                        own_words("인증기관 파생모델 확인서 확보", "2026-11-27", "E3", "E4", "E5")
                    ],
                    "preventive": [own_words("매주 월요일 인증 담당자 점검 기록", "2026-11-28", "E6")],
                }
            ],
        },
    )
    found = findings(run, case, "2026-12-01T10:00+09:00")
    assert not {"round.reply-unanswered", "round.first"} & found.keys()
    assert found["round.resend-compared"]["says"].startswith("0 of 4 sentences")
    assert [id_ for id_, f in found.items() if f["severity"] == "error"] == []
    built = run("packet", case, "--out", tmp_path / "out", "--now", "2026-12-01T10:00+09:00")
    assert built.code == 0
    assert (tmp_path / "out" / "EX-COUPANG-KC-R2" / "submit").is_dir()


def test_an_english_round(run: Run, tmp_path: Path) -> None:
    before = hashes(EXAMPLES / "amazon-order-defect-rate")
    case = started(run, tmp_path, "amazon-order-defect-rate", ENGLISH, "--deadline", "2026-12-05T23:59-08:00")
    assert hashes(tmp_path / "amazon-order-defect-rate") == before
    made = hashes(case)
    assert {name: made[name] for name in before if name.startswith("exhibits/")}.items() <= made.items()
    text = (case / "case.yml").read_text(encoding="utf-8")
    assert "# nothing could be seen of the parcel after it had left China" in text
    data = yaml.load(text, Loader=yaml.CBaseLoader)
    assert data["notice"]["deadline"] == "2026-12-05T23:59-08:00"
    assert (case / "previous" / "reply.txt").read_text(encoding="utf-8") == ENGLISH
    letter = (case / "previous" / "letter.txt").read_text(encoding="utf-8")
    assert "EX Tracked" in letter
    assert "(Exhibit" in letter
    notice = (case / "notice.txt").read_text(encoding="utf-8")
    assert notice.startswith("Hello,")
    assert "24 of your 1,426 seller-fulfilled orders" in notice
    found = findings(run, case, "2026-11-26T10:00-08:00")
    assert "19 of 19 sentences" in found["round.resend-unchanged"]["says"]
    assert "round.cool-down" not in found  # no number is known for this way


def test_what_is_said(run: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "coupang-kc-certification", tmp_path / "kc")
    reply = tmp_path / "reply.txt"
    reply.write_text(KOREAN, encoding="utf-8")
    said = run("next", tmp_path / "kc", "--reply", reply, *TIMES, "--out", tmp_path / "second")
    for words in (
        "EX-COUPANG-KC, round 1 → EX-COUPANG-KC-R2, round 2", "line 4: “제출하신 KC 인증번호가", "No plan against recurrence",
        "Not recognised, read yourself", "“제출하신 소명자료를 검토하였습니다.”", "  1. Today's look-up", "(process-document)",
        "from 1 December 2026 at the earliest", "reported only", "No new deadline given",
    ):  # fmt: skip
        assert words in said.out
    assert (tmp_path / "second" / "case.yml").is_file()
    chinese = run("next", tmp_path / "kc", "--reply", reply, *TIMES, "--out", tmp_path / "zh", "--lang", "zh")
    assert "要改什么" in chinese.out
    assert "最早2026年12月1日" in chinese.out


def test_as_json(run: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "coupang-kc-certification", tmp_path / "kc")
    reply = tmp_path / "reply.txt"
    reply.write_text(KOREAN, encoding="utf-8")
    said = run("next", tmp_path / "kc", "--reply", reply, *TIMES, "--json").json
    assert (said["case_id"], said["round"]) == ("EX-COUPANG-KC-R2", 2)
    assert [r["id"] for r in said["recognised"]] == ["certificate-does-not-fit", "prevention-missing"]
    for found in said["recognised"]:
        start, end = found["spans"][0]
        assert KOREAN[start:end] in found["quote"]
    assert said["earliest"]["moment"] == "2026-12-01T00:00:00+09:00"
    assert said["deadline"] is None


def test_a_folder_that_is_there_is_left_alone(run: Run, tmp_path: Path) -> None:
    case = started(run, tmp_path, "coupang-kc-certification", KOREAN)
    before = hashes(case)
    again = run("next", case.parent / "coupang-kc-certification", "--reply", tmp_path / "reply.txt", *TIMES)
    assert again.code == 1
    assert "--out" in again.err
    assert hashes(case) == before


def test_a_third_round_stands_beside_the_second(run: Run, tmp_path: Path) -> None:
    case = started(run, tmp_path, "coupang-kc-certification", KOREAN)
    said = run("next", case, "--reply", tmp_path / "reply.txt", "--filed", "2026-12-01T09:00+09:00",
               "--received", "2026-12-03T09:00+09:00", "--json").json  # fmt: skip
    assert said["case_id"] == "EX-COUPANG-KC-R3"
    assert Path(said["folder"]).name == "coupang-kc-certification-round3"


def test_the_letter_as_it_was_really_filed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sent.txt").write_text("What was sent.\n", encoding="utf-8")
    case = started(run, tmp_path, "coupang-kc-certification", KOREAN, "--letter", str(tmp_path / "sent.txt"))
    assert (case / "previous" / "letter.txt").read_text(encoding="utf-8") == "What was sent.\n"
    assert "round.resend-compared" in findings(run, case, "2026-12-02T10:00+09:00")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file-empty"), (b" \n", "file-empty"), ("不能".encode("gbk"), "not-utf8"), (None, "file-missing")],
)
def test_a_reply_that_can_not_be_used(run: Run, tmp_path: Path, content: bytes | None, code: str) -> None:
    reply = tmp_path / "reply.txt"
    if content is not None:
        reply.write_bytes(content)
    said = run("next", EXAMPLES / "coupang-kc-certification", "--reply", reply, *TIMES, "--json")
    assert said.code == 1
    assert [problem["code"] for problem in said.json["problems"]] == [code]


def test_nobody_says_when(tmp_path: Path) -> None:
    reply = tmp_path / "reply.txt"
    reply.write_text(KOREAN, encoding="utf-8")
    said = run_alone(
        "next", EXAMPLES / "coupang-kc-certification", "--reply", reply, *TIMES[:2], "--lang", "en"
    )
    assert said.code == 2
    assert "--received" in said.err


def test_one_case_for_each_issue(run: Run, of_world: list[str], world: World) -> None:
    known = world.content / "platforms" / "examplemart" / "violations"
    shutil.copy(known / "late-parcel.yml", known / "lost-parcel.yml")
    two = {
        "id": "A2",
        "quote": "your account is on hold",
        "says": {"zh": "暂停", "en": "On hold", "ko": "정지"},
    }
    world.change({"notice.allegations[1]": {**two, "violation": "lost-parcel"}})
    answers = yaml.load(world.case_file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["response"][0]
    world.change({"response[1]": {**answers, "answers": ["A2"]}})
    said = run("split", world.case_file.parent, *of_world)
    assert said.code == 0
    for violation in ("late-parcel", "lost-parcel"):
        folder = world.folder / f"case-{violation}"
        assert str(folder) in said.out
        (reviewed,) = run("review", folder, *of_world, "--json").json["cases"]
        assert "notice.several-unknown" not in {f["id"] for f in reviewed["findings"]}
    again = run("split", world.case_file.parent, *of_world)
    assert again.code == 1
    assert "late-parcel" in again.err


def test_one_issue_is_not_split(run: Run, of_world: list[str], world: World) -> None:
    said = run("split", world.case_file.parent, *of_world)
    assert said.code == 1
    assert "nothing to split" in said.err


def test_issues_that_belong_together_are_not_split(run: Run, of_world: list[str], world: World) -> None:
    known = world.content / "platforms" / "examplemart" / "violations"
    shutil.copy(known / "late-parcel.yml", known / "lost-parcel.yml")
    two = {
        "id": "A2",
        "quote": "your account is on hold",
        "says": {"zh": "暂停", "en": "On hold", "ko": "정지"},
    }
    world.change({"notice.allegations[1]": {**two, "violation": "lost-parcel"}})
    world.change_content(
        "platforms/examplemart/channels.yml",
        {"mail.several": {"value": "together", "because": {"zh": "一信全答", "en": "it says so"}}},
    )
    said = run("split", world.case_file.parent, *of_world)
    assert said.code == 1
    assert "notice.several-together: " in said.err
