/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cues: what each cue changed, from the JSON of `hinge-compare cues`. */
#include "report/comparison.h"

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    return hinge_tab_document(tab, "cues", "outcomes", table, error);
}

const struct hinge_view hinge_view_cues = {
    .id = "cues",
    .title = "what each cue changed, from the JSON of hinge-compare cues",
    .of_document = true,
    .takes = "columns,sort,digits",
    .fill = fill,
};
