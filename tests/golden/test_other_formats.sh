#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091 # studies.sh is checked by itself
# Tables of spine markers beside another program's angles, of a phone, of sensors, and of two visits.
. "$HINGE_ROOT/tests/golden/studies.sh"
spine
tables spine
table spine agreement
table spine waveforms --phase rep
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 1 || ($at["over"] == "time" && $at["percent"] % 10 == 0)' \
    spine/waveforms.csv >thin && mv thin spine/waveforms.csv
phones
tables phones
sensors
tables sensors
visits
for view in reps faults trials participants summary flow missing; do table visits $view; done
golden spine phones sensors visits
compared
