"""Make one paper in this process and say what it took: `python -m benchmarks.one_paper WHAT ENGINE FILE`."""

import gc
import json
import pickle
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

NOT_INSTALLED = 3


def main(module: str, engine: str, file: Path) -> int:
    """Print seconds, pages and the most memory held as one line of JSON; the data is prepared beforehand."""
    data = pickle.loads(file.read_bytes())  # noqa: S301  (written by the benchmark a moment ago)
    engines = import_module(module)
    try:
        build = engines.ENGINES[engine](data)
    except ImportError:
        return NOT_INSTALLED
    gc.collect()
    begun, worked = time.perf_counter(), time.process_time()
    content = build()
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    memory = peak_memory()
    taken = {
        "seconds": seconds,
        "processor": processor,
        "pages": _pages(content),
        "memory_mb": memory,
        "size": len(content),
        "wait_ms": max(getattr(engines, "waits", []), default=0.0) * 1000,
    }
    print(json.dumps(taken))
    return 0


def peak_memory() -> float | None:
    """Return the most megabytes that this process has held, where the system tells."""
    # Not getrusage: on Linux a child begins with the peak of the process it was started from.
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _pages(content: bytes) -> int:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(content)
    return len(document)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
