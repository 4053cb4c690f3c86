#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091 # studies.sh is checked by itself
# Tables of markers of a laboratory: tier A in two groups under three cues, lifts from the floor.
. "$HINGE_ROOT/tests/golden/studies.sh"
lab
tables lab
table lab sensitivity --filter fault=butt_wink,rounding_early
table lab variability --filter cue=none --columns lumbar_fraction,hip_excursion_deg
must hinge-compare cues -q lab.h5 --format csv >lab/cues.csv
must hinge-compare groups -q lab.h5 --filter cue=none --format csv >lab/groups.csv
lifts
tables lifts
golden lab lifts
compared
