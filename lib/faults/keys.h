/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of a fault row in the config. */
#ifndef HINGE_FAULTS_KEYS_H
#define HINGE_FAULTS_KEYS_H

#include "faults/fault.h"

enum { HINGE_FAULT_KEYS_MAX = 32 };

struct hinge_fault_key {
    const char *name;
    /* NULL when the value is good (stored in the row), "" without memory, else what was
     * expected */
    const char *(*read)(struct hinge_fault_table *table, struct hinge_fault *row,
                        const char *value);
};

const struct hinge_fault_key *hinge_fault_keys(size_t *count);

#endif
