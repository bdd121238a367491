"""Papers know the names of the office's people and places: none is cut at the end of a line."""

from services.documents.composing import REPORT_MARGINS
from services.documents.own_words import own_words, words_of
from services.documents.report_foot import Checkpoint, ReportFoot
from services.documents.typesetting import DocumentSpec, PdfDocument
from services.documents.typesetting.fonts import DocumentFonts, Face
from services.documents.typesetting.lines import LineBreaker
from services.documents.wording import PaperWords
from services.thai.words import default_segmenter
from tests.services.documents.typesetting import looking
from tests.services.factories import Desk

NAME = "นางสาวกมลวรรณ ศรีสุวรรณพงษ์"


def test_a_name_on_a_paper_is_never_cut_in_a_line_that_can_hold_it():
    text = f"มอบหมายให้{NAME}เป็นผู้รับผิดชอบและรายงาน{NAME}ทราบโดยเร็ว"
    broken = LineBreaker(DocumentFonts()[Face.REGULAR], 10.0, words_of(NAME))
    widest = max(broken.width(part) for part in NAME.split())
    cut = 0
    for width in range(int(widest) + 2, 300, 3):
        lines = [line.text for line in broken.wrap(text, float(width))]
        assert "".join(lines).replace(" ", "").count(NAME.replace(" ", "")) == 2
        for part in NAME.split():
            assert sum(line.count(part) for line in lines) == 2, lines
        plain = LineBreaker(DocumentFonts()[Face.REGULAR], 10.0, default_segmenter())
        cut += sum(line.text.count("ศรีสุวรรณพงษ์") for line in plain.wrap(text, float(width))) < 2
    assert cut  # without the name given, some width cuts it


def test_an_agency_is_left_to_the_dictionary():
    agency = "สำนักงานคลังจังหวัดลำปาง"
    assert words_of(agency).segment(agency) == default_segmenter().segment(agency)


def test_the_offices_head_and_place_are_known(desk: Desk):
    with desk.services.store.reading() as session:
        facts = desk.services.facts.of(session, desk.viewer.office_id)
    known = own_words(facts, "นายธีรศักดิ์ พงศ์ไพบูลย์")
    assert known.segment("แจ้งธีรศักดิ์ทราบ") == ["แจ้ง", "ธีรศักดิ์", "ทราบ"]
    assert own_words(facts, "นายธีรศักดิ์ พงศ์ไพบูลย์") is known


def test_a_foot_in_longer_words_stays_on_the_page():
    own = {"common.journal_checkpoint": "จุดตรวจสอบ " * 60, "annex.page_foot": "หน้าที่ " * 60}
    foot = ReportFoot(PaperWords(own, "thai", "annex"), Checkpoint(1, "0" * 64), REPORT_MARGINS, begun=True)
    spec = DocumentSpec(title="รายงาน", margins=REPORT_MARGINS, page_numbers=False, furniture=foot)
    found = list(looking.letters(PdfDocument(spec).to_bytes([])))
    assert {letter.char for letter in found} > {"จ", "ห"}
    assert looking.outside(found) == []
    assert looking.on_one_another(found) == []
