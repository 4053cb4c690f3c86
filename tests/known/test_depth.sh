#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A cue that changes how much of the bend comes from the spine, and not how deep it is or how far the hips go: the
# interval of neither change may exclude 0 more often than chance does (scripts/evidence/accuracy-depth; that of 1,000 cohorts
# is run by hand).
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
exec "$HINGE_ROOT/scripts/evidence/accuracy-depth" "$HINGE_BUILD" 10 6
