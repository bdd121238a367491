"""Masks: what a list may show of people until somebody opens the case on purpose.

Lists, exports and notices are read over shoulders and left on printers. Whoever needs the person opens the
case; who asked to stay hidden shows only after a reason.
"""

import re
from datetime import datetime

from services.documents.names import People, mask_names
from services.thai.contacts import mask_name
from services.thai.dates import bangkok_date, format_long

BLANK = "***"
NOT_SHOWN = "ไม่ปรากฏข้อมูล"
_DIGIT = "[0-9๐-๙]"
_BETWEEN = r"[\s.()–-]{0,2}"
# Telephone numbers as people type them, and ID numbers, wherever they stand in a text. Case numbers,
# amounts and dates are left alone.
_PHONE = rf"(?:(?:\+|00)?66{_BETWEEN}|[0๐])(?:{_BETWEEN}{_DIGIT}){{8,9}}"
_ID = rf"{_DIGIT}(?:[\s-]?{_DIGIT}){{12}}"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_CONTACT = re.compile(rf"{_MAIL}|(?<!{_DIGIT})(?:{_ID}|{_PHONE})(?!{_DIGIT})")


def mask_text(text: str, people: People) -> str:
    """Blank the people of a case in a text, and every telephone number, ID number and e-mail address."""
    return _CONTACT.sub(BLANK, mask_names(text, people.all, BLANK)) if text else text


def mask_person(title: str, name: str) -> str:
    """Return a name as lists show it: นางเพ็ญ ศรีสุข becomes นางเ*** ศ***."""
    return f"{title}{mask_name(name)}" if name else title


def destroyed_words(at: datetime) -> str:
    """Return what stands where a text was destroyed by rule."""
    return f"{NOT_SHOWN} (ทำลายตามระเบียบเมื่อ {format_long(bangkok_date(at))})"
