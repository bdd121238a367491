"""Every paper of the catalogue: as its stored picture, without an empty glyph, nothing upon anything else."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from PIL import Image

from services.documents.catalogue import CATALOGUE
from services.errors import DomainError
from tests.services.documents import paper_pictures
from tests.services.documents.office import PaperOffice
from tests.services.documents.typesetting import looking
from tests.services.documents.typesetting.test_fonts import page_codes

SHOWN = ["annex", "charts", "flowchart", "hard-words", "letter", "memo", "receipt", "register", "zero-record"]
# These want a signed month, cases whose keeping time is over, and a letter that was sent.
WANT_MORE = {"changed-since", "destruction-list", "letter"}


@pytest.fixture(scope="module", name="office")
def _office(tmp_path_factory: pytest.TempPathFactory) -> PaperOffice:
    return paper_pictures.paper_office(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module", name="drawn")
def _drawn(office: PaperOffice) -> dict[str, Image.Image]:
    return paper_pictures.take(office)


@pytest.fixture(scope="module", name="papers")
def _papers(office: PaperOffice) -> dict[str, bytes]:
    made = {}
    for kind in CATALOGUE:
        asked = paper_pictures.everything_asked()
        if kind.code == "zero-year":
            asked = replace(asked, year=2569)
        try:
            made[kind.code] = paper_pictures.make(office, kind.code, asked)
        except DomainError:
            assert kind.code in WANT_MORE, kind.code
    return made


@pytest.mark.parametrize("name", SHOWN)
def test_a_paper_looks_as_its_stored_picture(drawn: dict[str, Image.Image], name: str) -> None:
    stored = paper_pictures.stored(name)
    share = paper_pictures.differing(stored, drawn[name])
    if share > paper_pictures.MOST_DIFFERENT:
        left = paper_pictures.leave(name, stored, drawn[name])
        pytest.fail(f"{share:.2%} of {name} differs: stored, now and the difference are in {left}")


def test_a_mark_out_of_place_is_a_difference(drawn: dict[str, Image.Image]) -> None:
    assert set(drawn) == set(SHOWN)
    moved = drawn["hard-words"].copy()
    mark = moved.crop((20, 8, 60, 20))
    moved.paste(255, (20, 8, 60, 20))
    moved.paste(mark, (22, 5))
    assert paper_pictures.differing(drawn["hard-words"], moved) > paper_pictures.MOST_DIFFERENT
    assert paper_pictures.differing(drawn["memo"], drawn["letter"]) > 20 * paper_pictures.MOST_DIFFERENT


def test_no_paper_shows_an_empty_glyph(papers: dict[str, bytes]) -> None:
    assert len(papers) > 12
    for code, content in papers.items():
        codes = set(page_codes(content))
        assert codes, code
        assert "0000" not in codes, code
        assert all(letter.glyph for letter in looking.letters(content)), code


def test_every_code_is_in_its_font_with_an_outline(papers: dict[str, bytes]) -> None:
    for code, content in papers.items():
        for font in fonts(content):
            program = font["/FontDescriptor"]["/FontFile2"].get_data()
            widths = font["/W"][1]
            outlines = looking.outlines(program)
            assert len(outlines) > len(widths), code  # glyph 0, then one for each code
            said = looking.said(font["/ToUnicode"].get_data())
            for number, text in said.items():
                assert outlines[number] or text.isspace(), (code, text)


def test_nothing_leaves_a_paper_or_lies_upon_anything(papers: dict[str, bytes]) -> None:
    for code, content in papers.items():
        found = list(looking.letters(content))
        assert looking.outside(found) == [], code
        assert looking.on_one_another(found) == [], code


def fonts(content: bytes) -> Iterator[dict[str, object]]:
    """Give each embedded font's descendant with its map to Unicode."""
    seen = set()
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            whole = font.get_object()
            if whole["/BaseFont"] not in seen:
                seen.add(whole["/BaseFont"])
                yield {**whole["/DescendantFonts"][0].get_object(), "/ToUnicode": whole["/ToUnicode"]}
