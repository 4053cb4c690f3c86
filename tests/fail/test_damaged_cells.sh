#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A cell that is no number, in the middle of a recording of each text format, is said or refused (damaged_cells.py).
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-damaged-XXXXXX")
trap 'rm -rf "$folder"' EXIT
HINGE_DATA=$HINGE_ROOT/tests/data python3 "$HINGE_ROOT/tests/fail/damaged_cells.py" "$folder"
