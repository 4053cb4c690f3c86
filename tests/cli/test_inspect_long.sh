#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A list of 40,000 recordings that are not there: hinge-inspect needs seconds of the processor, not
# minutes, and tells the same as of a short one.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-long-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
{
    echo file,participant,session,group,role
    seq 40000 | awk '{ print "r" $1 ".csv,p" $1 ",s" $1 ",g" $1 % 2 "," ($1 % 3 ? "" : "standing") }'
    echo again.csv,p7,s7,g0,
} >list.csv
said=$(ulimit -t 30 && OMP_NUM_THREADS=1 hinge-inspect list.csv 2>&1)
code=$?
[ $code -eq 3 ] || { echo "exit $code: ${said:0:400}" && exit 1; }
for line in 'p7 is in two groups: g1 and g0' 'no standing trial: p1, session s1' 'rows  *40001'; do
    grep -q "$line" <<<"$said" || { echo "no \"$line\" in: ${said:0:400}" && exit 1; }
done
