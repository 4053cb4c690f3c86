#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Statistics and the method's operators on random inputs of fixed seeds, against SciPy. 77: skipped.
set -u
for python in /usr/bin/python3 python3 ''; do
    [ -n "$python" ] || { echo "skipped: no Python with SciPy"; exit 77; }
    ! "$python" -c 'import numpy, scipy' 2>/dev/null || break
done
"$python" "$HINGE_ROOT/scripts/check-stats-live" "$(command -v hinge-compare)" 20261 3 &&
    PYTHON=$python "$HINGE_ROOT/scripts/check-science" "$HINGE_BUILD/tests/science/operators" 20261 20
