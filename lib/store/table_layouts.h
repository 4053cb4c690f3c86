/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of a study: equality, copies, /layouts/<n>. */
#ifndef HINGE_STORE_TABLE_LAYOUTS_H
#define HINGE_STORE_TABLE_LAYOUTS_H

#include "store/columns.h"

enum { HINGE_CHANNELS_MAX = 4096 };

/* Everything but the channels' decimals, which differ between trials. */
bool hinge_layout_same(const struct hinge_layout *a, const struct hinge_layout *b);
/* Deep copy; the copy owns its blocks (hinge_layout_clear). */
enum hinge_status hinge_layout_copy(const struct hinge_layout *layout, struct hinge_layout *copy,
                                    struct hinge_error *error);
void hinge_layout_clear(struct hinge_layout *layout);

/* Writes /layouts/<number>; `layouts` is the open group. */
enum hinge_status hinge_layout_write(struct hinge_sink *sink, hid_t layouts, size_t number,
                                     const struct hinge_layout *layout, struct hinge_error *error);
enum hinge_status hinge_layout_read(struct hinge_source *source, hid_t layouts, size_t number,
                                    struct hinge_layout *layout, struct hinge_error *error);

#endif
