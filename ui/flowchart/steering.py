"""Where the keyboard goes on the drawing: along the ways by arrow keys, from box to box by Tab."""

from services.flowchart.drawing import Box, Drawing

LEFT, RIGHT, UP, DOWN = (-1, 0), (1, 0), (0, -1), (0, 1)
Direction = tuple[int, int]
# A box this much to the side counts as if it were so many times as far away.
ASIDE = 2.0


def next_box(drawing: Drawing, code: str, direction: Direction) -> str:
    """Return the nearest box in a direction, one that a branch joins before any other; else the same."""
    here = next((box for box in drawing.boxes if box.code == code), None)
    if here is None:
        return drawing.boxes[0].code if drawing.boxes else ""
    joined = {arrow.end for arrow in drawing.arrows if arrow.start == code}
    joined |= {arrow.start for arrow in drawing.arrows if arrow.end == code}
    reached = [
        (box.code not in joined, distance, box.code) for box, distance in _ahead(drawing, here, direction)
    ]
    return min(reached)[2] if reached else code


def in_order(drawing: Drawing) -> list[str]:
    """Return the boxes from top to bottom, as they are read."""
    return [box.code for box in sorted(drawing.boxes, key=lambda box: (round(box.middle[1] / 40), box.x))]


def _ahead(drawing: Drawing, here: Box, direction: Direction) -> list[tuple[Box, float]]:
    found = []
    for box in drawing.boxes:
        dx, dy = box.middle[0] - here.middle[0], box.middle[1] - here.middle[1]
        along = dx * direction[0] + dy * direction[1]
        aside = abs(dx * direction[1]) + abs(dy * direction[0])
        if box.code != here.code and along > 1 and along * ASIDE > aside * 0.5:
            found.append((box, along + ASIDE * aside))
    return found
