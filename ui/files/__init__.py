"""Files on their way in: chosen, dropped, pasted, read beside the window, refused in a sentence."""
