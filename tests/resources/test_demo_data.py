"""The demo office's stories can be turned into cases: every code, slot and channel exists."""

from collections import Counter

import pytest

from tests.resources.reading import DEMO_FILES, codes, read, slots_in, strings_in

STORIES = read("demo", "stories")["stories"]
CHANNELS = codes(read("office", "channels")["channels"])
LISTS = read("office", "codes")
COMPLAINTS = [story for story in STORIES if story["kind"] == "complaint"]


@pytest.mark.parametrize("name", DEMO_FILES)
def test_file_says_what_it_is(name):
    assert read("demo", name)["_about"]


def test_there_are_enough_and_no_two_alike():
    assert len(STORIES) >= 90
    assert len(set(codes(STORIES))) == len(STORIES)
    assert len({story["subject"] for story in STORIES}) == len(STORIES)
    assert len({story["detail"] for story in STORIES}) == len(STORIES)
    assert len({tuple(story) for story in STORIES}) == 1, "every story has the same fields"


def test_codes_are_the_offices_codes():
    for story in STORIES:
        assert story["kind"] in codes(LISTS["kinds"])
        assert story["category"] in codes(read("office", "categories")["categories"])
        assert story["level"] in codes(read("office", "levels")["levels"])
        assert story["group"] in codes(LISTS["groups"])
        assert story["complainant_kind"] in codes(LISTS["complainant_kinds"])
        assert set(story["identities"]) <= set(codes(LISTS["identities"]))
        assert story["identities"], story["code"]
        assert story["outcome"] in ["", *codes(LISTS["outcomes"])]
        assert set(story["channels"]) <= set(CHANNELS)
        assert len(set(story["channels"])) == len(story["channels"]) > 0


def test_every_channel_category_and_outcome_occurs():
    assert {code for story in STORIES for code in story["channels"]} == set(CHANNELS)
    assert len({story["category"] for story in COMPLAINTS}) == 9
    assert {story["outcome"] for story in COMPLAINTS} == set(codes(LISTS["outcomes"]))
    kinds = Counter(story["kind"] for story in STORIES)
    assert min(kinds.values()) >= 8


def test_a_complaint_has_an_ending_and_the_rest_an_answer():
    for story in STORIES:
        complaint = story["kind"] == "complaint"
        assert bool(story["outcome"]) == bool(story["findings"]) == complaint, story["code"]
        assert bool(story["remedy_wanted"]) == bool(story["corrective_action"]) == complaint, story["code"]
        assert bool(story["answer_text"]) != complaint, story["code"]
        if complaint and story["within_authority"]:
            assert story["root_cause"], story["code"]
            assert story["preventive_action"], story["code"]
            assert story["lesson"], story["code"]


def test_outside_authority_names_an_agency_in_the_list():
    agencies = [agency["name"] for agency in read("demo", "agencies")["agencies"]]
    outside = [story for story in STORIES if not story["within_authority"]]
    assert len(outside) >= 8
    for story in outside:
        assert story["agency"] in agencies
        assert story["follow_up_result"]
        assert story["outcome"] == "referred"
    assert not [story for story in STORIES if story["within_authority"] and story["agency"]]


def test_news_has_no_complainant_in_its_words_either():
    for story in STORIES:
        if "news" in story["channels"]:
            assert story["channels"] == ["news"]
            assert story["identities"] == ["none"]
            assert not [text for text in strings_in(story) if "ผู้ร้องเรียน" in text]
        else:
            assert "none" not in story["identities"]


def test_an_unnamed_complaint_is_never_answered_in_the_story():
    for story in COMPLAINTS:
        if "anonymous" in story["identities"]:
            assert "ผู้ร้องเรียน" not in story["corrective_action"], story["code"]


def test_only_anonymous_slips_where_the_box_is_the_only_channel():
    for story in STORIES:
        if story["channels"] == ["suggestion_box"]:
            assert "anonymous" in story["identities"], story["code"]


def test_duplicates_point_at_a_story():
    for story in STORIES:
        assert bool(story["duplicate_of"]) == (story["outcome"] == "duplicate")
        assert not story["duplicate_of"] or story["duplicate_of"] in codes(STORIES)


def test_information_act_complaints_name_a_section():
    for story in COMPLAINTS:
        assert bool(story["oia_section"]) == (story["category"] == "oia"), story["code"]


def test_every_slot_has_values():
    slots = read("demo", "slots")
    known = set(slots["lists"]) | set(slots["computed"])
    used = {slot for text in strings_in([STORIES, read("demo", "extras")]) for slot in slots_in(text)}
    assert {slot for slot in used if slot != "slots"} <= known
    assert all(len(set(values)) == len(values) >= 2 for values in slots["lists"].values())
    assert not {slot for values in slots["lists"].values() for value in values for slot in slots_in(value)}


def test_notes_use_only_their_own_slots():
    notes = read("demo", "notes")
    lists = [items for key, items in notes.items() if key not in {"_about", "slots"}]
    assert {slot for text in strings_in(lists) for slot in slots_in(text)} <= set(notes["slots"])
    assert all(items for items in lists)


def test_nothing_is_said_to_a_person_who_is_not_there():
    notes = read("demo", "notes")
    for key in ("screening_nonperson", "approve_comments_nonperson", "close_comments_nonperson"):
        assert not [text for text in notes[key] if "ผู้ร้องเรียน" in text]


def test_the_thirteen_districts_of_lampang():
    districts = read("demo", "slots")["lists"]["district"]
    assert len(districts) == 13
    assert all(district.startswith("อำเภอ") for district in districts)


def test_people_are_plainly_made_up():
    people = read("demo", "people")
    marks = ("สมมติ", "ตัวอย่าง", "จำลอง", "ทดลอง", "ทดสอบ", "สาธิต", "แบบอย่าง")
    for name in people["first_male"] + people["first_female"] + people["monk_names"]:
        assert any(mark in name for mark in marks), name
    assert people["email_domain"] == "example.com"
    logins = [person["login"] for person in people["staff"] + people["more_officers"]]
    assert len(set(logins)) == len(logins)
