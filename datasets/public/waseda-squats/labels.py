#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: labels.csv from folders by label. A clip with one mistake says nothing about the others."""
import sys
from study import label_folders
ROUND, DEPTH, KNEES = "label:lumbar_rounding", "label:depth_short", "label:knee_valgus"
label_folders(sys.argv[1], (("back.?round", {ROUND: 1}), ("shallow", {DEPTH: 1}), ("inner.?thigh|valgus", {KNEES: 1}), ("good", {ROUND: 0, DEPTH: 0, KNEES: 0})),
              "keypoints of a clip in a file (.csv, .json, .txt, .trc), in folders named good, bad_back_round, bad_shallow, bad_inner_thigh")
