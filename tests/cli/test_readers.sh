#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/r and tools/python read results.h5: every value of hinge-table, and people's changes with the
# numbers of hinge-compare; R CMD check has nothing to say of tools/r, whose vignette runs a study.
# What is not installed is left out; 77 where neither can run.
set -euo pipefail
root=$PWD
PATH=${HINGE_BUILD:-$root/build}/bin:$PATH
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-readers-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
hinge-simulate -q -n 8 --reps 4 --trials 2 --rate 30 --cue none --cue dowel --noise 1 -o raw
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "trial") at = i }
    { print $0, NR == 1 ? "load_kg,mass_kg,system,note" : "4,70," ($at == 1 ? "vicon" : "xsens") ",n" NR }' raw/trials.csv >raw/keys.csv
hinge-ingest -q raw/keys.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-table reps r.h5 --columns all --format csv -o reps.csv
hinge-table waveforms r.h5 --format csv -o waveforms.csv
# By hand, p001's recordings without a cue are left with 2 and 4 repetitions, so that their mean
# is not that of repetitions; p002 is left with 2 that are valid and not used, as they are too few
{
    echo trial,rep,exclude
    for row in p001_1_bodyweight_hinge_none_1,{1,2} p002_1_bodyweight_hinge_none_{1,2},{1,2,3}; do
        echo "$row,1"
    done
} >events.csv
hinge-analyze -q s.h5 --events events.csv -o used.h5
hinge-table reps used.h5 -o used.csv
hinge-compare within used.h5 --outcome lumbar_fraction --phase descent --condition cue --order dowel,none --format json |
    python3 -c 'import json, sys
test = json.load(sys.stdin)["results"]["paired_t"]
print(*(test[name] for name in ("mean_diff", "se", "t")), sep="\n")' >wanted
export HINGE_RESULTS=$folder/r.h5 HINGE_TABLES=$folder PYTHONDONTWRITEBYTECODE=1
alike() { # one number a line: those of hinge-compare
    paste wanted "$1" | awk '{ d = $1 - $2; if (d < 0) d = -d; n += NF == 2 && d < 1e-6 } END { exit n != 3 }'
}
there() { # python's modules
    python3 -c 'import importlib.util, sys
sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))' "$@" 2>/dev/null
}
ran=0
if there h5py pandas xarray pytest; then
    ran=1
    PYTHONPATH=$root/tools/python python3 -m pytest -q -p no:cacheprovider "$root/tools/python/tests/test_hingekit.py" >said 2>&1 ||
        { tail -n 40 said && exit 1; }
    if there matplotlib; then
        PYTHONPATH=$root/tools/python python3 "$root/tools/python/example.py" used.h5 used.csv python.pdf >python.txt
        alike python.txt || { paste wanted python.txt && exit 1; }
    fi
fi
packages=$(Rscript --vanilla -e 'cat(.packages(all.available = TRUE))' 2>/dev/null || true)
if [[ " $packages " == *" ncdf4 "* && " $packages " == *" testthat "* ]]; then
    ran=1
    mkdir library
    export R_LIBS=$folder/library
    cp -r "$root/tools/r/hingekit" .
    built=() checked=(--no-manual --no-build-vignettes)
    for package in knitr rmarkdown lmerTest pbkrtest emmeans; do
        [[ " $packages " == *" $package "* ]] || built=(--no-build-vignettes)
    done
    [ ${#built[@]} -eq 0 ] || { checked+=(--ignore-vignettes) && export _R_CHECK_FORCE_SUGGESTS_=false; }
    R CMD build "${built[@]}" hingekit >said 2>&1 || { cat said && exit 1; }
    LC_ALL=C.UTF-8 R CMD check "${checked[@]}" hingekit_*.tar.gz >said 2>&1 || { tail -n 40 said && exit 1; }
    grep -qx 'Status: OK' said || { cat said && exit 1; }
    grep -q 'SKIP 0' hingekit.Rcheck/tests/testthat.Rout
    [ ${#built[@]} -gt 0 ] || grep -q '<td align="left">trained</td>' hingekit.Rcheck/hingekit/doc/hingekit.html # its last table
    R CMD INSTALL --no-byte-compile --no-test-load -l library hingekit_*.tar.gz >said 2>&1 || { cat said && exit 1; }
    Rscript "$root/tools/r/example.R" used.h5 used.csv r.pdf | tr -s ' ' '\n' | grep -E '^-?[0-9.]+$' >r.txt
    alike r.txt || { paste wanted r.txt && exit 1; }
fi
[ $ran -eq 1 ] || { echo "skipped: no R with ncdf4 and no Python with h5py, pandas, xarray and pytest" && exit 77; }
