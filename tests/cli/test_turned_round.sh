#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a page says is what was planted: two groups' changes with the load, and with a cue that lowers in one and raises in the
# other, and of how many each is; a cue that wears off over the set, an effect of what came second, cues of different people, a less deep bend.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export PYTHONPATH=$HINGE_ROOT/tests/cli PYTHONDONTWRITEBYTECODE=1
python3 - <<'END'
from planted_bends import study

off = [-4, -2, -1, 0, 1, 2, 4, -3, 3, 0]
people = [(group, p) for group in ("stiff", "supple") for p in range(10)]
# from 0 to 12 kg the lumbar flexion of stiff people rises by 2 degrees, that of supple ones by 8
study("loads", [dict(participant=f"{group}{p}", group=group, load_kg=kg, hip=60 - off[p * 3 % 10],
                     lumbar=25 + off[p] + kg / 12 * ((2 if group == "stiff" else 8) + off[p * 3 % 10] / 5))
                for group, p in people for kg in (0, 12)])
# the dowel: 6.1 degrees less in stiff people, 3.5 more in supple ones
study("cue", [dict(participant=f"{group}{p}", group=group, cue=cue, hip=60 + off[p * 7 % 10],
                   lumbar=30 + off[p] + (cue == "dowel") * ((-6.1 if group == "stiff" else 3.5) + off[p * 3 % 10] / 5))
              for group, p in people for cue in ("none", "dowel")])
cues = [(p, k, cue) for p in range(10) for k, cue in enumerate(("none", "dowel") if p % 2 else ("dowel", "none"))]
# from -10 degrees in the first repetition with the dowel to -2 in the last
study("wears", [dict(participant=f"p{p}", cue=cue, cond_order=k + 1, hip=60 + off[p * 7 % 10] / 2,
                     lumbar=[30 + off[p] / 2 + (cue == "dowel") * (8 / 7 * n - 10 + off[p * 3 % 10] / 10) for n in range(8)])
                for p, k, cue in cues])
# 6 degrees less in what came second, whichever it was
study("place", [dict(participant=f"p{p}", cue=cue, cond_order=k + 1, hip=60 + off[p * 7 % 10] / 2,
                     lumbar=34 + off[p] / 2 - 6 * k - 3 * (cue == "dowel") + k * off[p * 3 % 10] / 10) for p, k, cue in cues])
# supple people come to bend 5 degrees less, stiff ones 1; one supple person has no later recording
study("visits", [dict(participant=f"{group}{p}", group=group, session=when, hip=60 - off[p * 3 % 10] / 2,
                      lumbar=30 + off[p] / 2 - (when == "after") * ((1 if group == "stiff" else 5) + off[p * 3 % 10] / 10))
                 for group, p in people for when in ("before", "after") if (group, p, when) != ("supple", 4, "after")])
# 16 people with the dowel, 8 of them tall, too; 5 degrees less with both, and the bend as much less deep
study("uneven", [dict(participant=f"p{p}", cue=cue, hip=60 + off[p * 7 % 10] / 2,
                      lumbar=34 + off[p % 10] / 2 - (cue != "none") * (5 + off[p * 3 % 10] / 5))
                 for p in range(16) for cue in ("none", "dowel", "tall") if cue != "tall" or p < 8])
# the dowel takes 8 degrees while somebody watches, and nothing later, unwatched; each has its own baseline
study("watched", [dict(participant=f"p{p}", cue=cue, watched=watched, cond_order=k + 1, hip=60,
                       lumbar=34 + off[p] / 2 - (k == 1) * (8 + off[p * 3 % 10] / 10))
                  for p in range(6) for k, (cue, watched) in enumerate((c, w) for w in ("yes", "no") for c in ("none", "dowel"))])
# groups alike; with the dowel 7.5 degrees less, and the bend as much less deep
study("alike", [dict(participant=f"{group}{p}", group=group, cue=cue, hip=60,
                     lumbar=34 + off[p] / 2 + off[p * 3 % 10] / 10 - (cue == "dowel") * 7.5)
                for group in ("stiff", "supple") for p in range(6) for cue in ("none", "dowel")])
END
page() { # STUDY: its page as text
    printf '[run]\nlist = trials.csv\noutput = results\nrecordings = none\nfigures = none\n' >"$1/study.ini"
    hinge-run -q "$1/study.ini" >said 2>&1 || { cat said; exit 1; }
    python3 -m page_text "$1/results/report.html" | sed 's/\xc2\xa0/ /g; s/−/-/g' >"$1.txt"
}
says() { # STUDY PATTERN
    grep -qE -- "$2" "$1.txt" || { echo "$1: $2"; head -n 12 "$1.txt"; exit 1; }
}
page loads
says loads '(^|\. )Also .*the change in (depth|peak lumbar flexion) \(stiff \+[12]\.[0-9]°, supple \+[78]\.[0-9]°; stiff minus supple -[56]\.[0-9]°, 95% CI -6\.[0-9] to -5\.[0-9]\) at 12 kg'
says loads '^At 12 kg, the spine..?.?s share changed by \+[0-9.]+ percentage points in stiff and \+[0-9.]+ points in supple$'
page cue
says cue '^With the dowel, peak lumbar flexion was 6\.1° lower in the stiff group, 3\.5° higher in the supple group$'
says cue 'With the dowel: stiff minus supple -9\.6°, 95% CI -[0-9.]+ to -[0-9.]+, p < .001, n = 10 and 10\.'
says cue '^With the dowel, .* 6\.1° lower in the stiff group, 3\.5° higher in the supple group than without a cue .*; in all -1\.3° \('
page wears
says wears 'In the second half of the set the change in peak lumbar flexion with the dowel was -3\.7°, in the first -8\.3° \(difference \+4\.6°, .*: it wore off\.'
says wears 'at equal depth -3\.[0-9]° \('
page place
says place '^In what came second peak lumbar flexion was 6\.[01]° lower than in what came first, .*n = 5 and 5 in the two orders'
page uneven
says uneven '^Changes: dowel .* -5\.[0-9]° \(n = 16\) and tall .* \(n = 8\)\.'
page visits
says visits '^The stiff group hardly changed, the supple group came to bend 3\.9 percentage points less from the spine$'
says visits '^n = 10 and 9 of 10\. Changes .*: stiff .*, supple '
# rows of groups are in the order that is asked for
for order in stiff,supple supple,stiff; do
    hinge-report -q --order $order cue/results/results.h5 -o order.html
    python3 - $order <<'END'
import re, sys

page, order = open("order.html").read(), sys.argv[1].split(",")
for place in ('id="h-groups"', 'Table 1'):
    part = page[page.index(place):]
    found = re.findall(r'<th[^>]*>(?:<[^>]*>)*(stiff|supple)\b', part)[:2]
    assert found == order, (place, found, order)
END
done
hinge-ingest -q watched/trials.csv -o w.h5
hinge-analyze -q w.h5 -o wr.h5
hinge-compare cues wr.h5 -q --by watched >said
grep -q 'where watched is no: -\?0\.[0-9]° (.*n = 6)' said
grep -q 'where watched is yes minus that where watched is no is -8\.[0-9]° (.*n = 6; p < .001): the changes differ' said
page alike
test "$(sed '/^Before you quote it/q' alike.txt | grep -o 'at equal depth' | wc -l)" = 1
