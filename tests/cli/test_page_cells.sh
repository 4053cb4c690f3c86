#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # browser.sh is checked by itself; it has work and chromium
# Cells of a list that are changed in hingekit.html, by the programs: umlauts of Latin-1, a semicolon in a comma list's header, UTF-16
# (page_cells.py). Skipped without Chromium.
set -uo pipefail
. "$HINGE_ROOT/tests/cli/browser.sh"
cd "$HINGE_ROOT" || exit 1
PYTHONPATH=tests/cli timeout 100 python3 -B tests/cli/page_cells.py "$chromium" "$work" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
