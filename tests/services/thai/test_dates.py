from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.thai.dates import (
    BANGKOK,
    DateError,
    Month,
    at_bangkok,
    bangkok_date,
    fiscal_months,
    fiscal_year,
    fiscal_year_range,
    format_full,
    format_long,
    format_moment,
    format_month,
    format_numeric,
    format_range,
    format_short,
    format_time,
    parse_be_argument,
    parse_be_date_argument,
    parse_date,
    parse_time,
)

TODAY = date(2026, 11, 23)
MOTHERS_DAY = date(2026, 8, 12)


@pytest.mark.parametrize(
    "text",
    [
        "12/8/69", "12/08/2569", "12-8-2569", "12.8.2569", "12 8 2569", "12 ส.ค. 2569", "12 ส.ค. 69",
        "12 สค 69",
        "12ส.ค.2569", "12 ส.ค2569", "12 สิงหาคม 2569", "12 สิงหา 69", "12 สิงหาคม ๒๕๖๙", "๑๒ สิงหาคม ๒๕๖๙",
        "๑๒/๘/๒๕๖๙", "12082569", "๑๒๐๘๒๕๖๙", "120869", "1282569", "12869", "2569-08-12", "2569/8/12",
        "25690812",
        "2026-08-12", "วันที่ 12 สิงหาคม พ.ศ. 2569", "วันพุธที่ 12 สิงหาคม 2569", "พุธ 12 ส.ค. 69", "  12/8/69 ",
        "12 สิงหาคม\u200b 2569", "12-ส.ค.-69",
    ],
)  # fmt: skip
def test_one_day_many_ways(text: str) -> None:
    assert parse_date(text, TODAY) == MOTHERS_DAY


@pytest.mark.parametrize(
    ("text", "days"), [("วันนี้", 0), ("เมื่อวาน", -1), ("เมื่อวานนี้", -1), ("เมื่อวานซืน", -2), ("พรุ่งนี้", 1)]
)
def test_relative(text: str, days: int) -> None:
    assert (parse_date(text, TODAY) - TODAY).days == days


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date.empty"),
        ("  \u200b\n", "date.empty"),
        ("31 ก.พ. 2569", "date.impossible"),
        ("31/2/69", "date.impossible"),
        ("29 ก.พ. 2569", "date.impossible"),
        ("8/13/2569", "date.impossible"),
        ("0/1/2569", "date.impossible"),
        ("320869", "date.impossible"),
        ("1.1.0001", "date.year_range"),
        ("1/1/2999", "date.year_range"),
        ("1/1/569", "date.year_range"),
        ("1/1/9", "date.year_range"),
        ("12/8/2026", "date.ce_year"),
        ("12 ส.ค. 2026", "date.ce_year"),
        ("12082026", "date.ce_year"),
        ("1112569", "date.ambiguous"),
        ("12/8", "date.ambiguous"),
        ("12 ส.ค.", "date.ambiguous"),
        ("วันจันทร์ที่ 12 สิงหาคม 2569", "date.ambiguous"),
        ("พรุ่ง", "date.unreadable"),
        ("12 ส.ม. 2569", "date.unreadable"),
        ("2569", "date.unreadable"),
        ("-1/2/2569", "date.unreadable"),
        ("²/8/69", "date.unreadable"),
        ("12/8/69" * 20_000, "date.unreadable"),
    ],
)
def test_refused(text: str, code: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text, TODAY)
    assert raised.value.code == code


def test_iso_common_era_only_where_allowed() -> None:
    with pytest.raises(DateError) as raised:
        parse_date("2026-08-12", TODAY, accept_ce=False)
    assert raised.value.code == "date.ce_year"
    assert raised.value.params["be_year"] == 2569


def test_leap_days() -> None:
    assert parse_date("29 ก.พ. 2567", TODAY) == date(2024, 2, 29)
    assert parse_date("29/2/67", TODAY) == date(2024, 2, 29)
    assert format_long(date(2024, 2, 29)) == "29 กุมภาพันธ์ 2567"


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_parsers_read_or_refuse_anything(text: str) -> None:
    for parse in (
        lambda typed: parse_date(typed, TODAY),
        parse_time,
        parse_be_argument,
        parse_be_date_argument,
    ):
        try:
            parse(text)
        except DateError as error:
            if not error.code.startswith(("date.", "time.")):
                raise


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.booleans())
def test_what_is_written_is_read_back(day: date, thai: bool) -> None:
    for write in (format_full, format_long, format_short, format_numeric):
        assert parse_date(write(day, thai=thai), TODAY) == day
    assert parse_be_argument(Month.of(day).key) == Month.of(day)


