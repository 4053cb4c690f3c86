#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What became of a job, for Snakemake: running, success or failed.
state=$(scontrol -o show job "$1" 2>/dev/null | grep -o 'JobState=[A-Z_]*' | head -n 1)
case ${state#JobState=} in
COMPLETED) echo success ;;
PENDING | RUNNING | CONFIGURING | COMPLETING | SUSPENDED | REQUEUED | RESIZING) echo running ;;
*) echo failed ;;
esac
