"""Django's SQLite back end, opened with a rollback journal and full durability.

Why not WAL: SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write or checkpoint at once (the
WAL-reset bug), and web threads each have a connection. The rollback journal does not have the bug. `EXTRA` also syncs the
folder after the journal is deleted; without it a power cut can bring a finished journal, and so the old data, back.
`secure_delete` overwrites what is deleted, so an erased key is gone from the file too.
"""

import sqlite3
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

_WANTED = {"journal_mode": {"delete", "memory"}, "synchronous": {3}, "foreign_keys": {1}, "secure_delete": {1}}


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that refuses to serve when a setting did not take."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open, set, and read back each setting.

        Raises:
            ImproperlyConfigured: If SQLite did not accept one, for instance on a file system without locks.
        """
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")
        for name, allowed in _WANTED.items():
            found = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found not in allowed:
                connection.close()
                raise ImproperlyConfigured(f"SQLite answers {name}={found!r}; move the data folder to a local disk")
        return connection
