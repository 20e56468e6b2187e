"""Small dense linear algebra in plain Python: fixed order of evaluation, so the same source gives the same bits.

Sums of products are `math.fsum`: rounded once, and so independent of platform and Python version (the rounding of `sum`
changed in 3.12, `math.exp` differs between C libraries). Matrices are lists of rows. Elimination does not pivot: every
matrix here has a dominant diagonal.
"""

from math import fsum
from operator import mul

Vector = list[float]
Matrix = list[Vector]

_TAYLOR_TERMS = 7
_TAYLOR_NORM = 1.0 / 32.0


def decay(x: float) -> float:
    """Return exp(-x) for x from 0 up, accurate to about 1e-14.

    Examples:
        >>> round(decay(1.0), 12), decay(0.0), decay(1e9)
        (0.367879441171, 1.0, 0.0)
    """
    if x > 700.0:
        return 0.0
    halvings = 0
    while x > 0.0625:
        x *= 0.5
        halvings += 1
    value = 1.0
    for term in range(9, 0, -1):
        value = 1.0 - x / term * value
    for _ in range(halvings):
        value *= value
    return value


def inner(left: Vector, right: Vector) -> float:
    """Return the inner product."""
    return fsum(map(mul, left, right))


def times(matrix: Matrix, vector: Vector) -> Vector:
    """Return matrix times vector."""
    return [fsum(map(mul, row, vector)) for row in matrix]


def product(left: Matrix, right: Matrix) -> Matrix:
    """Return left times right."""
    columns = list(zip(*right, strict=True))
    return [[fsum(map(mul, row, column)) for column in columns] for row in left]


def solved(matrix: Matrix, columns: Matrix) -> Matrix:
    """Return the rows x with matrix · x = columns, by elimination without pivoting.

    Args:
        matrix: n rows of n, with a dominant diagonal (by rows or by columns).
        columns: n rows, one value per right-hand side.

    Examples:
        >>> solved([[2.0, 0.0], [1.0, 4.0]], [[2.0], [9.0]])
        [[1.0], [2.0]]
    """
    size = len(matrix)
    rows = [[*left, *right] for left, right in zip(matrix, columns, strict=True)]
    for i in range(size):
        top = rows[i]
        pivot = top[i]
        for j in range(i + 1, size):
            row = rows[j]
            if row[i] != 0.0:
                factor = row[i] / pivot
                rows[j] = [b - factor * a for a, b in zip(top, row, strict=True)]
    answer: Matrix = [[] for _ in range(size)]
    for i in range(size - 1, -1, -1):
        row = rows[i]
        value = row[size:]
        for j in range(i + 1, size):
            factor = row[j]
            if factor != 0.0:
                value = [v - factor * x for v, x in zip(value, answer[j], strict=True)]
        answer[i] = [v / row[i] for v in value]
    return answer


def identity(size: int) -> Matrix:
    """Return the unit matrix."""
    return [[1.0 if i == j else 0.0 for j in range(size)] for i in range(size)]


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a matrix with a dominant diagonal."""
    return solved(matrix, identity(len(matrix)))


def norm(matrix: Matrix) -> float:
    """Return the largest absolute row sum."""
    return max(fsum(map(abs, row)) for row in matrix)


def exponential(matrix: Matrix, step: float) -> Matrix:
    """Return exp(matrix · step) by scaling and squaring.

    Model:
        The step is halved until its norm is at most 1/32; seven Taylor terms then leave an error below 1e-16. A matrix
        with no negative entry off the diagonal gives a result with no negative entry.

    Examples:
        >>> [round(x, 9) for x in exponential([[-1.0, 0.0], [1.0, 0.0]], 1.0)[1]]
        [0.632120559, 1.0]
    """
    squarings = 0
    while norm(matrix) * abs(step) > _TAYLOR_NORM:
        step *= 0.5
        squarings += 1
    unit = identity(len(matrix))
    value = unit
    for term in range(_TAYLOR_TERMS, 0, -1):
        part = step / term
        value = [
            [u + part * v for u, v in zip(unit_row, row, strict=True)]
            for unit_row, row in zip(unit, product(matrix, value), strict=True)
        ]
    for _ in range(squarings):
        value = product(value, value)
    return value
