#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# PDF, EPS and PNG of a figure through rsvg-convert: what they say they are, of the size
# asked for, the same bytes again. Skipped where rsvg-convert is not.
set -uo pipefail
rsvg-convert --version 2>/dev/null | grep -q ^rsvg || {
    echo "no rsvg-convert"
    exit 77
}
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
fail() {
    echo "$*"
    exit 1
}
hinge-simulate -q -n 2 --reps 3 --seed 5 --format trc-b -o cohort &&
    hinge-ingest -q cohort/trials.csv -o study.h5 &&
    hinge-analyze -q study.h5 -o results.h5 || exit 1
for format in pdf eps png; do
    dots=()
    [ $format = png ] && dots=(--dpi 254)
    hinge-plot -q bins results.h5 --width 85 "${dots[@]}" -o "figure.$format" || exit 1
    hinge-plot -q bins results.h5 --width 85 "${dots[@]}" -o "again.$format" || exit 1
    cmp "figure.$format" "again.$format" || exit 1
done
[ "$(head -c 5 figure.pdf)" = "%PDF-" ] || fail "no PDF"
[ "$(head -c 4 figure.eps)" = "%!PS" ] || fail "no EPS"
# 85 mm at 10 dots a millimetre: bytes 16 to 19 of a PNG are its width
width=$((16#$(od -An -tx1 -j16 -N4 figure.png | tr -d ' \n')))
if [ "$width" -lt 849 ] || [ "$width" -gt 851 ]; then fail "the PNG is $width dots wide, not 850"; fi
# of a run: a PDF that could not be made is said in one note, and made as soon as it can be; what is no PDF is not kept
few='--set run.tables=flow --set run.recordings=none --set run.figures=bins,loops'
hinge-simulate -q -n 4 --reps 3 --seed 5 --noise 0 --rate 30 --cue none --format trc-b -o rec
printf '[run]\nlist = trials.csv\n' >rec/study.ini
mkdir broken && printf '#!/bin/sh\necho garbage\n' >broken/rsvg-convert && chmod +x broken/rsvg-convert
said() { # what is said of figures, and how many PDFs there are
    # shellcheck disable=SC2086
    COLUMNS=1000 "$HINGE_BUILD/bin/hinge-run" rec $few 2>&1 | sed -n -e 's/^hinge-run: \(.*figures: .*\)/\1/p' -e '/no PDF/p'
    find rec/results -name '*.pdf' | wc -l
}
{
    mkdir none && for program in sed find wc; do ln -s "$(command -v "$program")" none/; done
    for path in "$PWD/none" "$PWD/none" "$PWD/broken:$PATH" "$PATH" "$PWD/none"; do PATH=$path said; done
} >said.txt
diff - said.txt <<'TXT' || exit 1
5/6 figures: …
note        no PDF of 2 figures: pdf is made by rsvg-convert (Debian: librsvg2-bin), which did not work here: rsvg-convert: cannot start: No such file or directory. The next run tries again
0
5/6 figures: nothing has changed
note        no PDF of 2 figures: pdf is made by rsvg-convert (Debian: librsvg2-bin), which did not work here: rsvg-convert: cannot start: No such file or directory. The next run tries again
0
5/6 figures: nothing has changed
note        no PDF of 2 figures: pdf is made by rsvg-convert (Debian: librsvg2-bin), which did not work here: rsvg-convert: gave 8 bytes that are no whole pdf. The next run tries again
0
5/6 figures: …
2
5/6 figures: nothing has changed
2
TXT
[ "$(grep -c 'figures/.*pdf' rec/results/README.txt)" = 2 ] || fail "README.txt has not both"
PATH=$PWD/broken:$PATH hinge-plot bins rec/results/results.h5 -o broken.pdf 2>said.txt && exit 1
grep -q 'no whole pdf' said.txt && [ ! -e broken.pdf ]
