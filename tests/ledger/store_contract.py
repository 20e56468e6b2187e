"""What every ledger store promises; each store's test supplies a fixture `store`."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from gradea.ledger import (
    EMPTY,
    DuplicateCommand,
    HeadMoved,
    LedgerStore,
    canonical_bytes,
    head_of,
    read_canonical,
    read_lines,
    seal,
    seal_all,
    to_line,
    verify,
)

from .chains import chain, draft, following


class StoreContract:
    """One law for all stores."""

    def test_a_new_run_is_empty(self, store: LedgerStore) -> None:
        """An unknown run is an empty chain, not an error."""
        assert store.head("run-1") == EMPTY
        assert store.entries("run-1") == []
        assert list(store.lines("run-1")) == []
        assert store.written("run-1", "c-0") is None

    @pytest.mark.requirement("AUD-02", "positive")
    def test_what_was_appended_comes_back_as_it_was(self, store: LedgerStore) -> None:
        """Who, in which role, what, when (simulated and real) come back, byte for byte."""
        entries = chain(3)
        store.append("run-1", -1, entries[:1], "c-0")
        more = seal_all(head_of(entries[0]), [draft(1, "both"), draft(2, "both")])
        store.append("run-1", 0, more, "both")
        assert store.entries("run-1") == [entries[0], *more]
        assert store.entries("run-1", since=2) == more[1:]
        assert store.head("run-1") == head_of(more[1])
        assert store.written("run-1", "both") == range(1, 3)
        assert verify(store.lines("run-1")).ok

    @pytest.mark.requirement("STO-01", "positive")
    def test_export_reads_back(self, store: LedgerStore) -> None:
        """The exported lines hold everything the store holds."""
        entries = chain(5)
        for number, one in enumerate(entries):
            store.append("run-1", number - 1, [one], f"c-{number}")
        assert list(store.lines("run-1")) == [to_line(one) for one in entries]
        assert list(read_lines(store.lines("run-1"))) == entries
        assert list(store.lines("run-1", since=3)) == [to_line(one) for one in entries[3:]]

    def test_runs_do_not_touch(self, store: LedgerStore) -> None:
        """Each run is a chain of its own; a command key counts within its run."""
        store.append("run-1", -1, chain(1), "c-0")
        store.append("run-2", -1, chain(1, words="b"), "c-0")
        assert len(store.entries("run-1")) == len(store.entries("run-2")) == 1
        assert store.head("run-1") != store.head("run-2")

    def test_a_moved_head_is_refused(self, store: LedgerStore) -> None:
        """Who decided on an old state decides again: nothing of theirs is written."""
        entries = chain(2)
        store.append("run-1", -1, entries[:1], "c-0")
        with pytest.raises(HeadMoved) as caught:
            store.append("run-1", -1, seal_all(EMPTY, [draft(0, "late")]), "late")
        assert (caught.value.expected, caught.value.actual) == (-1, 0)
        with pytest.raises(HeadMoved):
            store.append("run-1", 4, [seal(entries[1].hash, 5, draft(5, "early"))], "early")
        assert store.entries("run-1") == entries[:1]
        assert store.written("run-1", "late") is None

    def test_a_repeated_command_gets_its_first_answer(self, store: LedgerStore) -> None:
        """The same command twice is written once, also when the head has moved since."""
        first = following([], "twice", count=2)
        store.append("run-1", -1, first, "twice")
        store.append("run-1", 1, following(first, "other"), "other")
        for expected, entries in ((-1, first), (2, following(store.entries("run-1"), "twice"))):
            with pytest.raises(DuplicateCommand) as caught:
                store.append("run-1", expected, entries, "twice")
            assert caught.value.seqs == range(2)
        assert len(store.entries("run-1")) == 3

    def test_submitted_appends_are_written_in_their_order(self, store: LedgerStore) -> None:
        """The next may be chained behind one that still waits; refusals come through the future, mistakes at once."""
        entries = chain(30)
        answers = [store.submit("run-1", number - 1, [one], f"c-{number}") for number, one in enumerate(entries)]
        late = store.submit("run-1", 3, seal_all(head_of(entries[3]), [draft(30, "late")]), "late")
        twice = store.submit("run-1", 29, following(entries, "c-7"), "c-7")
        assert [answer.result() for answer in answers] == [None] * 30
        assert isinstance(late.exception(), HeadMoved)
        assert isinstance(twice.exception(), DuplicateCommand)
        with pytest.raises(ValueError):
            store.submit("run-1", 29, [], "none")
        assert store.entries("run-1") == entries

    @pytest.mark.parametrize("spoil", ["none", "gap", "command", "link", "inner link", "hash", "time", "run"])
    def test_what_is_no_continuation_is_refused(self, store: LedgerStore, spoil: str) -> None:
        """A mistake of the caller is an error and leaves no trace."""
        entries = chain(4)
        store.append("run-1", -1, entries[:1], "c-0")
        good = seal(entries[0].hash, 1, draft(1, "x"))
        late = seal(entries[0].hash, 1, draft(100, "x"))
        spoilt = {
            "none": [],
            "gap": [seal(entries[0].hash, 2, draft(1, "x"))],
            "command": [seal(entries[0].hash, 1, draft(1, "y"))],
            "link": [seal("0" * 64, 1, draft(1, "x"))],
            "inner link": [good, seal("0" * 64, 2, draft(2, "x"))],
            "hash": [type(good)(good.entry, good.data + b" ", good.hash)],
            "time": [late, seal(late.hash, 2, draft(2, "x"))],
            "run": [good],
        }[spoil]
        with pytest.raises(ValueError):
            store.append("../run" if spoil == "run" else "run-1", 0, spoilt, "x")
        assert store.entries("run-1") == entries[:1]
        store.append("run-1", 0, [good], "x")

    def test_many_writers_lose_and_double_nothing(self, store: LedgerStore) -> None:
        """32 threads on four runs, each deciding again when somebody was faster."""

        def work(worker: int) -> None:
            run = f"run-{worker % 4}"
            for number in range(6):
                append_at_head(store, run, f"w{worker}-{number}", count=1 + number % 2)

        with ThreadPoolExecutor(32) as pool:
            list(pool.map(work, range(32)))
        for lane in range(4):
            run = f"run-{lane}"
            entries = store.entries(run)
            assert verify(store.lines(run)).ok
            assert len(entries) == 8 * 9
            seqs = [
                seq for worker in range(lane, 32, 4) for number in range(6) for seq in _seqs(store, run, worker, number)
            ]
            assert sorted(seqs) == list(range(72))

    def test_one_command_from_many_threads_is_written_once(self, store: LedgerStore) -> None:
        """All who come too late are told which entries the command gave."""
        entries, start, answers = following([], "same", count=3), threading.Barrier(32), []

        def work() -> None:
            start.wait()
            try:
                store.append("run-1", -1, entries, "same")
                answers.append(None)
            except DuplicateCommand as duplicate:
                answers.append(duplicate.seqs)

        in_threads(work, 32)
        assert answers.count(None) == 1
        assert answers.count(range(3)) == 31
        assert len(store.entries("run-1")) == 3

    def test_bytes_are_stored_not_made_again(self, store: LedgerStore) -> None:
        """What is verified later are the bytes that were hashed at first."""
        one = chain(1)[0]
        store.append("run-1", -1, [one], "c-0")
        assert store.entries("run-1")[0].data == one.data == canonical_bytes(read_canonical(one.data))


def append_at_head(store: LedgerStore, run: str, command: str, *, count: int = 1) -> None:
    """Append a command behind whatever the head is, deciding again until nobody is faster."""
    while True:
        head = store.head(run)
        drafts = [draft(head.seq + 1 + number, command) for number in range(count)]
        try:
            return store.append(run, head.seq, seal_all(head, drafts), command)
        except HeadMoved:
            continue


def in_threads(work: Callable[[], None], count: int) -> None:
    """Run the same work in so many threads at once."""
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _seqs(store: LedgerStore, run: str, worker: int, number: int) -> range:
    seqs = store.written(run, f"w{worker}-{number}")
    assert seqs is not None
    return seqs
