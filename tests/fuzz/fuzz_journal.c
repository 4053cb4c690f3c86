/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's records behind a checksum that is right. "r" and a record of
 * hinge-analyze without its place; else records of hinge-ingest as they lie in a
 * journal, without their checksums. */
#include "analyze/resume.h"
#include "ingest/resume.h"
#include "store/store.h"
#include "target.h"

#include <hinge/init.h>
#include <libdeflate.h>

static char folder[] = "/tmp/hinge-fuzz-XXXXXX", target[64], path[64];

static void clean_up(void)
{
    unlink(path);
    rmdir(folder);
}

static void check_result(const uint8_t *bytes, size_t size)
{
    struct hinge_result_words words = {0};
    struct hinge_trial_result result = {0};
    struct hinge_record record = {.at = (const char *)bytes, .left = size};
    if (hinge_result_take(&record, &words, &result)) {
        struct hinge_text again = {0};
        hinge_result_put(&again, &result);
        promise(!again.failed && again.length > 0, "what was taken can be put", NULL);
        hinge_text_clear(&again);
        hinge_trial_result_clear(&result);
    }
    hinge_arena_clear(&words.arena);
}

/* Kind, length and the record, as often as they fit; what is left is a torn record. */
static void write_journal(const uint8_t *bytes, size_t size)
{
    static const char what[] = "ingest " HINGE_VERSION;
    char identity[HINGE_SHA256_TEXT] = "";
    struct hinge_error error = HINGE_ERROR_INIT;
    promise(hinge_sha256(what, sizeof what - 1, identity, &error) == HINGE_OK, "digest",
            &error);
    FILE *file = fopen(path, "wb");
    promise(file != NULL, "file", NULL);
    fprintf(file, "hingekit journal\n%s\n", identity);
    while (size > 0) {
        uint64_t length = 0;
        if (size >= 12)
            memcpy(&length, bytes + 4, sizeof length);
        size_t all = size >= 12 && length <= size - 12 ? 12 + (size_t)length : size;
        uint32_t sum = libdeflate_crc32(0, bytes, all);
        fwrite(&sum, sizeof sum, 1, file);
        fwrite(bytes, 1, all, file);
        bytes += all;
        size -= all;
    }
    fclose(file);
}

static void check_recordings(const uint8_t *bytes, size_t size)
{
    struct hinge_resume resume = {0};
    write_journal(bytes, size);
    hinge_resume_open(&resume, target, false);
    for (size_t row = 0; row < 4; row++) {
        struct hinge_resumed resumed;
        struct hinge_error error = HINGE_ERROR_INIT;
        struct hinge_recording recording = {0};
        hinge_resume_read(&resume, row, &resumed);
        if (resumed.found) {
            enum hinge_status status =
                resumed.packed.n_frames * resumed.packed.n_channels < 10000000
                    ? hinge_unpack(&resumed.packed, NULL, &recording, &error)
                    : HINGE_OK;
            promise_explained(status, &error);
            free(recording.data);
            hinge_resumed_clear(&resumed);
        }
    }
    hinge_resume_close(&resume, false);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (*target == '\0') {
        promise(mkdtemp(folder) != NULL, "folder", NULL);
        snprintf(target, sizeof target, "%s/a", folder);
        snprintf(path, sizeof path, "%s/.a.journal~", folder);
        atexit(clean_up);
    }
    if (size > 0 && bytes[0] == 'r')
        check_result(bytes + 1, size - 1);
    else
        check_recordings(bytes, size);
    return 0;
}
