/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Study files: opened, and all they hold read. */
#include "mended.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static bool ready;
    static const char *const groups[] = {"/list", "/ledger"};
    struct hinge_study_reader *reader;
    struct hinge_error error = HINGE_ERROR_INIT;
    char kind[16];
    ready = ready || hinge_store_init(NULL) == HINGE_OK;
    const char *path = as_mended_file(bytes, size);
    hinge_store_kind(path, kind, &error);
    enum hinge_status status = hinge_study_open(path, &reader, &error);
    promise_explained(status, &error);
    for (size_t i = 0; status == HINGE_OK && i < hinge_study_count(reader); i++) {
        struct hinge_packed packed = {0};
        struct hinge_recording recording = {0};
        double rate;
        char *header = NULL;
        status = hinge_study_read(reader, i, &packed, &rate, &error);
        promise_explained(status, &error);
        if (status == HINGE_OK)
            promise_explained(hinge_unpack(&packed, NULL, &recording, &error), &error);
        if (status == HINGE_OK)
            promise_explained(hinge_study_header(reader, i, &header, &error), &error);
        free(recording.data);
        free(header);
        hinge_packed_clear(&packed);
    }
    for (size_t i = 0; status == HINGE_OK && i < 2; i++) {
        struct hinge_table table;
        status = hinge_study_get_table(reader, groups[i], &table, &error);
        promise_explained(status, &error);
        hinge_table_clear(&table);
    }
    promise_sound(status, &error);
    hinge_study_close(reader);
    return 0;
}
