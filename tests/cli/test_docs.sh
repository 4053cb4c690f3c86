#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The documentation: reasons say what can be done, links lead somewhere, docs/files.md describes what tools write.
# Commands of pages: scripts/check-docs, a test a page; here they run on lists of hinge-run --new, too. Generated parts: test_pages.sh.
set -uo pipefail
cd "$HINGE_ROOT" || exit 1
failed=0
fresh=$(mktemp -d "${TMPDIR:-/tmp}/hinge-pages-XXXXXX") || exit 1
trap 'rm -rf "$fresh"' EXIT

# each with what it means and what can be done
awk -F' [|]' '/^## /{ on = /^## (Reasons|Warnings|Errors)/; then_ = /^## Warnings/ } on && /^[|] `/ && (NF < (then_ ? 3 : 5) || $(then_ ? 2 : 4) ~ /^ *-? *$/) { print "docs/reasons.md:" NR ": nothing can be done? say so"; bad = 1 }
    END { exit bad }' docs/reasons.md || failed=1

# recording sheets send people to sections of docs/record.md
sections=0
while IFS= read -r section; do
    sections=$((sections + 1))
    grep -qx "## $section" docs/record.md || {
        echo "docs/record.md has no section $section, to which lib/page/templates/plan.txt sends people"
        failed=1
    }
done < <(grep -o 'docs/record.md, .*' lib/page/templates/plan.txt | grep -o '{{#[ABC]}}[^{]*' | sed 's/.*}}//')
[ $sections -eq 3 ] || { echo "sections that lib/page/templates/plan.txt names: $sections of 3"; failed=1; }

for page in ./*.md docs/*.md lib/*/README.md datasets/README.md; do
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

# docs/files.md has readers of its own; here they read what the tools write
if [ -x "$HINGE_BUILD/bin/hinge-analyze" ]; then
    "$HINGE_BUILD/bin/hinge-ingest" -q datasets/cohort/trials.csv -o "$fresh/study.h5" &&
        "$HINGE_BUILD/bin/hinge-analyze" -q "$fresh/study.h5" -o "$fresh/results.h5" &&
        STUDY=$fresh/study.h5 RESULTS=$fresh/results.h5 sh tests/cli/test_store_format.sh
    case $? in 0 | 77) ;; *) failed=1 ;; esac
    ! python3 -c 'import h5py' 2>/dev/null || python3 scripts/gen-layout "$fresh/results.h5" docs/files.md || failed=1
fi

# developers.md builds the program, files.md has no commands before its readers
for page in README.md docs/*.md; do
    case $page in docs/developers.md | docs/files.md) continue ;; esac
    scripts/check-docs --new "$HINGE_BUILD" "$page" >"$fresh/said" 2>&1
    [ $? -ne 1 ] || { echo "on lists of hinge-run --new:"; cat "$fresh/said"; failed=1; }
done

exit $failed
