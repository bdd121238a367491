"""The process that waits for commands of tests/command_line.py: a line of JSON in, an exit code out."""

import atexit
import gc
import json
import os
import pkgutil
import signal
import sys
import threading
from importlib import import_module
from typing import Any, NoReturn

import main
import services

PATIENCE_S = 90


def import_everything() -> None:
    """Import what commands need, the demo's story and the permissions page aside."""
    for found in pkgutil.walk_packages(services.__path__, "services."):
        if not found.name.endswith("permissions_page"):
            import_module(found.name)


def become(order: dict[str, Any]) -> int:
    """Take on, in the child, a command's environment and streams, and run it."""
    signal.alarm(PATIENCE_S)
    os.environ.clear()
    os.environ.update(order["env"])
    for number, (name, flags) in enumerate(
        (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY | os.O_CREAT), ("stderr", os.O_WRONLY | os.O_CREAT))
    ):
        opened = os.open(order[name], flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process lives
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["main.py", *order["words"]]
    try:
        return main.main()
    except SystemExit as left:  # as argparse leaves
        return left.code if isinstance(left.code, int) else 1


def end(code: int) -> NoReturn:
    """End the child as Python ends, only that what was imported isn't taken apart piece by piece."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def serve() -> int:
    """Run each command in a child."""
    import_everything()
    gc.freeze()  # a child that looks for garbage would copy every page of what is imported
    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if child == 0:
            end(become(json.loads(line)))
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(serve())
