#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The documentation: generated parts are current, codes are complete, links lead somewhere, and
# every command on a page runs and prints what the page says.
set -uo pipefail
cd "$HINGE_ROOT" || exit 1
failed=0
fresh=$(mktemp -d "${TMPDIR:-/tmp}/hinge-pages-XXXXXX") || exit 1
trap 'rm -rf "$fresh"' EXIT

scripts/gen-pages "$HINGE_BUILD" "$fresh" || failed=1
for page in "$fresh"/*.md; do
    diff -u "docs/${page##*/}" "$page" || {
        echo "docs/${page##*/} is not what the registries say: run make pages"
        failed=1
    }
done

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

for page in ./*.md docs/*.md docs/howto/*.md lib/*/README.md datasets/README.md; do
    while IFS= read -r target; do
        case $target in http*:* | mailto:* | '#'*) continue ;; esac
        [ -e "${page%/*}/${target%%#*}" ] || {
            echo "$page: no such file: $target"
            failed=1
        }
    done < <(grep -oE '\]\([^) ]+\)' "$page" | sed 's/^](//; s/)$//')
done

for folder in lib/*/; do
    [ "$folder" = lib/include/ ] || [ -s "$folder/README.md" ] || {
        echo "$folder has no README.md"
        failed=1
    }
done

scripts/check-docs "$HINGE_BUILD" README.md docs/*.md docs/howto/*.md
status=$?
[ $status -ne 1 ] || failed=1
[ $failed -eq 0 ] || exit 1
exit $status
