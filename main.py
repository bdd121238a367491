"""RapRueang (รับเรื่อง): start the window, or run one command without it."""

import gc
import sys


def main() -> int:
    """Read the command line and hand over."""
    # What is imported stays until the end: looking for garbage among it takes a tenth of the start.
    gc.disable()
    from services.commands.parser import build_parser

    parser = build_parser()
    arguments = parser.parse_args()
    if arguments.command == "report" and not arguments.report and not arguments.list_reports:
        parser.error("report: name a report, or use --list")
    if arguments.command is not None:
        from services.commands.run import run

        gc.enable()
        return run(arguments)
    # ReportLab and SQLAlchemy are imported before PySide6, which slows down every import after it.
    import services.container  # noqa: F401

    if arguments.tour or arguments.pictures:
        from ui.tour.tour import run_tour

        gc.enable()
        return run_tour(arguments)
    from ui.program import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())
