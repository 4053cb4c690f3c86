/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One input through everything that reads text: recognition, every format that scores,
 * the table of lists. Used by the fuzz target and by the mutation test. Aborts when a
 * promise of the readers is broken. */
#ifndef TESTS_READ_ANY_H
#define TESTS_READ_ANY_H

#include "target.h"

#include "base/file.h"
#include "formats/format.h"

static inline size_t read_with(const struct hinge_format *format, const struct hinge_probe *probe)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_text why = {0};
    struct hinge_read_options options = {0};
    struct hinge_recording recording = {0};
    int score = hinge_format_score(format, probe, &why);
    size_t frames = 0;
    promise(why.length > 0, "every score has a reason", &error);
    hinge_text_clear(&why);
    if (score > 0) {
        enum hinge_status status = hinge_format_read(format, probe, &options, &recording, &error);
        check_status(status, &error);
        if (status == HINGE_OK) {
            frames = recording.n_frames;
            promise(frames > 0 && recording.layout.n_channels > 0, "frames", &error);
        }
        hinge_recording_clear(&recording);
    }
    return frames;
}

/* The same bytes as each other kind of file: JSON, XML, binary, a folder of one. */
static inline size_t read_other_contents(const char *data, size_t size)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_probe_file file = {"frame_0.json", data, size};
    struct hinge_arena arena = {0};
    struct hinge_probe probe = {.arena = &arena,
                                .name = "fuzz",
                                .extension = "",
                                .data = data,
                                .size = size,
                                .file = &file,
                                .n_files = 1};
    size_t n, frames = 0;
    const struct hinge_format *const *list = hinge_format_list(&n);
    enum hinge_status status = hinge_json_parse("fuzz", data, size, &probe.json, &error);
    check_status(status, &error);
    for (size_t i = 0; i < n; i++) {
        probe.content = list[i]->content;
        if (probe.content != HINGE_CONTENT_TEXT &&
            (probe.content != HINGE_CONTENT_JSON || status == HINGE_OK))
            frames += read_with(list[i], &probe);
    }
    hinge_json_free(probe.json);
    hinge_arena_clear(&arena);
    return frames;
}

/* Returns how many frames were read by some format, 0 when refused. */
static inline size_t read_any(const char *bytes, size_t size)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_arena arena = {0};
    struct hinge_probe probe = {.arena = &arena, .name = "fuzz", .extension = ""};
    struct hinge_table table = {0};
    size_t n, frames = 0, *lines = NULL;
    char *data = calloc(1, size + HINGE_FILE_PADDING);
    if (data == NULL)
        return 0;
    memcpy(data, bytes, size);
    probe.data = data;
    probe.size = size;
    enum hinge_status status = hinge_csv_open("fuzz", data, size, 0, 0, &probe.source, &error);
    check_status(status, &error);
    if (status == HINGE_OK) {
        status = hinge_csv_table_read(&probe.source, NULL, &table, &arena, &lines, &error);
        check_status(status, &error);
        hinge_table_clear(&table);
        status =
            hinge_csv_head_read(&probe.source, HINGE_CSV_HEAD_LINES, &arena, &probe.head, &error);
        check_status(status, &error);
    }
    if (status == HINGE_OK && probe.head.n == 0)
        status = HINGE_INPUT; /* without rows no format is asked */
    if (status == HINGE_OK)
        hinge_wide_look(&probe);
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        if (list[i]->content == HINGE_CONTENT_TEXT)
            frames += read_with(list[i], &probe);
    frames += read_other_contents(data, size);
    hinge_arena_clear(&arena);
    free(data);
    return frames;
}

#endif
