#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A study and results that h5repack or h5py wrote again give the bytes of every table; what is no file of
# this program is named. Each half is left out where its program is not installed; 77: skipped without both.
set -u
h5py=no
! python3 -c 'import h5py' 2>/dev/null || h5py=yes
if ! command -v h5repack >/dev/null && [ $h5py = no ]; then
    echo "skipped: neither h5repack (hdf5-tools) nor python3-h5py is installed"
    exit 77
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-rewritten-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
hinge-simulate -q --format trc-b --participants 2 --reps 2 -o cohort || exit 1
hinge-ingest -q cohort -o study.h5 || exit 1
hinge-analyze -q study.h5 -o results.h5 || exit 1
mkdir again

odd() { # file: chunks that divide no row, no line and no whole
    h5ls -r "$1" | awk -F'[{}]' '/^\/(trials|reps|waveforms|list)\/.*Dataset/ && $2 !~ /^0|, 0/ && !/\\/ {
        split($1, name, " "); n = split($2, d, ", ")
        for (i = 1; i <= n; i++) { most = i < n ? 3 : 40; chunk = (i > 1 ? chunk "x" : "") (d[i] + 0 < most ? d[i] + 0 : most) }
        print "-l", name[1] ":CHUNK=" chunk }'
}
if command -v h5repack >/dev/null; then
    for file in study results; do
        h5repack -L $file.h5 again/latest-$file.h5
        # shellcheck disable=SC2046 # words of options
        h5repack -f GZIP=9 $(odd $file.h5) $file.h5 again/deflate-$file.h5
        h5repack -f NONE $file.h5 again/bare-$file.h5
        h5repack -f NONE -l CONTI $file.h5 again/piece-$file.h5
    done
fi
if [ $h5py = yes ]; then
    cat >again.py <<'END'
import h5py

for name in "study", "results":
    with h5py.File(f"{name}.h5") as old:
        for version, block in ("earliest", 512), ("v108", 0), ("latest", 0):
            with h5py.File(f"again/{version}-{name}.h5", "w", libver=version, userblock_size=block) as new:
                for key, value in old.attrs.items():
                    new.attrs[key] = value
                for key in old:
                    old.copy(key, new)
                new.attrs["note"] = "looked at by é"  # of variable length
                new.attrs["numbers"] = [1.0, 2.0]
                new.create_group("own")["values"] = [1, 2, 3]
with h5py.File("other.h5", "w") as other:
    other["forces"] = [1.0, 2.0]
END
    python3 again.py || exit 1
fi

failed=0
for view in reps faults trials; do
    hinge-table $view results.h5 --format csv >$view.csv || exit 1
done
hinge-compare rows results.h5 --outcome lumbar_fraction --filter cue=none --allow-single --per-person --format csv >compared || exit 1
for file in again/*-results.h5; do
    if ! hinge-compare rows "$file" --outcome lumbar_fraction --filter cue=none --allow-single --per-person --format csv | diff compared -; then
        echo "$file: another comparison"
        failed=1
    fi
    for view in reps faults trials; do
        if ! hinge-table $view "$file" --format csv | diff $view.csv -; then
            echo "$file: another table $view"
            failed=1
        fi
    done
done
for file in again/*-study.h5; do
    if ! hinge-analyze -q "$file" -o again.h5 || ! cmp again.h5 results.h5; then
        echo "$file: other results"
        failed=1
    fi
done
for file in study results; do
    hinge-inspect $file.h5 --format csv | cut -d, -f2- >inspected || exit 1
    for other in again/*-"$file".h5; do
        if ! hinge-inspect "$other" --format csv | cut -d, -f2- | diff inspected -; then
            echo "$other: hinge-inspect says something else"
            failed=1
        fi
    done
done
if [ -f other.h5 ]; then
    hinge-table reps other.h5 2>said
    if [ $? -ne 3 ] || ! grep -q 'neither a study nor a results file: its root has no attribute' said; then
        echo "other.h5: $(cat said)"
        failed=1
    fi
fi
[ "$(find again -name '*.h5' | wc -l)" -ge 6 ] || failed=1
exit $failed
