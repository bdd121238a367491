"""The figures of a period in plain SQL, written from domain.md and apart from the program's folding.

A day is a day at the office (UTC + 7 hours). One row of `turn` is one state of one case with the day it is in
force from; `standing` is what each case was at the cut-off.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

APART = ("suggestion", "praise", "question", "corruption", "oia", "referred", "withdrawn", "voided")
MOVEMENT = ("carried_in", "received", "reopened", "reclassified", "closed", "carried_out", "overdue")
DIMENSIONS = {"by_group": "group_of", "by_channel": "channel", "by_category": "category", "by_level": "level"}

# Under which heading a state is shown apart; none for one that counts.
_HEADING = """
CASE
  WHEN status = 'voided' THEN 'voided'
  WHEN status = 'closed' AND outcome IN ('withdrawn', 'referred') THEN outcome
  WHEN screened = 0 THEN NULL
  WHEN within_authority = 0 THEN 'referred'
  WHEN kind <> 'complaint' THEN kind
  WHEN category IN ('corruption', 'oia') THEN category
END
"""

_BASE = f"""
WITH
told AS (
  SELECT s.*, s."group" AS group_of,
         date(c.received_at, '+7 hours') AS received_on,
         row_number() OVER (PARTITION BY s.complaint_id ORDER BY s.id) AS place,
         date(s.at, '+7 hours') AS own_day
  FROM case_state s JOIN complaint c ON c.office_id = s.office_id AND c.id = s.complaint_id
),
dated AS (
  SELECT *,
         max(CASE WHEN place = 1 THEN received_on ELSE max(own_day, received_on) END)
           OVER (PARTITION BY complaint_id ORDER BY id ROWS UNBOUNDED PRECEDING) AS day,
         {_HEADING} AS heading
  FROM told
),
in_force AS (
  SELECT * FROM dated
  WHERE day <= :cut_off AND received_on <= min(:end, :cut_off)
),
turn AS (
  SELECT a.*,
         coalesce((SELECT b.status = 'open' FROM in_force b
                   WHERE b.complaint_id = a.complaint_id AND b.id <= a.id AND b.status <> 'voided'
                   ORDER BY b.id DESC LIMIT 1), 1) AS open_now
  FROM in_force a
),
stepped AS (
  SELECT *, coalesce(lag(open_now) OVER (PARTITION BY complaint_id ORDER BY id), 1) AS open_before
  FROM turn
),
newest AS (
  SELECT complaint_id, max(id) AS last_id, max(CASE WHEN day < :start THEN id END) AS eve_id,
         sum(open_before = 1 AND open_now = 0 AND day >= :start) AS closings,
         sum(open_before = 0 AND open_now = 1 AND day >= :start) AS reopenings,
         max(CASE WHEN open_before = 1 AND open_now = 0 THEN id END) AS closing_id
  FROM stepped GROUP BY complaint_id
),
standing AS (
  SELECT t.*, n.closings, n.reopenings,
         t.received_on >= :start AS fresh,
         t.heading IS NULL AS counts,
         e.id IS NOT NULL AND e.open_now = 1 AND e.heading IS NULL AS was_in,
         e.id IS NOT NULL AND e.open_now = 1 AND e.heading IS NOT NULL AND t.heading IS NULL AS came_back,
         CASE WHEN t.open_now = 0 THEN k.day END AS closed_day,
         t.due IS NULL OR t.due < min(:cut_off, coalesce(t.stopped_on, :cut_off)) AS past,
         coalesce(t.due_unextended, t.due) AS first_due
  FROM newest n
  JOIN turn t ON t.id = n.last_id
  LEFT JOIN turn e ON e.id = n.eve_id
  LEFT JOIN turn k ON k.id = n.closing_id
),
judged AS (
  SELECT *,
         first_due IS NULL OR first_due < min(:cut_off, coalesce(stopped_on, :cut_off)) AS past_first
  FROM standing
)
"""

_MOVEMENT = """
  coalesce(sum(was_in), 0) AS carried_in,
  coalesce(sum(counts AND fresh), 0) AS received,
  coalesce(sum(counts * reopenings), 0) AS reopened,
  coalesce(sum(was_in AND NOT counts), 0) - coalesce(sum(came_back), 0) AS reclassified,
  coalesce(sum(counts * closings), 0) AS closed,
  coalesce(sum(counts AND open_now), 0) AS carried_out,
  coalesce(sum(counts AND open_now AND past), 0) AS overdue
"""

_INDICATORS = """
  coalesce(sum(own AND NOT open_now), 0) AS one_top,
  coalesce(sum(own), 0) AS one_bottom,
  coalesce(sum(own AND closed_day IS NOT NULL AND closed_day <= due), 0) AS two_top,
  coalesce(sum(own AND (:base = 'received' OR NOT open_now OR past)), 0) AS two_bottom,
  coalesce(sum(own AND closed_day IS NOT NULL AND closed_day <= first_due), 0) AS first_top,
  coalesce(sum(own AND (:base = 'received' OR NOT open_now OR past_first)), 0) AS first_bottom,
  coalesce(sum(own AND open_now AND NOT past), 0) AS open_not_due,
  coalesce(sum(own AND due > due_unextended), 0) AS extended
FROM (SELECT *, counts AND fresh AS own FROM judged)
"""


def by_sql(base: sqlite3.Connection, start: date, end: date, cut_off: date, rule: str) -> dict[str, Any]:
    """Return every number of a period; breakdowns without the codes that have none."""
    base.row_factory = sqlite3.Row
    given = {"start": str(start), "end": str(end), "cut_off": str(cut_off), "base": rule}
    found: dict[str, Any] = {
        "movement": _numbers(base.execute(f"{_BASE} SELECT {_MOVEMENT} FROM judged", given))
    }
    row = base.execute(f"{_BASE} SELECT {_INDICATORS}", given).fetchone()
    for name, code in (("indicator1", "one"), ("indicator2", "two"), ("by_original", "first")):
        found[name] = (row[f"{code}_top"], row[f"{code}_bottom"])
    found |= {"open_not_due": row["open_not_due"], "extended": row["extended"]}
    shown = base.execute(
        f"{_BASE} SELECT heading, count(*) AS cases FROM judged WHERE fresh AND NOT counts GROUP BY 1", given
    )
    found["apart"] = {row["heading"]: row["cases"] for row in shown}
    for name, column in DIMENSIONS.items():
        found[name] = _by(base, f"coalesce({column}, 'unspecified')", given)
    found["by_outcome"] = _by(
        base, "CASE WHEN open_now THEN 'open' ELSE coalesce(outcome, 'unspecified') END", given
    )
    return found


def _by(base: sqlite3.Connection, column: str, given: Mapping[str, str]) -> dict[str, dict[str, int]]:
    rows = base.execute(f"{_BASE} SELECT {column} AS code, {_MOVEMENT} FROM judged GROUP BY 1", given)
    found = {row["code"]: {name: row[name] for name in MOVEMENT} for row in rows}
    return {code: counts for code, counts in found.items() if any(counts.values())}


def _numbers(rows: sqlite3.Cursor) -> dict[str, int]:
    row = rows.fetchone()
    return {name: row[name] for name in MOVEMENT}
