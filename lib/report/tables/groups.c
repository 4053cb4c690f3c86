/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: how the groups differ, from the JSON of `hinge-compare groups`. */
#include "report/print/comparison.h"

const struct hinge_view hinge_view_groups = {
    .id = "groups",
    .title = "how the groups differ, from the JSON of hinge-compare groups",
    .of_document = true,
    .takes = "columns,sort,digits",
    .make = hinge_tab_document,
};
