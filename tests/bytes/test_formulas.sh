#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Formulas of every kind over whole, sparse and collinear rows, in every model, to the last byte (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
rows
head -n 1 rows.csv >sparse.csv # no row of b with wall_tap; a third of the others
awk -F, 'NR > 1 && !($2 == "b" && $3 == "wall_tap") && (NR * 7 % 3 != 1 || NR < 30)' rows.csv >>sparse.csv
for model in lmm glmm gee clmm; do hinge-compare $model --help | sed 's/$/ /' >"help,$model"; done
n=0
while IFS=';' read -r right options; do
    n=$((n + 1))
    eval "options=($options)"
    for data in rows sparse; do
        for model in 'lmm y' 'glmm hit' 'gee hit' 'clmm pain' 'glmm-counts n'; do
            random=' + (1 | participant)'
            [[ $model != gee* && $right != *\(* ]] || random=
            more=()
            for ((i = 0; i < ${#options[@]}; i++)); do # those that the model takes
                ! grep -q -- "^ *${options[i]%%=*} " "help,${model%%[- ]*}" || more+=("${options[i]}")
            done
            [[ $model != *counts* ]] || more+=(--family poisson)
            pin "$data,${model%% *},$n" hinge-compare "${model%%[- ]*}" $data.csv --formula "${model##* } ~ $right$random" "${more[@]}" --format json
        done
    done
    pin "compared,$n" hinge-compare lmm_compare sparse.csv --formula "y ~ $right${random:- + (1 | participant)}" --null 'y ~ 1 + (1 | participant)' --format json
done <<'END'
1;
cue;--emm=cue '--contrast=cued: 0.5*dowel + 0.5*wall_tap - 1*none'
cue * group;--emm=cue:group --adjust=holm
cue:group;
cue + load;
load * age;--standardise
cue + age + z;--coding=sum
0 + cue;
cue + session;--factor=session --emm=session
cue + twice * group;--levels=cue=wall_tap,none,dowel
cue + (1 + cue | participant);
cue + (1 | session);
cue + family;--level=0.9
END
# a term that another holds wholly has no hypothesis of its own
pin collinear python3 - <<'END'
import json
for model in ("lmm", "glmm"):
    text = open("out/rows,%s,5" % model).read()
    load = json.loads(text[:text.index("\n== ")])["results"]["type3"]["load"]
    print(model, load)
    assert all(load[k] is None for k in load if k in ("F", "df1", "df2", "chi2", "df", "p")), load
END
pinned
