#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Statistics on random data of fixed seeds, against SciPy. 77: skipped.
set -u
python3 -c 'import numpy, scipy' 2>/dev/null || { echo "skipped: no Python with SciPy"; exit 77; }
python3 "$HINGE_ROOT/scripts/check-stats-live" "$(command -v hinge-compare)" 20261 3
