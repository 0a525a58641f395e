"""Owns how each engine is spoken to, whatever its address says."""

from newsroom import turns

MOST_CONNECTIONS = 16  # of one process
# SQLite as one machine needs it: writers wait for each other instead of failing, what was answered is on the disk.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": turns.PATIENCE,
    "factory": turns.Connection,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# Beginning processes to help, or to compile, takes longer than a page; an index that is in use lies in memory.
POSTGRESQL = "-c max_parallel_workers_per_gather=0 -c jit=off -c random_page_cost=1.1"


def tuned(database: dict) -> dict:
    """An entry of DATABASES as read from its address, with our options."""
    if database["ENGINE"].endswith("sqlite3"):
        return database | {"OPTIONS": SQLITE, "CONN_MAX_AGE": None}
    # Looked at before it is lent: after a restart of the server each dead one would cost somebody a page.
    pool = {"timeout": 3, "max_size": MOST_CONNECTIONS}  # seconds
    asked = database.get("OPTIONS", {})  # by its address, as `?sslmode=require`, stays
    options = asked | {"options": f"{POSTGRESQL} {asked.get('options', '')}".strip(), "pool": pool}
    return database | {"OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
