"""Owns readers by the thousand: wrk (Debian's package) over a list of addresses, at full speed or so many a second."""

import json
import shutil
import subprocess
from pathlib import Path

LACKING = [] if shutil.which("wrk") else ["wrk"]
CONNECTIONS = 200
# By itself wrk waits for an answer and then as long as it was told, so that slow answers mean fewer questions. Here a
# reader comes when one is due, up to a second late.
SCRIPT = """local ffi, paths, at, apart, due = require("ffi"), {{ {paths} }}, 0, {apart}, 0
ffi.cdef("struct lapse {{ long seconds, nanoseconds; }}; int clock_gettime(int clock, struct lapse *lapse);")
local lapse = ffi.new("struct lapse")
local function now()
  ffi.C.clock_gettime(1, lapse)
  return tonumber(lapse.seconds) * 1000 + tonumber(lapse.nanoseconds) / 1e6
end
function request() at = at + 1; return wrk.format("GET", paths[at % #paths + 1]) end
function delay()
  if apart == 0 then return 0 end
  due = math.max(due, now() - 1000) + apart
  return math.max(0, due - now())
end
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
        apart = 1000 / a_second if a_second else 0  # milliseconds between two requests, whoever's they are
        script.write_text(SCRIPT.format(paths=named, apart=apart))
        command = ["wrk", "-t1", f"-c{CONNECTIONS if apart else 32}", f"-d{seconds}s", "--timeout", "30s", "-s", script]
        command += ["-H", "Accept-Encoding: br, gzip", f"http://127.0.0.1:{port}/"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def told(self) -> dict:
        written, _nothing = self.process.communicate()
        return json.loads(written.strip().splitlines()[-1])
