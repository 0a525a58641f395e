"""Owns what a command costs: time by the wall, time of processor, memory at its peak."""

import json
import subprocess
import sys

from community.pictures import darkroom

# A small process of its own, since a child of a large one would count its memory as its own.
MEASURE = """import json, resource, subprocess, sys, time
begun = time.monotonic()
done = subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))"""


def costs(data: bytes, module: str, *arguments: str) -> tuple[float, float, float]:
    """Seconds by the wall, seconds of processor and megabytes at the peak, of a module that reads `data`."""
    command = [sys.executable, "-S", "-c", MEASURE, sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, input=data, capture_output=True, cwd=darkroom.HOME, env=darkroom.ENVIRONMENT)
    return tuple(json.loads(done.stdout))
