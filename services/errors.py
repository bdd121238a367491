"""Errors a person can do something about: a code with parameters, never a sentence.

ui/error_messages.py turns codes into Thai for the window, services/commands/messages.py into one line
for the command line. Every code that may be raised stands in CODES.
"""

from collections.abc import Mapping
from typing import Any


class DomainError(Exception):
    """Carry a code and the parameters of its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class NotAllowed(DomainError):
    """Say that the actor's roles do not allow the use case."""

    def __init__(self, code: str = "not_allowed", **params: Any) -> None:
        super().__init__(code, **params)


class NotFound(DomainError):
    """Say that something is not there, or not there for this actor."""

    def __init__(self, code: str = "not_found", **params: Any) -> None:
        super().__init__(code, **params)


class Conflict(DomainError):
    """Say that somebody else saved first."""

    def __init__(self, code: str = "conflict", **params: Any) -> None:
        super().__init__(code, **params)


class Invalid(DomainError):
    """Carry what is wrong with the input, field by field: {field: FieldError}."""

    def __init__(self, fields: Mapping[str, "FieldError"]) -> None:
        super().__init__("invalid", fields=sorted(fields))
        self.fields = dict(fields)


class WorldError(DomainError):
    """Say what the world did: disk full, data damaged, locked, newer."""


class FieldError:
    """Hold a field's error code with the parameters of its sentence."""

    __slots__ = ("code", "params")

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params

    def __repr__(self) -> str:
        return f"FieldError({self.code!r}, {self.params!r})"


# Every code of an error as a whole.
CODES = frozenset(
    {
        "not_allowed",  # use_case
        "session.ended",  # the account was closed, or lost every role
        "session.change_password",
        "key.unreadable",
        "key.wrong",  # key_id
        "key.missing",  # folder, key_id
        "key.unkept",  # path
        "key.passphrase_needed",  # folder
        "key.wrong_passphrase",
        "key.envelope_unreadable",  # path
        "key.none_given",
        "key.needed",  # folder, key_id: encrypted, so that no new key can take the place of a lost one
        "switch.cancelled",
        "switch.unsound",  # problem
        "switch.already",
        "not_found",
        "conflict",  # by, at
        "invalid",
        "login.failed",
        "login.inactive",
        "login.locked",  # until, minutes
        "login.no_password",
        "verify.problem",  # problem
        "verify.cancelled",
        "verify.checkpoint",  # sequence: the journal has another hash there, or no such record
        "self_check.failed",  # part, said
        "account.last_administrator",
        "appointment.ended",
        "recovery.shown_once",
        "case.closed",
        "case.not_closed",
        "case.wrong_step",  # step
        "case.step_not_yours",  # step, roles
        "case.respondent_cannot_work",  # name: the person chosen is complained about
        "case.officer_inactive",
        "case.clock_stopped",  # day: since when
        "case.clock_runs",
        "case.clock_not_yours",
        "case.voided",
        "case.not_confidential",
        "case.not_the_superiors",
        "case.own_day_over",
        "box.no_opening",  # number
        "inspection.voided",
        "inspection.has_finds",
        "inspection.own_day_over",
        "letter.none_sent",  # number, sent: how many letters of the case left the office
        "letter.no_addressee",  # nobody is known to write to
        "letter.hidden_name",  # the paper names somebody who asked to stay hidden
        "letter.hidden_paper",  # opened among the case's files, where no reason is asked
        "letter.is_draft",
        "letter.is_submitted",
        "letter.is_approved",
        "letter.is_issued",
        "letter.is_cancelled",
        "picture.none",  # name
        "picture.too_wide",  # name, limit
        "flowchart.none",
        "flowchart.problems",  # number
        "flowchart.unknown",  # kind
        "flowchart.newest",  # number: this case follows the newest version already, or another flowchart
        "flowchart.exchange_unreadable",
        "flowchart.exchange_too_large",  # limit_kb
        "flowchart.exchange_newer",
        "deadline.limit",  # days
        "draft.unreadable",
        "report.month_ahead",
        "report.cut_off_before_period",
        "report.cut_off_ahead",
        "report.year_ce",
        "report.year_ahead",  # year
        "report.year_not_zero",  # year, count
        "print.no_printer",  # name
        "print.stopped",  # name
        "report.cancelled",
        "report.month_open",  # month, end: only a month that is over can be signed
        "report.signed",  # month
        "report.not_signed",  # month
        "store.exists",
        "store.unwritable",
        "store.no_folder",
        "store.no_office",
        "store.not_ours",
        "store.newer",
        "store.locked",
        "store.damaged",
        "store.unreadable",
        "store.read_only",
        "store.full",
        "store.busy",
        "store.network",
        "store.replaced",
        "store.gone",
        "store.wrong_key",
        "store.no_copy_before_upgrade",
        "link.review",  # a review belongs to its original for good
        "case.anonymised",  # what people said of the case was destroyed by rule
        "destruction.nothing",  # day
        "destruction.not_signed",
        "destruction.signed",
        "destruction.cancelled",
        "destruction.carried_out",
        "person.nobody",  # a case chosen for a person file has no complainant in clear
        "file.destroyed",
        "backup.no_folder",  # path
        "backup.read_only",  # path
        "backup.full",  # path
        "backup.broken_off",  # path
        "backup.gone",  # path
        "backup.cancelled",
        "backup.source_damaged",  # path
        "backup.no_file",  # path
        "backup.damaged",  # path
        "backup.not_ours",  # path
        "backup.newer",  # path
        "backup.other_office",  # path, office
        "backup.no_key",  # path, key_id
        "backup.wrong_key",  # path, key_id
        "backup.disagrees",  # path, problem: Problem
        "backup.same_file",  # path
        "restore.cancelled",
        "restore.no_copy_before",  # folder
        "file.unwritable",  # path
        "file.unreadable",  # path
        "file.too_large",  # name, limit_mb
        "file.empty",  # name
        "referral.over",
        "bulk.cancelled",
        "scan.no_folder",  # path
        "scan.unmoved",  # name
        "referral.no_step",
        "file.program",  # name, found: the system would run it
        "file.not_as_named",  # name, found, ending
        "file.held",  # name: another program holds it, or nobody gave the right to read it
        "file.gone",  # name
        "file.folder",  # name
        "file.cancelled",  # name
        "file.too_large_together",  # limit_mb
    }
)

