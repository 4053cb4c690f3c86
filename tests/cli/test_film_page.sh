#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # browser.sh is checked by itself; it has work and chromium
# scripts/film-page twice, the same bytes; its page in Chromium computes a film that the browser makes. HINGE_FILMS=yes: also films
# that cannot be read, clicks, a person who leaves, the same bytes twice (minutes, of the films of HINGE_SHARED). HINGE_FILMS=whole
# HINGE_TEST_TIMEOUT=3000: both films whole, their points beside those of the prototype and their report. Skipped without npm or Chromium.
set -uo pipefail
films=${HINGE_SHARED:-$HINGE_ROOT/../shared}/cases/film
[ -e "$films/c.mp4" ] && [ -n "${HINGE_FILMS-}" ] || films=
. "$HINGE_ROOT/tests/cli/browser.sh"
for run in 1 2; do
    "$HINGE_ROOT/scripts/film-page" $run 2>said >&2
    case $? in 0) ;; 77) echo "skipped: $(head -n 1 said)" && exit 77 ;; *) fail "$(cat said)" ;; esac
done
diff -rq 1 2 || fail "the page is not the same twice"
[ "$(stat -c %s 1/film.html)" -le 30000000 ] || fail "film.html has $(stat -c %s 1/film.html) bytes, more than 30 MB"
[ "$(grep -cE '^- @.*, Apache-2.0$|END OF TERMS AND CONDITIONS' 1/film-licences.txt)" = 3 ] || fail "$(head 1/film-licences.txt)"
version=$(hinge-run --version | sed -n '1s/.* //p')
python3 "$HINGE_ROOT/tests/cli/film_page.py" "$chromium" "$work/1/film.html" "$films" "$work" "$version"
status=$?
[ $status -eq 0 ] || [ $status -eq 77 ] || fail "see NOT above"
[ -n "$films" ] && [ "$HINGE_FILMS" = whole ] || exit $status
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
