/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trial lists: told apart from recordings, read, settled. */
#include "ingest/ingest.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_config config;
    struct hinge_table table = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_arena arena = {0};
    struct hinge_vocabulary words = {0};
    size_t *lines = NULL;
    bool list = false;
    int file;
    char path[64];
    as_file(bytes, size, &file, path);
    hinge_config_init(&config);
    enum hinge_status status =
        hinge_list_read(path, 0, &words, &list, &table, &arena, &lines, NULL, &error);
    check_status(status, &error);
    if (status == HINGE_OK && list)
        promise_explained(hinge_list_settle(&table, path, lines, &config, NULL, NULL, &error),
                          &error);
    hinge_table_clear(&table);
    hinge_arena_clear(&arena);
    hinge_vocabulary_clear(&words);
    hinge_config_clear(&config);
    close(file);
    return 0;
}
