#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Films of a phone show no spine, so trunk lean stands for its share, exploratory. Where trunk lean was planned it is
# what was asked: the page does not call it exploratory, nor a share of the spine.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "planned lean: $*" >&2
    exit 1
}
hinge-simulate -q -n 6 --seed 3 --cue none --format csv-mediapipe -o films
rm films/truth.csv
hinge-run --new films >/dev/null 2>&1
said() { hinge-run films | tr -s ' \n' ' ' | sed 's/.*\(found .*\) people .*/\1/'; }
said >stands
grep -q 'found Exploratory: trunk lean was' stands || fail "it stands for the share: $(cat stands)"
grep -q 'Everything here is exploratory' stands || fail "$(cat stands)"
sed -i 's/^#\?primary =.*/primary = trunk_excursion_deg/' films/study.ini
said >planned
grep -q 'found Trunk lean was' planned || fail "it was planned: $(cat planned)"
! grep -q 'xploratory' planned || fail "$(cat planned)"
