"""The store in memory keeps the contract of all stores."""

import pytest

from gradea.ledger import LedgerStore, MemoryStore

from .store_contract import StoreContract


class TestMemoryStore(StoreContract):
    """See the contract."""

    @pytest.fixture
    def store(self) -> LedgerStore:
        return MemoryStore()
