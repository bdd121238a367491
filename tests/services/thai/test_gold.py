"""Words and line ends against sentences marked by hand (`python -m tests.services.thai.gold.measure`)."""

import pytest

from services.thai.words import default_segmenter
from tests.services.thai.gold import measure

# A little under what is measured; office.txt is what the dictionary was mended by, held_out.txt is not.
LEAST_WORDS = {"office": (0.97, 0.94, 0.955), "held_out": (0.95, 0.95, 0.95)}
LEAST_BREAKS = {"office": (0.97, 0.97, 0.99), "held_out": (0.92, 0.92, 0.95)}


@pytest.mark.parametrize("gold", measure.GOLD)
def test_words_are_cut_where_people_cut_them(gold):
    found = measure.score(default_segmenter(), gold)
    print(f"{gold}: precision {found.precision:.3f}, recall {found.recall:.3f}, F1 {found.f1:.3f}")
    precision, recall, f1 = LEAST_WORDS[gold]
    assert found.precision >= precision
    assert found.recall >= recall
    assert found.f1 >= f1


@pytest.mark.parametrize("gold", measure.GOLD)
def test_lines_of_running_text_end_at_the_end_of_a_word(gold):
    for columns, least in zip(measure.COLUMNS, LEAST_BREAKS[gold], strict=True):
        ended = measure.breaks(default_segmenter(), gold, columns)
        print(f"{gold}, {columns.name}: {ended.right} of {ended.all} ({ended.share:.1%})")
        assert ended.all > 100
        assert ended.share >= least


def test_the_sentences_are_many_and_of_the_office():
    office, held_out = (measure.sentences(gold) for gold in measure.GOLD)
    assert len(office) >= 120
    assert len(held_out) >= 40
    assert not {sentence.text for sentence in office} & {sentence.text for sentence in held_out}
