#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/film/stickers.js on films drawn now: ordinary ones within its bounds, and no false place where a sticker falls, has a twin, is
# covered, before a wall of dots of its colour, across a cut; a colour like skin is refused. Skipped without node, ffmpeg, NumPy, OpenCV.
set -uo pipefail
for program in node ffmpeg; do
    command -v $program >/dev/null || { echo "skipped: needs $program" && exit 77; }
done
python=/usr/bin/python3
$python -c 'import cv2, numpy' 2>/dev/null || { echo "skipped: needs NumPy and OpenCV" && exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
$python "$HINGE_ROOT/tests/cli/sticker_films.py" "$HINGE_ROOT/scripts/film/stickers.js" "$work"
