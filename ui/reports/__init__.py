"""The monthly report's page, and the window that shows a printed paper."""
