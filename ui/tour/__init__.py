"""The tour: the main job done through the real windows, leaving pictures and PDFs."""
