"""What is kept: tables and their invariants, engine, migrations, search index."""
