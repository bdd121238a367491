"""The register's search: punctuation of the index's language, marks in any order, digits of both kinds."""

import pytest

from tests.services.factories import Desk

STORY = 'จำนวนเงินบำเหน็จ 1,250 บาท น้ำไม่สะอาด AND OR NEAR(ก) 100% ชื่อ_ไฟล์ a*b ^ "คำพูด" 😀 เสร็จ'


@pytest.fixture
def known(desk: Desk) -> Desk:
    desk.register(detail=STORY, phones="081-234-5678")
    desk.register(detail="เรื่องอื่นโดยสิ้นเชิง", phones="0 5426 5031 ต่อ 12")
    return desk


@pytest.mark.parametrize(
    "text",
    [
        "จ", "จำ", "จํา", "จํานวน", "บำเหน็จ", "นํ้า", "น้ํา", "น้ำ",
        "1,250", "๑,๒๕๐", "AND", "or", "NEAR(", "NEAR(ก)",
        "100%", "%", "_", "ชื่อ_", "a*b", "*", "^", '"', '"คำพูด"', "😀",
        "AND OR", "081-234", "๐๘๑", "(081) 234 5678",
        "+66812345678", "081.234.5678", "5678",
    ],
)  # fmt: skip
def test_finds_only_the_case_that_has_it(known: Desk, text: str) -> None:
    assert [number.split("/")[0] for number in known.found(text)] == ["1"]


@pytest.mark.parametrize(
    "text", ['""', "subject:จำ", "story : น้ำ", "NOT", "{", "x* OR b", "จำ\\", "'; --", "1*"]
)
def test_the_indexs_own_language_is_not_spoken(known: Desk, text: str) -> None:
    assert known.found(text) == []


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00", "\u3000\t"])
def test_nothing_asked_for_is_everything(known: Desk, text: str) -> None:
    assert len(known.found(text)) == 2
