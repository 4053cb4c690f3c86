/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cues: what each cue changed, from the JSON of `hinge-compare cues`. */
#include "report/print/comparison.h"

const struct hinge_view hinge_view_cues = {
    .id = "cues",
    .title = "what each cue changed, from the JSON of hinge-compare cues",
    .of_document = true,
    .takes = "columns,sort,digits",
    .make = hinge_tab_document,
};
