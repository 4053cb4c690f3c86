#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # browser.sh is checked by itself; it has work and chromium
# Names that are markup, on every page, with everything on it clicked (hostile_pages.py). Every policy of the sources refuses texts as
# markup, and no script of a page takes one. Skipped without Chromium.
set -uo pipefail
. "$HINGE_ROOT/tests/cli/browser.sh"
cd "$HINGE_ROOT" || exit 1
pages=(lib/page/templates lib/report/writers/html.c scripts/film scripts/page)
if grep -rnE 'innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser' "${pages[@]}"; then fail "a script takes text as markup"; fi
if grep -rn -A1 'http-equiv=.*default-src' "${pages[@]}" | grep "'none'" | grep -v "require-trusted-types-for 'script'"; then fail "a policy without trusted types"; fi
PYTHONPATH=tests/cli timeout 100 python3 -B tests/cli/hostile_pages.py "$chromium" "$work" >"$work/said" 2>&1 || fail "$(grep -v '^[^N].*: \(no element\|it stays\|nothing is\|its policy\)' "$work/said")"
