/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events marked by hand, of a list of three recordings: every mark belongs to one of them. */
#include "analyze/job.h"
#include "target.h"

static void make_list(struct hinge_table *list)
{
    static const char *const ids[] = {"a", "b", "P01_dowel_1"};
    size_t id = hinge_table_add_column(list, "id", HINGE_COLUMN_TEXT, "", -1);
    size_t file = hinge_table_add_column(list, "file", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_rows(list, 3);
    for (size_t i = 0; i < 3; i++) {
        hinge_table_set_text(list, id, i, ids[i]);
        hinge_table_set_text(list, file, i, ids[2 - i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct hinge_table list;
    struct hinge_arena arena = {0};
    struct hinge_events events = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    int file;
    char path[64];
    if (list.n_columns == 0)
        make_list(&list);
    as_file(bytes, size, &file, path);
    enum hinge_status status = hinge_events_read(path, &list, &list, &arena, &events, NULL, &error);
    promise_explained(status, &error);
    if (status == HINGE_OK)
        promise(events.first[0] == 0 && events.first[list.rows] == events.n, "marks", NULL);
    for (size_t i = 0; status == HINGE_OK && i < events.n; i++)
        promise(events.mark[i].line > 1 && events.mark[i].rep >= 0, "a mark", NULL);
    hinge_arena_clear(&arena);
    close(file);
    return 0;
}
