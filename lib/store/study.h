/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the study reader. */
#ifndef HINGE_STORE_STUDY_H
#define HINGE_STORE_STUDY_H

#include "store/table_layouts.h"

struct hinge_study_reader {
    struct hinge_source source;
    hid_t trials;
    struct hinge_layout *layout;
    size_t n_layouts;
    struct hinge_table index; /* id, layout, frames */
};

#endif
