"""The page that answers what became of a complaint."""
