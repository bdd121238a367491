"""The e-mail that carries a letter: written as a file that mail programs open as a draft."""

from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from services.errors import FieldError, Invalid
from services.thai.text import clean

NAME_LIMIT = 150
SUBJECT_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMail:
    """Hold what an e-mail says; without a paper the text is the whole message."""

    office: str
    office_email: str
    to_name: str
    to_email: str
    subject: str
    text: str
    paper_name: str = ""
    paper: bytes = b""


def write_mail(mail: LetterMail) -> bytes:
    """Return the e-mail as bytes of an .eml file, marked as not sent yet."""
    message = EmailMessage(policy=SMTP)
    if mail.office_email:
        message["From"] = _address(mail.office, mail.office_email)
    message["To"] = _address(mail.to_name, mail.to_email)
    message["Subject"] = _line(mail.subject, SUBJECT_LIMIT)
    message["X-Unsent"] = "1"
    message.set_content(mail.text, cte="base64")
    if mail.paper:
        message.add_attachment(
            mail.paper, maintype="application", subtype="pdf", filename=_line(mail.paper_name, NAME_LIMIT)
        )
    return message.as_bytes()


def _address(name: str, address: str) -> Address:
    """Return an address of a header; one that could not stand in a header is refused."""
    try:
        return Address(display_name=_line(name, NAME_LIMIT), addr_spec=address.strip())
    except (ValueError, IndexError, HeaderParseError) as error:
        raise Invalid({"email": FieldError("email.unreadable")}) from error


def _line(text: str, limit: int) -> str:
    """Return a text as one line: what was typed never begins a header of its own."""
    shown = "".join(sign if sign.isprintable() else " " for sign in clean(text))
    return " ".join(shown.split())[:limit]
