#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A drawn film with stickers and its truth through scripts/film/stickers.js: no false place, errors and angles within bounds; skin is
# refused. Skipped without node, or numpy and OpenCV for Python.
set -uo pipefail
command -v node >/dev/null || { echo "skipped: needs node" && exit 77; }
python3 -c 'import cv2, numpy' 2>/dev/null || { echo "skipped: needs numpy and OpenCV for Python" && exit 77; }
cd "$(mktemp -d)" || exit 1
trap 'rm -rf "$PWD"' EXIT
python3 "$HINGE_ROOT/tests/cli/sticker_film.py" "$HINGE_ROOT/scripts/film/stickers.js" || exit 1
