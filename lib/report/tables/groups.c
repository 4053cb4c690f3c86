/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: how the groups differ, from the JSON of `hinge-compare groups`. */
#include "report/comparison.h"

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    return hinge_tab_document(tab, "groups", "outcomes", table, error);
}

const struct hinge_view hinge_view_groups = {
    .id = "groups",
    .title = "how the groups differ, from the JSON of hinge-compare groups",
    .of_document = true,
    .takes = "columns,sort,digits",
    .fill = fill,
};