def test_strict_arguments() -> None:
    assert parse_be_date_argument("2569-04-10") == date(2026, 4, 10)
    assert parse_be_argument("2569-10") == Month(2026, 10)
    for text, code in [
        ("2026-10", "date.ce_year"), ("2569-13", "date.impossible"), ("2569-00", "date.impossible"),
        ("2569-1", "date.unreadable"), ("๒๕๖๙-10", "date.unreadable"), ("2800-01", "date.year_range"),
        ("0000-01", "date.ce_year"), ("", "date.unreadable"),
    ]:  # fmt: skip
        with pytest.raises(DateError) as raised:
            parse_be_argument(text)
        assert raised.value.code == code, text
    for text, code in [
        ("2026-04-10", "date.ce_year"), ("2569-02-31", "date.impossible"), ("10/4/2569", "date.unreadable"),
        ("", "date.empty"), ("9999-01-01", "date.year_range"),
    ]:  # fmt: skip
        with pytest.raises(DateError) as raised:
            parse_be_date_argument(text)
        assert raised.value.code == code, text


def test_times() -> None:
    for text in ("10.35", "10:35", "10.35 น.", "๑๐.๓๕ น.", "1035", "เวลา 10.35 น.", "10:35น"):
        assert parse_time(text) == time(10, 35)
    assert parse_time("9") == parse_time("9 น.") == parse_time("09.00") == time(9, 0)
    for text in ("", "24.00", "10.60", "ten", "10.3", "-1", "1.2.3"):
        with pytest.raises(DateError) as raised:
            parse_time(text)
        assert raised.value.code == "time.unreadable"


def test_formats() -> None:
    moment = datetime(2026, 11, 23, 3, 35, tzinfo=UTC)
    assert format_full(TODAY) == "วันจันทร์ที่ 23 พฤศจิกายน 2569"
    assert format_full(TODAY, thai=True, year=False) == "วันจันทร์ที่ ๒๓ พฤศจิกายน"
    assert format_long(TODAY) == "23 พฤศจิกายน 2569"
    assert format_short(TODAY, thai=True) == "๒๓ พ.ย. ๒๕๖๙"
    assert format_numeric(TODAY) == "23/11/2569"
    assert format_month(TODAY) == format_month(Month(2026, 11)) == "พฤศจิกายน 2569"
    assert format_time(moment) == "10.35 น."
    assert format_time(time(9, 5), thai=True) == "๐๙.๐๕ น."
    assert format_moment(moment) == "23 พ.ย. 2569 10.35 น."
    assert format_range(date(2026, 4, 13), date(2026, 4, 15)) == "13–15 เมษายน 2569"
    assert format_range(date(2026, 4, 30), date(2026, 5, 1), year=False) == "30 เมษายน – 1 พฤษภาคม"
    assert format_range(date(2025, 12, 31), date(2026, 1, 2)) == "31 ธันวาคม 2568 – 2 มกราคม 2569"


def test_days_are_bangkok_days() -> None:
    assert bangkok_date(datetime(2026, 9, 30, 17, 0, tzinfo=UTC)) == date(2026, 10, 1)
    assert at_bangkok(TODAY, time(8, 30)) == datetime(2026, 11, 23, 8, 30, tzinfo=BANGKOK)
    with pytest.raises(ValueError, match="time zone"):
        bangkok_date(datetime(2026, 9, 30, 17, 0))  # noqa: DTZ001 - a naive moment is what is refused


def test_fiscal_years() -> None:
    assert fiscal_year(date(2026, 9, 30)) == 2569
    assert fiscal_year(date(2026, 10, 1)) == 2570
    assert fiscal_year_range(2570) == (date(2026, 10, 1), date(2027, 9, 30))
    months = fiscal_months(2570)
    assert [month.key for month in months] == [
        "2569-10", "2569-11", "2569-12", "2570-01", "2570-02", "2570-03",
        "2570-04", "2570-05", "2570-06", "2570-07", "2570-08", "2570-09",
    ]  # fmt: skip
    assert {month.fiscal_year for month in months} == {2570}


def test_months_step_and_compare() -> None:
    october = Month.parse("2569-10")
    assert october.be_label == "ตุลาคม 2569"
    assert october.short_label == "ต.ค. 69"
    assert (october.start, october.end) == (date(2026, 10, 1), date(2026, 10, 31))
    assert Month(2025, 12).next() == Month(2026, 1) > Month(2025, 12)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert Month(2024, 2).end.day == 29
    assert len(list(Month(2026, 2).days())) == 28
    with pytest.raises(DateError):
        Month(2026, 13)
