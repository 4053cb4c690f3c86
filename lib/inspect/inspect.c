/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, why, and what it can be used for: one row of a wide table. */
#include <hinge/inspect.h>

#include "base/file.h"
#include "inspect/row.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_inspect(const char *path, const struct hinge_config *config,
                                struct hinge_table *table, struct hinge_error *error)
{
    char kind[16] = "";
    enum hinge_status status = hinge_inspect_columns(table, error);
    if (status == HINGE_OK)
        status = hinge_table_add_rows(table, 1);
    if (status != HINGE_OK)
        return status;
    struct hinge_inspection in = {.table = table, .row = table->rows - 1, .error = error};
    char *name = hinge_path_name(path);
    hinge_inspect_text(&in, FILE_NAME, name);
    free(name);
    if (!hinge_store_is_hdf5(path)) {
        bool other, list = false;
        status = hinge_inspect_other(&in, path, &other);
        if (status == HINGE_OK && !other)
            status = hinge_inspect_list(&in, path, config, &list);
        return other || list || status != HINGE_OK ? status
                                                   : hinge_inspect_recording(&in, path, config);
    }
    status = hinge_store_kind(path, kind, error);
    if (status != HINGE_OK)
        return status;
    hinge_inspect_text(&in, KIND, kind);
    return strcmp(kind, "study") == 0 ? hinge_inspect_study(&in, path)
                                      : hinge_inspect_results(&in, path);
}
