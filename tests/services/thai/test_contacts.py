import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.thai.contacts import (
    Phone,
    check_thai_id,
    mask_id,
    mask_name,
    mask_phone,
    parse_phones,
    phone_search_digits,
)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1669 ต่อ 12", [("1669", "12", "1669 ต่อ 12")]),
        ("0-5426-5031-2", [("054265031", None, "0-5426-5031"), ("054265032", None, "0-5426-5032")]),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", [("0812345678", None, "081-234-5678")]),
        ("+66 81 234 5678", [("0812345678", None, "081-234-5678")]),
        ("+66 (0)81-234-5678", [("0812345678", None, "081-234-5678")]),
        ("66812345678", [("0812345678", None, "081-234-5678")]),
        (
            "081-234-5678, 054-265031 ต่อ 105",
            [("0812345678", None, "081-234-5678"), ("054265031", "105", "0-5426-5031 ต่อ 105")],
        ),
        ("1111", [("1111", None, "1111")]),
        ("โทร. 02 270 6400", [("022706400", None, "0-2270-6400")]),
        (
            "0812345678 0898765432",
            [("0812345678", None, "081-234-5678"), ("0898765432", None, "089-876-5432")],
        ),
        ("0812345678 หรือ 0812345678", [("0812345678", None, "081-234-5678")]),
        ("081-234-5678 (ลูกสาว)", [("0812345678", None, "081-234-5678 (ลูกสาว)")]),
        ("+1 415 555 2671", [("+14155552671", None, "+14155552671")]),
        ("0-5426-5031 #12-14", [("054265031", "12-14", "0-5426-5031 ต่อ 12-14")]),
        ("1800-123-456", [("1800123456", None, "1800-123-456")]),
    ],
)
def test_known_shapes(typed: str, numbers: list[tuple[str, str | None, str]]) -> None:
    assert parse_phones(typed) == [Phone(*number) for number in numbers]


@pytest.mark.parametrize("typed", ["12345", "08123456", "ไม่มีโทรศัพท์", "081234567890", "ต่อ 12", "0812-34"])
def test_unknown_shapes_stay_as_typed(typed: str) -> None:
    (phone,) = parse_phones(typed)
    assert phone.doubtful
    assert phone.display == typed


def test_nothing_typed() -> None:
    assert parse_phones("") == parse_phones(" , \n") == []


def test_search_digits_agree_however_written() -> None:
    for typed in ("+66 81 234 5678", "081-234-5678", "๐๘๑๒๓๔๕๖๗๘", "0812345678"):
        assert phone_search_digits(typed) == "0812345678"
    assert phone_search_digits("1669 ต่อ 12") == "1669 12"
    assert phone_search_digits("5678") == "5678"


@given(
    st.text(st.characters(exclude_categories=()), max_size=60), st.text("0123456789+-() ต่อ#,/", max_size=40)
)
def test_nothing_breaks_and_no_digit_is_lost(noise: str, numbers: str) -> None:
    for text in (noise, numbers, noise + numbers):
        parse_phones(text)
        check_thai_id(text)
        mask_name(text)
        mask_id(text)
        mask_phone(text)
    kept = " ".join(f"{phone.value} {phone.extension} {phone.display}" for phone in parse_phones(numbers))
    assert {digit for digit in numbers if digit.isdigit()} <= set(kept) | set("06")


def test_thai_id() -> None:
    right = check_thai_id("1-1017-00230-70-8")
    digits = "110170023070"
    last = (11 - sum(int(digit) * (13 - place) for place, digit in enumerate(digits)) % 11) % 10
    assert check_thai_id(digits + str(last)).ok
    assert right.formatted == "1-1017-00230-70-8"
    assert check_thai_id(digits + str((last + 1) % 10)).status == "wrong_check_digit"
    assert check_thai_id("๑๑๐๑๗๐๐๒๓๐๗๐" + str(last)).ok
    for text in ("", "123", "11017002307080", "11017002307a8"):
        assert check_thai_id(text).status == "wrong_length"


def test_masks_hide_most() -> None:
    assert mask_id("1-1017-00230-70-8") == "x-xxxx-xxxxx-70-8"
    assert mask_id("12345") == "xxxxx"
    assert mask_phone("081-234-5678, 1669") == "xxx-xxx-5678, xxxx"
    assert mask_name("นายสมชาย ใจดี") == "น*** ใจ***"
    assert mask_name("") == ""
