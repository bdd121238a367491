"""A letter's words filled in, ready to be set: what prints, what is missing, what no letter can say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.accounts.signing import Signatory
from services.documents.letter_paper import LetterPaper
from services.documents.names import complainant_names, mask_names, mask_numbers
from services.documents.wording import PaperWords
from services.letters.content import TO_AGENCY, TO_COMPLAINANT, LetterContent
from services.letters.fields import PERSONAL, UnknownField, fill, fill_known, unknown_fields
from services.letters.values import CaseMaterial, field_values, with_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDraw:
    """Hold what a paper is made of beside the case: the letter's own row, as kept or as typed."""

    kind: str
    layout: str
    content: LetterContent
    signatory: Signatory
    secret: bool = False
    number: str = ""
    letter_date: date | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """Hold a letter's paper, the fields without a value, and those that are none."""

    paper: LetterPaper
    said: LetterContent  # the words as they print, Arabic digits
    unfilled: tuple[str, ...]
    unknown: tuple[UnknownField, ...]


def compose(material: CaseMaterial, draw: LetterDraw, *, show_hidden: bool) -> Composed:
    """Fill a letter from its case; show_hidden names a hidden complainant in a letter that goes there."""
    values = with_letter(field_values(material, draw.kind, show_hidden=show_hidden), draw.content)
    filled, unfilled = _filled(draw.content, values)
    named = material.hidden and show_hidden and draw.kind in TO_COMPLAINANT
    if material.hidden and not named:
        filled = {name: _without_name(text, material) for name, text in filled.items()}
    said = draw.content.with_texts(filled | {"body": _body(material, draw, filled, values)})
    kept_back = PERSONAL if material.hidden and draw.kind in TO_COMPLAINANT else frozenset()
    return Composed(
        paper=_paper(material, draw, said, values),
        said=said,
        unfilled=tuple(name for name in unfilled if name not in kept_back),
        unknown=unknown_fields(*_printed(draw.content)),
    )


def frozen_content(material: CaseMaterial, draw: LetterDraw) -> LetterContent:
    """Return the words as issued, for the letter's row: filled, but for who a hidden complainant is."""
    values = with_letter(field_values(material, draw.kind, show_hidden=False), draw.content)
    filled = draw.content.with_texts(
        {name: fill_known(text, values) for name, text in draw.content.texts().items()}
    )
    return without_hidden_name(material, filled) if material.hidden else filled


def without_hidden_name(material: CaseMaterial, content: LetterContent) -> LetterContent:
    """Return a letter's words without the name and contacts of a hidden complainant."""
    texts = {name: _without_name(text, material) for name, text in content.texts().items()}
    own = material.complainant.email if material.complainant is not None else ""
    # Where the letter goes to the complainant, the address is found again when the e-mail is made.
    texts["email"] = "" if content.email == own else content.email
    return content.with_texts(texts)


def _printed(content: LetterContent) -> Iterable[str]:
    """Return the texts that print: of the appeal only where it does."""
    for name, text in content.texts().items():
        if name != "email" and (name != "appeal" or content.administrative_order):
            yield text


def _filled(content: LetterContent, values: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    filled, unfilled = {}, dict[str, None]()
    for name, text in content.texts().items():
        done = fill(text, values)
        filled[name] = _spaced(done.text)
        if name != "appeal" or content.administrative_order:
            unfilled.update(dict.fromkeys(done.unfilled))
    return filled, tuple(unfilled)


def _body(
    material: CaseMaterial, draw: LetterDraw, filled: Mapping[str, str], values: Mapping[str, str]
) -> str:
    """Return the body with the paragraphs that a letter has to carry, before its last one."""
    body = filled["body"]
    added = []
    if material.hidden and draw.kind in TO_AGENCY:
        added.append(fill(material.templates("referral.hidden"), values).text)
    if draw.content.administrative_order and filled["appeal"]:
        added.append(filled["appeal"])
    added = [text for text in added if text not in body]
    if not added:
        return body
    before, gap, last = body.rpartition("\n\n")
    return "\n\n".join((before, *added, last)) if gap else "\n\n".join((body, *added))


def _without_name(text: str, material: CaseMaterial) -> str:
    person = material.complainant
    if person is None or not text:
        return text
    return mask_numbers(mask_names(text, complainant_names(person)), person)


def _spaced(text: str) -> str:
    return re.sub(r" {2,}", " ", text)


def _paper(
    material: CaseMaterial, draw: LetterDraw, said: LetterContent, values: Mapping[str, str]
) -> LetterPaper:
    facts, profile = material.facts, material.facts.profile
    words = PaperWords(facts.wording, facts.settings.digits_letters)
    number = words.in_digits(draw.number.strip())
    signer_name = said.signer_name or draw.signatory.name
    by_hand = bool(said.signer_name or said.signer_position)
    position = tuple(said.signer_position.splitlines()) if by_hand else draw.signatory.position
    return LetterPaper(
        layout=draw.layout,
        title=words.in_digits(f"{said.subject} {material.complaint.number}"),
        office=profile.name,
        number=number,
        date=words.long_date(draw.letter_date) if draw.letter_date else "",
        address=_address(material, words),
        agency=words.within("monthly")(
            "memo_agency", office=profile.name, phones=words.phones(profile.phones)
        ),
        salutation=said.salutation,
        addressee=words.in_digits(said.addressee),
        subject=words.in_digits(said.subject),
        reference=words.in_digits(said.reference),
        enclosures=words.in_digits(said.enclosures),
        paragraphs=tuple(words.in_digits(line.strip()) for line in said.body.splitlines() if line.strip()),
        closing=said.closing,
        signer_name=signer_name,
        signer_position=position,
        foot=_foot(material, words, values),
        secret=words("confidential") if draw.secret else "",
    )


def _address(material: CaseMaterial, words: PaperWords) -> tuple[str, ...]:
    profile = material.facts.profile
    lines = (
        f"{profile.address_building} {profile.address_street}",
        f"{profile.address_subdistrict} {profile.address_district}",
        f"{profile.address_province} {profile.postcode}",
    )
    return tuple(words.in_digits(line.strip()) for line in lines if line.strip())


def _foot(material: CaseMaterial, words: PaperWords, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return whose letter it is, without the lines that the office says nothing for."""
    lines = (fill(line, values) for line in material.templates("foot").splitlines())
    return tuple(
        words.in_digits(line.text.strip()) for line in lines if line.text.strip() and not line.unfilled
    )
