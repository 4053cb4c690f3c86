/* SPDX-License-Identifier: GPL-3.0-or-later */
/* comparison: the results of an analysis, from the JSON of hinge-compare. */
#include "report/document.h"

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    return hinge_tab_document(tab, NULL, "outcomes", table, error);
}

const struct hinge_view hinge_view_comparison = {
    .id = "comparison",
    .title = "the results of an analysis, from the JSON of hinge-compare",
    .of_document = true,
    .takes = "columns,sort,digits",
    .fill = fill,
};
