"""Whether kernels run as plain Python or compiled. The bits are the same, so the choice changes nothing but the time.

Nothing is compiled until somebody asks: a server of pages stays with plain Python, a command that simulates for long
accelerates.
"""

from collections.abc import Callable, Iterator, MutableSequence
from contextlib import contextmanager
from typing import ParamSpec, TypeVar, cast

from gradea.world.kernel.compiling import KernelCompiler

P = ParamSpec("P")
R = TypeVar("R")

_compilers: list[KernelCompiler] = []
"""Empty while kernels are plain Python; one compiler otherwise."""


def accelerate(cache_folder: str = "") -> None:
    """Compile kernels from now on, each when first used.

    Args:
        cache_folder: Folder that keeps machine code between processes, named after the sources it was made from; empty
            for none.

    Raises:
        ImportError: If numba is not installed.
    """
    if not _compilers:
        _compilers.append(KernelCompiler(cache_folder))


def accelerated() -> bool:
    """Return whether kernels are compiled."""
    return bool(_compilers)


@contextmanager
def interpreted() -> Iterator[None]:
    """Run kernels as plain Python inside a `with`: for comparisons, and for a debugger."""
    waiting = list(_compilers)
    _compilers.clear()
    try:
        yield
    finally:
        _compilers.extend(waiting)


def quick(kernel: Callable[P, R]) -> Callable[P, R]:
    """Return the fastest form of a kernel there is now: the kernel itself, or its compiled twin.

    Examples:
        >>> from gradea.world.kernel.elementary import exponential
        >>> quick(exponential)(0.0)
        1.0
    """
    return cast(Callable[P, R], _compilers[0].compiled(kernel)) if _compilers else kernel


def room(numbers: int) -> MutableSequence[float]:
    """Return room for so many numbers, all 0: a list for plain Python, an array for compiled kernels.

    Examples:
        >>> len(room(3))
        3
    """
    return _compilers[0].array(numbers) if _compilers else [0.0] * numbers
