#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# The example of every format and a broken one: what is recognised, every number that is read, what is refused, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
cp "$DATA"/formats/*.good "$DATA"/formats/*.broken .
for format in frames_json yolo_labels; do # of several files, each below its name
    mkdir $format && (cd $format && awk '/^== / { name = $2; next } { print >name }' ../$format.good) && rm $format.good
done
# frames by their numbers, from 0 and from 1, in a list of their own, and of a name that is no number
python3 - <<'PY' || exit 1
import json
points = [f["pose_landmarks"] for f in json.load(open("mediapipe_json.good"))]
def put(name, made):
    json.dump(made, open(name + ".good", "w"))
put("by_number", {str(i): p for i, p in enumerate(points)})
put("from_one", {str(i + 1): p for i, p in enumerate(points)})
put("inside", {"frames": {str(i): {"landmark": p} for i, p in enumerate(points)}})
put("twice", {"frames": [{"landmarks": [p, p]} for p in points]})
put("named", {"first": points[0]})
put("empty", {"0": [], "1": points[1]})
PY
for file in *.good *.broken; do pin "$file" hinge-inspect "$file"; done
for folder in frames_json yolo_labels; do pin $folder hinge-inspect $folder; done
pin all.csv hinge-inspect --format csv ./*.good frames_json yolo_labels
pin suggest hinge-inspect --suggest c3d.good captury.good motive.good
pin ingest hinge-ingest --rate 30 ./*.good frames_json yolo_labels -o study.h5
pin raw hinge-export study.h5 --raw -o raw
for file in raw/*; do keep "$file"; done
pin check hinge-check study.h5 --show findings --format csv
pin analyze hinge-analyze study.h5 -o results.h5
pin trials hinge-check study.h5 --show trials --format csv
# each format as a list gives it by mistake to the example of each other one
mkdir given
echo file,format,rate_hz >given/list.csv
for format in $(hinge-ingest --recording '?' csv.good -o x.h5 2>&1 | sed 's/.*known: //; s/,//g'); do
    mkdir given/"$format"
    cp "$DATA"/formats/*.good given/"$format" && rm given/"$format"/{frames_json,yolo_labels}.good # folders
    (cd given && printf "%s,$format,30\n" "$format"/*) >>given/list.csv
done
pin given hinge-ingest given/list.csv -o given.h5
pinned
