#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the pages take from the registries (every metric, fault, threshold, parameter, format and
# analysis) is what the library says, and every code is explained.
set -uo pipefail
cd "$HINGE_ROOT" || exit 1
failed=0
fresh=$(mktemp -d "${TMPDIR:-/tmp}/hinge-pages-XXXXXX") || exit 1
trap 'rm -rf "$fresh"' EXIT

scripts/gen-pages "$HINGE_BUILD" "$fresh" || failed=1
for page in "$fresh"/*.md; do
    current=docs/${page##*/}
    [ "${page##*/}" != README.md ] || current=README.md
    diff -u "$current" "$page" || {
        echo "$current is not what the registries say: run make pages"
        failed=1
    }
done

# words behind a number at the end of a line stay when the number is brought up to date
grep -q "\`stand.relax\`: [0-9.]* times the speeds)" "$fresh/method.md" || {
    echo "scripts/gen-pages lost words of docs/method.md"
    failed=1
}

for kind in reason warning; do
    "$HINGE_BUILD/docs/describe" $kind-names >"$fresh/names" || failed=1
    [ -s "$fresh/names" ] || failed=1
    while read -r name; do
        grep -q "^| \`$name\` |" docs/reasons.md || {
            echo "docs/reasons.md does not explain the $kind $name"
            failed=1
        }
    done <"$fresh/names"
done
exit $failed
