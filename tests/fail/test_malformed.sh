#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Inputs that cannot be meant: exit code and message of each are those of malformed.tsv, which
# malformed.py makes. HINGE_CAMPAIGN=full breaks every layout in every way. 77: skipped.
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-malformed-XXXXXX")
trap 'rm -rf "$folder"' EXIT
full=
[ "${HINGE_CAMPAIGN-}" != full ] || full=--full
python3 "$HINGE_ROOT/tests/fail/malformed.py" $full "$HINGE_ROOT/tests/fail/malformed.tsv" "$folder"
