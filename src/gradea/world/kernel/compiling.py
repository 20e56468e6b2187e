"""Plain Python kernels turned into machine code by numba, with the same bits.

numba is loaded when something is compiled, and not before: a process that only serves pages never pays for it. No fast
mathematics and no fused multiply-add, so that each operation rounds as Python does; `doubled`, `halved` and `sqrt`, which
are exact or correctly rounded by definition, become moves of bits and one instruction.
"""

from collections.abc import Callable, MutableSequence
from importlib import import_module
from math import sqrt
from types import FunctionType, ModuleType
from typing import Any, cast

from gradea.world.kernel.elementary import ROUNDER, doubled, halved

OPTIONS = {"fastmath": False, "error_model": "numpy", "boundscheck": False, "nogil": True}
"""numpy's errors: a division by zero, which conditional expressions shut out, needs no branch of its own."""

_MANTISSA, _EXPONENT_BITS, _BIAS = 0x000FFFFFFFFFFFFF, 52, 1023
_HALF_EXPONENT = 1022 << _EXPONENT_BITS
_MAGIC_EXPONENT = 0x4330000000000000
_MAGIC = 4503599627370496.0

Function = Callable[..., Any]


class KernelCompiler:
    """Compiles kernels and whatever kernels they call, each once.

    Attributes:
        numba: The library.
    """

    def __init__(self, cache_folder: str) -> None:
        """Load numba and keep machine code in a folder; empty for none.

        Raises:
            ImportError: If numba is not installed.
        """
        self.numba: ModuleType = import_module("numba")
        self._arrays: ModuleType = import_module("numpy")
        self._cached = bool(cache_folder)
        if cache_folder:
            self.numba.config.CACHE_DIR = cache_folder
        self._made: dict[Function, Any] = _exact_operations()

    def array(self, numbers: int) -> MutableSequence[float]:
        """Return an array of so many zeros."""
        return cast(MutableSequence[float], self._arrays.zeros(numbers))

    def compiled(self, kernel: Function, *, entry: bool = True) -> Any:
        """Return a kernel compiled; what it calls is compiled into it.

        Args:
            kernel: A plain function whose global names are numbers, kernels, or Python's own.
            entry: Whether Python calls it; only those are kept in the cache.
        """
        if kernel not in self._made:
            known = dict(kernel.__globals__)
            for name in kernel.__code__.co_names:
                used = known.get(name)
                if isinstance(used, FunctionType) or used in self._made:
                    known[name] = self.compiled(used, entry=False)
            twin = FunctionType(kernel.__code__, known, kernel.__name__, kernel.__defaults__, kernel.__closure__)
            twin.__module__, twin.__qualname__ = kernel.__module__, kernel.__qualname__
            options = {**OPTIONS, "cache": self._cached} if entry else {**OPTIONS, "forceinline": True}
            self._made[kernel] = self.numba.njit(**options)(twin)
        return self._made[kernel]


def _exact_operations() -> dict[Function, Any]:
    """Return machine code for `doubled`, `halved` and `sqrt`."""
    types, extending, ir = (
        import_module("numba.core.types"),
        import_module("numba.extending"),
        import_module("llvmlite.ir"),
    )
    f64, i64 = ir.DoubleType(), ir.IntType(64)

    def whole(value: int) -> Any:
        return ir.Constant(i64, value)

    @extending.intrinsic  # type: ignore[untyped-decorator]  # numba has no types
    def doubled_bits(_context: Any, _value: Any, _times: Any) -> Any:
        def made(_ctx: Any, builder: Any, _signature: Any, args: Any) -> Any:
            shifted = builder.fadd(args[1], ir.Constant(f64, ROUNDER))
            bits = builder.shl(builder.bitcast(shifted, i64), whole(_EXPONENT_BITS))
            power = builder.bitcast(builder.add(bits, whole(_BIAS << _EXPONENT_BITS)), f64)
            return builder.fmul(args[0], power)

        return types.float64(types.float64, types.float64), made

    @extending.intrinsic  # type: ignore[untyped-decorator]  # numba has no types
    def halved_bits(_context: Any, _x: Any) -> Any:
        def made(ctx: Any, builder: Any, signature: Any, args: Any) -> Any:
            bits = builder.bitcast(args[0], i64)
            mantissa = builder.bitcast(builder.or_(builder.and_(bits, whole(_MANTISSA)), whole(_HALF_EXPONENT)), f64)
            exponent = builder.or_(builder.lshr(bits, whole(_EXPONENT_BITS)), whole(_MAGIC_EXPONENT))
            power = builder.fsub(builder.bitcast(exponent, f64), ir.Constant(f64, _MAGIC + _BIAS - 1))
            return ctx.make_tuple(builder, signature.return_type, [mantissa, power])

        return types.UniTuple(types.float64, 2)(types.float64), made

    @extending.intrinsic  # type: ignore[untyped-decorator]  # numba has no types
    def root(_context: Any, _x: Any) -> Any:
        def made(_ctx: Any, builder: Any, _signature: Any, args: Any) -> Any:
            function = builder.module.declare_intrinsic("llvm.sqrt", [f64])
            return builder.call(function, args)

        return types.float64(types.float64), made

    return {doubled: doubled_bits, halved: halved_bits, sqrt: root}
