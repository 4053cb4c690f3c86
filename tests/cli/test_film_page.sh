#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # browser.sh is checked by itself; it has work and chromium
# scripts/film-page twice, the same bytes; its page in Chromium (film_page.py); its points beside those of the prototype, and
# the report of them (HINGE_FILMS=whole HINGE_TEST_TIMEOUT=3000: both films whole take minutes). Skipped where npm's registry or Chromium are missing, and for the most part without the films of HINGE_SHARED.
set -uo pipefail
films=${HINGE_SHARED:-$HINGE_ROOT/../shared}/cases/film
[ -e "$films/c.mp4" ] || films=
. "$HINGE_ROOT/tests/cli/browser.sh"
for run in 1 2; do
    "$HINGE_ROOT/scripts/film-page" $run 2>said >&2
    case $? in 0) ;; 77) echo "skipped: $(head -n 1 said)" && exit 77 ;; *) fail "$(cat said)" ;; esac
done
diff -rq 1 2 || fail "the page is not the same twice"
[ "$(stat -c %s 1/film.html)" -le 30000000 ] || fail "film.html has $(stat -c %s 1/film.html) bytes, more than 30 MB"
[ "$(grep -cE '^- @.*, Apache-2.0$|END OF TERMS AND CONDITIONS' 1/film-licences.txt)" = 3 ] || fail "$(head 1/film-licences.txt)"
version=$(hinge-run --version | sed -n '1s/.* //p')
python3 "$HINGE_ROOT/tests/cli/film_page.py" "$chromium" "$work/1/film.html" "$films" "$work" "$version" || fail "see NOT above"
[ -n "$films" ] || { echo "skipped: HINGE_SHARED names no folder with cases/film: only a film without a person was computed"; exit 77; }

[ "${HINGE_FILMS-}" = whole ] || exit 0
mkdir study
cp saved/p0*.csv study || fail "$(ls saved)"
hinge-run -q --new study >new || fail "$(cat new)"
if grep '^look' new; then fail "hinge-run asks for a correction"; fi
grep -q 'found   2 × csv, mediapipe33, tier C' new || fail "$(cat new)"
hinge-run -q study >said || fail "$(cat said)"
grep -q '^recordings  2 of 2 used' said || fail "$(cat said)"
hinge-table reps study/results/results.h5 --filter phase=rep --format csv >reps.csv || exit 1
python3 - "$films" <<'END'
import bisect, csv, math, statistics, sys
def read(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if line[0] != "#"))
bad = 0
for mine, theirs in (("p01", "c"), ("p02", "k")):
    usable = sum(row["participant"] == mine and row["status"] == "ok" for row in read("reps.csv"))
    rows, other = read(f"study/{mine}_none_1.csv"), read(f"{sys.argv[1]}/{theirs}.csv")
    times, names = [float(row["time"]) for row in rows], [name[:-2] for name in other[0] if name.endswith("_x")]
    apart = lambda a, b, p, q: math.hypot(float(a[p + "_x"]) - float(b[q + "_x"]), float(a[p + "_y"]) - float(b[q + "_y"]))
    other = [row for row in other if row["nose_x"]]
    height = sorted(apart(row, row, "nose", "left_ankle") for row in other)[int(.95 * len(other))]
    far = []
    for row in other: # the prototype shows the picture at its time; .002 s is its own
        same = rows[bisect.bisect_right(times, float(row["time"]) + .0021) - 1]
        far += [apart(row, same, name, name) / height for name in names if same["nose_x"]]
    share = 100 * statistics.median(far)
    print(f"{theirs}: {usable} repetitions, points {share:.2f} % of the height from the prototype's")
    bad |= usable != 10 or not share < 2 or len(far) < 33 * .9 * len(other)
sys.exit(bad)
END
