"""The flowchart editor: draw the way a case takes, check it, publish it."""
