#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every tool's man page passes mandoc's lint without a word.
set -uo pipefail
command -v mandoc >/dev/null || { echo "mandoc is not installed"; exit 77; }
failed=0
for tool in "$HINGE_BUILD"/bin/hinge-*; do
    [[ -x $tool && $tool != *.d ]] || continue
    "$tool" --cli-man | mandoc -T lint || failed=1
done
exit $failed
