"""Every table of the program, imported in one place so that metadata is complete."""

from models.base import Base
from models.complaints import (
    Attachment,
    BoxOpening,
    BoxSlip,
    CaseEvent,
    CaseState,
    ClockEvent,
    Complainant,
    Complaint,
    Draft,
    NumberCounter,
    ReportRecord,
    Respondent,
)
from models.files import StoredChunk, StoredFile
from models.journal import JournalRecord, JournalValues
from models.office import (
    Account,
    Appointment,
    Category,
    Channel,
    Flowchart,
    FlowchartVersion,
    Holiday,
    HolidayYear,
    Level,
    Office,
    Setting,
    Wording,
)
from models.retention import DestructionItem, DestructionList
from models.search import SearchEntry

__all__ = [
    "Account",
    "Appointment",
    "Attachment",
    "Base",
    "BoxOpening",
    "BoxSlip",
    "CaseEvent",
    "CaseState",
    "Category",
    "Channel",
    "ClockEvent",
    "Complainant",
    "Complaint",
    "DestructionItem",
    "DestructionList",
    "Draft",
    "Flowchart",
    "FlowchartVersion",
    "Holiday",
    "HolidayYear",
    "JournalRecord",
    "JournalValues",
    "Level",
    "NumberCounter",
    "Office",
    "ReportRecord",
    "Respondent",
    "SearchEntry",
    "Setting",
    "StoredChunk",
    "StoredFile",
    "Wording",
]
