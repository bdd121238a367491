"""Make what is derived when data of an older program is brought up to date."""

from sqlalchemy.orm import Session


def fill_derived(session: Session) -> None:
    """Write marks, and search rows of cases with a hidden complainant, inside the migration's transaction."""
    # Imported here: opening data that is up to date pays for none of it.
    from services.complaints.search_text import index_hidden_cases
    from services.complaints.similar_filling import write_all_marks

    write_all_marks(session)
    index_hidden_cases(session)
