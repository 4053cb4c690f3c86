#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Results that were made before there was a depth of the breakpoint: the report says what to run.
set -euo pipefail
python3 -c 'import h5py' 2>/dev/null || { echo "skipped: python3 with h5py is not installed"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 2 --reps 3 --rate 30 --cue none --format trc-b -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
line='without the depth before the lower back bends. Run <code>hinge-analyze</code> again.'
hinge-report -q r.h5 --study s.h5 -o now.html
if grep -F "$line" now.html; then exit 1; fi
python3 - <<'END'
import h5py
with h5py.File("r.h5", "r+", libver=("v110", "v110")) as h:
    for name in ("metrics/id", "reps/metric"):
        d, ids, whole = h[name].id, h[name][...], h5py.h5s.ALL
        for row in ids:
            if b"".join(row).rstrip(b"\0") == b"break_depth_deg":
                row[1] = b"x"  # another id, as if it had not been measured
        d.write(whole, whole, ids, mtype=d.get_type())
END
hinge-report -q r.h5 --study s.h5 -o older.html
grep -qF "$line" older.html
# bodies of another version are not drawn beside this one's numbers
python3 - <<'END'
import h5py, numpy
with h5py.File("r.h5", "r+", libver=("v110", "v110")) as h:
    h.attrs["source"] = numpy.bytes_(b"hinge-analyze 0.0.1")
END
status=0
hinge-report -q r.h5 --study s.h5 -o other.html 2>said || status=$?
grep -qE '^hinge-report: r.h5: made by another build, hinge-analyze 0.0.1; this is hinge-analyze [0-9.]+ \(build [0-9a-f]{8}\), which would measure s.h5 differently: analyse it again with this build$' said
[ "$status" = 3 ] && [ ! -e other.html ]
