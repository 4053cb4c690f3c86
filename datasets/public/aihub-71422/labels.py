#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: labels.csv from the folders normal, hip error and arm error."""
import sys
from study import label_folders
label_folders(sys.argv[1], (("고관절|hip", {"label:hip_path": 1}), ("팔|arm", {"label:hip_path": ""}), ("정상|(?<!ab)normal", {"label:hip_path": 0})),
              "keypoints of a clip in a file (.csv, .json, .txt, .trc), in folders named 정상 or normal, 고관절 or hip, 팔 or arm")
