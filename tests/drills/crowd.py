"""Owns readers by the thousand: wrk (Debian's package) over a list of addresses, at full speed or so many a second."""

import json
import shutil
import subprocess
from pathlib import Path

LACKING = [] if shutil.which("wrk") else ["wrk"]
CONNECTIONS = 200
SCRIPT = """local paths, at, wait = {{ {paths} }}, 0, {wait}
function request() at = at + 1; return wrk.format("GET", paths[at % #paths + 1]) end
function delay() return wait end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{{"answers":%d,"seconds":%f,"p99":%f,"errors":%d,"refused":%d}}\\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99) / 1000, e.connect + e.read + e.write + e.timeout, e.status))
end
"""


class Crowd:
    """wrk at work. `told` waits for its end: answers, seconds, p99 in milliseconds, errors, refused (4xx and 5xx)."""

    def __init__(self, port: int, paths: list[str], folder: Path, *, seconds: int, a_second: float = 0):
        script, named = folder / "crowd.lua", ", ".join(f'"{path}"' for path in paths)
        wait = round(1000 * CONNECTIONS / a_second) if a_second else 0  # milliseconds between one reader's requests
        script.write_text(SCRIPT.format(paths=named, wait=wait))
        command = ["wrk", "-t1", f"-c{CONNECTIONS if wait else 32}", f"-d{seconds}s", "--timeout", "30s", "-s", script]
        command += ["-H", "Accept-Encoding: br, gzip", f"http://127.0.0.1:{port}/"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def told(self) -> dict:
        written, _nothing = self.process.communicate()
        return json.loads(written.strip().splitlines()[-1])
