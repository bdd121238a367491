"""Every table of the program, imported in one place so that metadata is complete."""

from models.base import Base
from models.casework import (
    CaseLink,
    CaseReader,
    Inspection,
    InspectionFind,
    Letter,
    OfficePicture,
    Referral,
)
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
from models.hidden_search import HiddenEntry
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
from models.reports import EvidencePicture, SignedCase, SignedMonth
from models.retention import DestructionItem, DestructionList
from models.search import SearchEntry
from models.similar import SimilarEntry

__all__ = [
    "Account",
    "Appointment",
    "Attachment",
    "Base",
    "BoxOpening",
    "BoxSlip",
    "CaseEvent",
    "CaseLink",
    "CaseReader",
    "CaseState",
    "Category",
    "Channel",
    "ClockEvent",
    "Complainant",
    "Complaint",
    "DestructionItem",
    "DestructionList",
    "Draft",
    "EvidencePicture",
    "Flowchart",
    "FlowchartVersion",
    "HiddenEntry",
    "Holiday",
    "HolidayYear",
    "Inspection",
    "InspectionFind",
    "JournalRecord",
    "JournalValues",
    "Letter",
    "Level",
    "NumberCounter",
    "Office",
    "OfficePicture",
    "Referral",
    "ReportRecord",
    "Respondent",
    "SearchEntry",
    "Setting",
    "SignedCase",
    "SignedMonth",
    "SimilarEntry",
    "StoredChunk",
    "StoredFile",
    "Wording",
]
