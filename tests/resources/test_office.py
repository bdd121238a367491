"""The default office holds the given facts, each once and in the office's order."""

import re

import pytest

from tests.resources.reading import OFFICE_FILES, codes, read

TWELVE = [
    "เว็บไซต์สำนักงานคลังจังหวัดลำปาง",
    "ระบบรับเรื่องร้องเรียน เว็บไซต์กรมบัญชีกลาง",
    "Mobile คลินิก",
    "e-mail",
    "Call center กรมบัญชีกลาง",
    "ติดต่อด้วยตนเอง",
    "กล่องแสดงความคิดเห็น",
    "ข่าวตามสื่อต่าง ๆ",
    "Social network",
    "ศูนย์บริการข้อมูลภาครัฐเพื่อประชาชน GCC 1111",
    "โทรศัพท์สำนักงาน",
    "เว็บไซต์ศูนย์ข้อมูลข่าวสารของราชการ",
]
LINE_GROUPS = [
    "กลุ่มการเงิน พัสดุ อปท. ลำปาง",
    "ระเบียบการคลังลำปาง",
    "เร่งรัดเบิกจ่ายลำปาง",
    "คบจ.ลำปาง 4.0",
    "จนท.ธงฟ้าฯ ลำปาง",
    "Concencus MC Lampang",
    "focus groups MC lpg กลุ่มนายช่างจังหวัดลำปาง",
    "กลุ่มลงทะเบียนเพื่อสวัสดิการ 65 ลำปาง",
    "อปท GF New Thai",
]


@pytest.mark.parametrize("name", OFFICE_FILES)
def test_file_says_what_it_is(name):
    data = read("office", name)
    assert data.get("_about") or data.get("_schema")


def test_profile_holds_the_given_facts():
    profile = {key: entry["value"] for key, entry in read("office", "profile")["profile"].items()}
    assert profile["name"] == "สำนักงานคลังจังหวัดลำปาง"
    assert profile["department"] == "กรมบัญชีกลาง"
    assert profile["phones"] == ["0-5426-5031", "0-5426-5032"]
    assert profile["email"] == "Lgp@cgd.go.th"
    assert profile["postcode"] == "52000"
    assert profile["head_title"] == "คลังจังหวัดลำปาง"
    assert profile["memo_addressee"] == "เลขานุการกรม"
    assert "บริหารจัดการ" in profile["working_team"]
    assert profile["memo_code"] == "", "the office types its own code: none is known"


def test_every_profile_entry_is_marked_given_or_practice():
    data = read("office", "profile")
    entries = {**data["profile"], **data["settings"]}
    assert len(entries) == len(data["profile"]) + len(data["settings"])
    for key, entry in entries.items():
        assert entry["kind"] in {"given", "practice"}, key
        assert set(entry) <= {"value", "kind", "note"}, key


def test_targets_are_eighty_percent_and_given():
    settings = read("office", "profile")["settings"]
    for key in ("indicator1_target_percent", "indicator2_target_percent"):
        assert settings[key] == {"value": 80, "kind": "given"}
    assert settings["fiscal_year_first_month"]["value"] == 10
    assert settings["reply_clock_calendar_days"]["value"] == 15


def test_twelve_channels_stand_in_the_offices_order():
    channels = read("office", "channels")["channels"]
    assert [channel["name"] for channel in channels] == TWELVE
    assert [channel["number"] for channel in channels] == list(range(1, 13))
    assert len(set(codes(channels))) == 12


def test_the_desks_own_channels_have_their_own_entry():
    entry = {channel["code"]: channel["entry"] for channel in read("office", "channels")["channels"]}
    assert {code: form for code, form in entry.items() if form != "general"} == {
        "walk_in": "walk_in",
        "phone": "phone",
        "suggestion_box": "box",
    }


def test_inspection_defaults():
    channels = read("office", "channels")["channels"]
    often = {channel["code"]: channel["inspection"] for channel in channels}
    assert often["walk_in"] == often["phone"] == "every_time"
    assert often["suggestion_box"] == "weekly"
    for code in ("website", "email", "social"):
        assert often[code] == "every_working_day"
    assert {channel["take_in_days"] for channel in channels} == {1}


def test_line_groups_hang_below_line_group():
    social = next(c for c in read("office", "channels")["channels"] if c["code"] == "social")
    below = [sub["name"] for sub in social["sub_channels"] if sub.get("parent") == "line_group"]
    assert below == LINE_GROUPS
    tops = [sub["code"] for sub in social["sub_channels"] if "parent" not in sub]
    assert tops == ["line_oa", "line_group", "facebook", "tiktok", "youtube", "instagram"]


def test_sub_channels_are_unique_and_their_parents_exist():
    subs = [sub for channel in read("office", "channels")["channels"] for sub in channel["sub_channels"]]
    assert len(set(codes(subs))) == len(subs)
    for channel in read("office", "channels")["channels"]:
        own = codes(channel["sub_channels"])
        assert all(sub["parent"] in own for sub in channel["sub_channels"] if "parent" in sub)


def test_news_has_nobody_and_nobody_else_does():
    for channel in read("office", "channels")["channels"]:
        assert (channel["identities"] == ["none"]) == (channel["code"] == "news")
        assert set(channel["identities"]) <= set(codes(read("office", "codes")["identities"]))


def test_levels():
    data = read("office", "levels")
    assert [(level["code"], level["working_days"]) for level in data["levels"]] == [
        ("opinion", 3),
        ("minor", 7),
        ("major", 15),
        ("legal", 30),
    ]
    assert data["default_until_classified"] == "major"
    assert data["kind"] == "practice"


def test_corruption_and_information_act_never_count():
    categories = read("office", "categories")["categories"]
    assert {item["code"] for item in categories if not item["counted"]} == {"corruption", "oia"}
    assert codes(categories) == [
        "service",
        "conduct",
        "corruption",
        "payment",
        "procurement",
        "pension",
        "welfare_card",
        "oia",
        "other",
    ]


def test_five_roles_with_a_demo_login_each():
    roles = read("office", "roles")["roles"]
    assert codes(roles) == ["front_desk", "officer", "supervisor", "administrator", "viewer"]
    logins = [role["demo_login"] for role in roles]
    assert logins == ["front", "officer", "supervisor", "admin", "viewer"]
    staff = {person["login"]: person["role"] for person in read("demo", "people")["staff"]}
    assert staff == dict(zip(logins, codes(roles), strict=True))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kinds", ["complaint", "suggestion", "praise", "question"]),
        ("identities", ["named", "hidden", "anonymous", "none"]),
        ("groups", ["recipient", "stakeholder"]),
        ("answer_by", ["phone", "email", "letter", "in_person", "none"]),
        ("notifications", ["told", "unreachable", "not_wanted", "unknown_person"]),
        (
            "complainant_kinds",
            ["citizen", "pensioner", "government_unit", "local_authority", "contractor", "other"],
        ),
        (
            "outcomes",
            [
                "upheld",
                "partly",
                "unfounded",
                "clarified",
                "referred",
                "withdrawn",
                "insufficient",
                "duplicate",
            ],
        ),
    ],
)
def test_code_lists(name, expected):
    assert codes(read("office", "codes")[name]) == expected


def test_codes_are_plain_and_names_are_not_repeated():
    lists = {key: items for key, items in read("office", "codes").items() if isinstance(items, list)}
    for name, items in lists.items():
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in codes(items)), name
        assert len(set(codes(items))) == len(items), name
        assert len({item["name"] for item in items}) == len(items), name
