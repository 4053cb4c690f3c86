/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The [fault:…] sections of a config, applied to the built-in rows. */
#include "analyze/fault_rows.h"

#include <stdio.h>
#include <string.h>

enum hinge_status hinge_fault_rows_make(const struct hinge_config *config,
                                        struct hinge_fault_table *faults, struct hinge_error *error)
{
    const char *last = "config";
    enum hinge_status status = hinge_fault_table_init(faults, error);
    for (size_t i = 0; i < config->n_entries && status == HINGE_OK; i++) {
        const struct hinge_config_entry *entry = &config->entry[i];
        char where[320];
        if (strcmp(entry->section, "fault") != 0)
            continue;
        if (entry->line > 0)
            snprintf(where, sizeof where, "%.256s:%u", entry->source, entry->line);
        else
            snprintf(where, sizeof where, "%.256s", entry->source);
        last = entry->source;
        status = hinge_fault_table_set(faults, entry->id, entry->key, entry->value, where, error);
    }
    return status == HINGE_OK ? hinge_fault_table_check(faults, last, error) : status;
}
