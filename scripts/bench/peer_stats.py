# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts/bench/stats compares with: the obvious NumPy for the largest t over nodes.

peer_stats.py CURVES RELABELLINGS     prints "numpy SECONDS", without imports and reading"""

import sys
import time

import numpy


def t_statistic(a, b):
    """Pooled t at every node."""
    n, m = len(a), len(b)
    pooled = ((n - 1) * a.var(axis=0, ddof=1) + (m - 1) * b.var(axis=0, ddof=1)) / (n + m - 2)
    return (a.mean(axis=0) - b.mean(axis=0)) / numpy.sqrt(pooled * (1 / n + 1 / m))


def largest(y, n, relabellings):
    random = numpy.random.default_rng(1)
    null = numpy.empty(relabellings)
    for k in range(relabellings):
        order = random.permutation(len(y))
        null[k] = numpy.abs(t_statistic(y[order[:n]], y[order[n:]])).max()
    return numpy.quantile(null, 0.95)


cells = numpy.genfromtxt(sys.argv[1], delimiter=",", skip_header=1, dtype=str)
y = cells[numpy.argsort(cells[:, 1], kind="stable"), 2:].astype(float)
first = int((cells[:, 1] == min(cells[:, 1])).sum())
start = time.perf_counter()
largest(y, first, int(sys.argv[2]))
print("numpy", time.perf_counter() - start)
