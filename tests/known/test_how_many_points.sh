#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The power of groups, cues and changes from before to after, at 12 points; people without a
# value, beside those of hinge-run.
HINGE_HOW_MANY=points exec bash "$(dirname "$0")/test_how_many.sh"
