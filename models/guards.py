"""Triggers that keep the journal append-only, whoever opens the file.

They refuse what this program never does. Somebody who drops them first is found out by the chain:
services/journal/verify.py. A changed trigger needs a new name and a migration.
"""

# Blanking by retention: the same number of elements, each as it was or null.
_ONLY_BLANKED = """
    NEW.office_id = OLD.office_id AND NEW.id = OLD.id
    AND json_array_length(NEW."values") = json_array_length(OLD."values")
    AND NOT EXISTS (
        SELECT 1
        FROM json_each(NEW."values") AS told JOIN json_each(OLD."values") AS was ON was.key = told.key
        WHERE told.type <> 'null' AND told.value IS NOT was.value
    )
"""

# By name, what SQLite is told.
TRIGGERS = {
    "journal_is_not_changed": """
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    "journal_is_not_deleted": """
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    "journal_values_are_only_blanked": f"""
CREATE TRIGGER journal_values_are_only_blanked BEFORE UPDATE ON journal_values
WHEN NOT ({_ONLY_BLANKED})
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    "journal_values_are_not_deleted": """
CREATE TRIGGER journal_values_are_not_deleted BEFORE DELETE ON journal_values
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
}
