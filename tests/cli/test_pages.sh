#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the pages take from the registries (every metric, fault, threshold, parameter, format and
# analysis, code) is what the library says.
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

exit $failed
