"""The store of a workspace: one SQLite file."""

from corpus.store.database import MIGRATIONS, Store, StoreError

__all__ = ["MIGRATIONS", "Store", "StoreError"]
