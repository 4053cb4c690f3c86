/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of a fault row in the config. */
#ifndef HINGE_FAULTS_KEYS_H
#define HINGE_FAULTS_KEYS_H

#include "faults/fault.h"

enum { HINGE_FAULT_KEYS_MAX = 32 };

struct hinge_fault_word {
    const char *name; /* NULL ends the words */
    int value;
};

struct hinge_fault_value;
struct hinge_fault_key {
    const char *name;
    const char *(*read)(const struct hinge_fault_value *value);
    size_t at; /* offsetof(struct hinge_fault, member) */
    const char *expected;
    const struct hinge_fault_word *words;
};

/* A value to be read, and where it goes. */
struct hinge_fault_value {
    struct hinge_fault_table *table;
    const struct hinge_fault_key *key;
    struct hinge_fault *row;
    void *place;
    const char *text;
};

const struct hinge_fault_key *hinge_fault_keys(size_t *count);

/* Stores a value in the row. NULL when it is good, "" without memory, else what was
 * expected. */
const char *hinge_fault_key_read(const struct hinge_fault_key *key, struct hinge_fault_table *table,
                                 struct hinge_fault *row, const char *value);

#endif