# Every code of an error beside a field.
FIELD_CODES = frozenset(
    {
        "required",
        "choose",
        "too_long",  # limit, length
        "names_somebody",  # what is signed stays, and nobody's name may stay with it
        "unknown_choice",
        "date.empty",
        "date.unreadable",
        "date.impossible",
        "date.year_range",
        "date.ambiguous",
        "date.ce_year",
        "date.future",
        "date.too_old",
        "holiday.weekend",  # day
        "holiday.twice",  # day
        "holiday.year_range",  # low, high: B.E.
        "due.not_later",  # due: the date in force
        "due.too_far",  # days, latest
        "time.unreadable",
        "time.future",
        "name.or_anonymous",
        "phone.unreadable",
        "id.wrong_length",
        "email.unreadable",
        "username.taken",
        "username.shape",
        "password.short",
        "passphrase.short",  # shortest
        "passphrase.mismatch",
        "password.same",
        "password.mismatch",
        "roles.none",
        "number.range",  # low, high
        "officer.respondent",
        "reader.already",
        "reader.not_named",
        "accusation.supervisor",
        "letter.unknown_field",  # field
        "letter.unknown_field_near",  # field, nearest
        "letter.discipline",  # word
        "need.note",
        "need.attachment",
        "need.letter",  # letter
        "step.unknown",
        "retention.not_over",  # limit: the latest day that may be asked for
        "date.before_received",  # day
        "date.before_sent",  # day
        "date.between",  # first, last
        "link.self",
        "link.none",
        "link.there",  # number: it is tied to that one already
        "date.before_closing",  # day: when the case whose result is disputed was closed
        "date.before_list",  # day: when the list was made
        "person.one_of",
        "recovery.unreadable",
        "appointment.past",
        "appointment.order",
        "appointment.too_long",  # days
        "appointment.overlap",  # first, last
        "appointment.not_needed",
        "appointment.own",
        "inspection.open_box",
        "box.two_openers",
        "box.sealed_before",
        "checkpoint.hash",
        "checkpoint.sequence",
    }
)
