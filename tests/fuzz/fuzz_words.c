/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of somebody's own words: lines "id = words", or a CSV; every label has both. */
#include "target.h"

#include <hinge/report.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_label_list list;
    struct hinge_error error = HINGE_ERROR_INIT;
    int file;
    char path[64];
    as_file(bytes, size, &file, path);
    promise_explained(hinge_labels_read(path, &list, &error), &error);
    for (size_t i = 0; i < list.n; i++)
        /* a letter of Windows-1252 becomes up to three bytes */
        promise(strlen(list.item[i].id) <= 3 * size && strlen(list.item[i].label) <= 3 * size,
                "a label", NULL);
    hinge_labels_clear(&list);
    close(file);
    return 0;
}
