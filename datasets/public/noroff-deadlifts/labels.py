#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: labels.csv from folders by label. A clip with one mistake says nothing about the others."""
import sys
from study import label_folders
ROUND, OVER, HIPS = "label:lumbar_rounding", "label:lockout_overextension", "label:hips_shoot_up"
label_folders(sys.argv[1], (("round", {ROUND: 1}), ("overext|hyperext", {OVER: 1}), ("hip", {HIPS: 1}), ("(?<!in)correct|good|(?<!im)proper", {ROUND: 0, OVER: 0, HIPS: 0})),
              "keypoints of a clip in a file (.csv, .json, .txt, .trc), in folders named correct (or good), rounded, overextension, hips")
