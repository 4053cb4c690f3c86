#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The script of --gnuplot of every figure draws something without an error. Skipped without gnuplot.
set -euo pipefail
command -v gnuplot >/dev/null || { echo "no gnuplot"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 6 --reps 3 --seed 5 --rate 30 -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
for f in agreement bins coupling forest loops overview paired prevalence roc sensitivity stick tiles waveforms; do
    case $f in
    agreement) more='--by cue' ;;
    overview | stick) more='--study s.h5' ;;
    *) more= ;;
    esac
    # shellcheck disable=SC2086
    hinge-plot $f r.h5 $more -q -o x.svg --gnuplot $f.gp
    LC_ALL=C.UTF-8 gnuplot -e "set terminal svg; set output '$f.svg'" $f.gp 2>said || { cat said; echo "$f failed"; exit 1; }
    if grep -v 'add_tic_user\|no valid points' said | grep .; then
        echo "$f: gnuplot complains"
        exit 1
    fi
    [ "$(grep -c '<path\|<use' $f.svg)" -ge 8 ] || { echo "$f: nothing is drawn"; exit 1; }
done
# the line of names is no row: the first row of tiles stands in the first place
LC_ALL=C.UTF-8 gnuplot -e "set table 'first'" tiles.gp 2>/dev/null || true
first=$(grep -m 1 '^ *[0-9]' first | awk '{print $1, $2}')
[ "$first" = '0 0' ] || { echo "tiles begin at $first"; exit 1; }
# names with _ are not subscripts
if grep -q 'font-size="[0-9.]*" *dy\|>_<' forest.svg; then exit 1; fi
grep -q 'lumbar_fraction' forest.svg
