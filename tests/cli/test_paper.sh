#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The paper: at most 1,000 words, every citation has its entry and every entry is cited, and the
# numbers of its evidence are those of docs/validation.md.
set -uo pipefail
cd "$HINGE_ROOT" || exit 1
failed=0
fail() {
    echo "docs/paper/paper.md: $*"
    failed=1
}

words=$(awk '/^---$/ { n++; next } n >= 2' docs/paper/paper.md | wc -w)
[ "$words" -le 1000 ] || fail "$words words, 1,000 are allowed"
[ "$words" -ge 500 ] || fail "only $words words were found"
diff <(grep -oE '@[A-Za-z]+[0-9]{4}' docs/paper/paper.md | tr -d @ | sort -u) \
    <(sed -nE 's/^@[a-z]+\{(.*),$/\1/p' docs/paper/paper.bib | sort -u) || fail "citations are not those of paper.bib"

numbers=0
while read -r number; do
    numbers=$((numbers + 1))
    grep -qF -- "$number" docs/validation.md || fail "$number is not in docs/validation.md"
done < <(sed -n '/^# Evidence/,/^# Limits/p' docs/paper/paper.md | sed 's/−/-/g; s/(@[^)]*)//g' |
    grep -oE '[0-9]+\.[0-9]+' | sort -u)
[ $numbers -ge 15 ] || fail "$numbers numbers were found"
exit $failed
