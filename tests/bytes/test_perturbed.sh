#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# The example of every format with one word, number, sign or byte of it changed: what is recognised, refused and read of
# each of some thousand files, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
python3 - "$DATA/formats" <<'PY' || exit 1
import copy, json, pathlib, re, sys
TOKEN = re.compile(rb"-?\d+(?:\.\d+)?|[A-Za-z_][A-Za-z_0-9]*|[<>,;:\t\"]|\n")
OTHERS = (None, "x", 1e9, [], {"zz": [1, 2]})
def places(tree): # of the first two items of a list
    for key in list(tree)[:12] if isinstance(tree, dict) else range(min(len(tree), 2)):
        yield tree, key
        if isinstance(tree[key], (dict, list)):
            yield from places(tree[key])
def variants(whole):
    if b"\0" in whole: # a byte
        for at, byte in enumerate(whole):
            if byte and at % 5 == 0 or at % 97 == 0:
                yield f"{at:04}", whole[:at] + bytes([byte ^ 0x41 if byte else 3]) + whole[at + 1:]
        return
    try:
        tree = json.loads(whole)
    except ValueError: # a token of a text
        tokens = list(TOKEN.finditer(whole))
        for k, m in enumerate(tokens):
            if k > 12 and k % max(1, len(tokens) // 15):
                continue
            before, token, after = whole[:m.start()], m.group(), whole[m.end():]
            yield f"{k:04}lost", before + after
            if token[0:1].isalpha():
                yield f"{k:04}other", before + b"zz" + after
            elif token[-1:].isdigit():
                yield f"{k:04}word", before + b"x" + after
                yield f"{k:04}large", before + (b"1e9" if k % 2 else b"0") + after
            else:
                yield f"{k:04}twice", before + token + token + after
        return
    dump = lambda made: json.dumps(made).encode()
    for k in range(len(list(places(tree)))): # a value, a key
        if k > 8 and k % 12:
            continue
        for n, other in enumerate(OTHERS):
            made = copy.deepcopy(tree)
            of, key = list(places(made))[k]
            of[key] = other
            yield f"{k:04}value{n}", dump(made)
        made = copy.deepcopy(tree)
        of, key = list(places(made))[k]
        value = of.pop(key)
        yield f"{k:04}lost", dump(made)
        if isinstance(of, dict):
            of["zz"] = value
        else:
            of.extend([value, value])
        yield f"{k:04}other", dump(made)
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.good")):
    folder = pathlib.Path(path.stem)
    if path.stem in ("frames_json", "yolo_labels"): # of several files
        continue
    folder.mkdir()
    for name, made in variants(path.read_bytes()):
        (folder / f"{name}.{path.stem}").write_bytes(made)
PY
quiet() { "$@" 2>/dev/null; } # what is said is in the table
for format in *; do
    case $format in out | said) continue ;; esac
    pin "$format,inspect" quiet hinge-inspect --format csv "$format"/*
    hinge-ingest -q --rate 30 "$format"/* -o "$format.h5" 2>/dev/null
    [ ! -f "$format.h5" ] || { hinge-export -q "$format.h5" --raw -o "$format.raw" && cat "$format.raw"/* >"out/$format,raw"; }
done
pinned
