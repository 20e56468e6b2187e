"""Numeric kernels: plain typed Python functions that numba compiles to the same bits, and that export reads as equations."""

from gradea.world.kernel.elementary import exponential, logarithm, natural_log
from gradea.world.kernel.engine import accelerate, accelerated, interpreted, quick

__all__ = ["accelerate", "accelerated", "exponential", "interpreted", "logarithm", "natural_log", "quick"]
