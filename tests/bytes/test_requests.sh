#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Every request of tests/known/cases, whose chosen numbers R has judged, with all its numbers, and for
# readers, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
cp "$HINGE_ROOT"/tests/known/cases/*.csv .
python3 - "$HINGE_ROOT/tests/known/cases" <<'END'
import glob, json, os, sys
for path in sorted(glob.glob(sys.argv[1] + "/*.json")):
    for number, run in enumerate(json.load(open(path))):
        name = "%s,%d,%s" % (os.path.basename(path)[:-5], number, run["request"]["analysis"])
        request = dict(run["request"], data=run["data"]) if run["data"] else run["request"]
        json.dump(request, open("request," + name, "w"))
END
for request in request,*; do
    name=${request#request,}
    case $name in # longer than a second
    *,power_lmm | mass,*) continue ;;
    esac
    pin "$name" hinge-compare -q --request "$request"
done
pinned
