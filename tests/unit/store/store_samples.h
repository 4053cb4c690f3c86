/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store's tests share: a folder that goes away, and recordings made by
 * formula. */
#ifndef TESTS_STORE_SAMPLES_H
#define TESTS_STORE_SAMPLES_H

#include "assert_close.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "store/store.h"

#include <hinge/init.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A new folder under $TMPDIR or /tmp; free() it after sample_folder_remove. */
static inline char *sample_folder(void)
{
    const char *base = getenv("TMPDIR");
    char *folder = malloc(4096);
    assert_non_null(folder);
    snprintf(folder, 4096, "%s/hinge-store-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(folder));
    return folder;
}

/* Removes the named files of a folder, then the folder; false when something else is
 * left. */
static inline bool sample_folder_remove(char *folder, const char *const *names)
{
    char path[8192];
    for (; *names != NULL; names++) {
        snprintf(path, sizeof path, "%s/%s", folder, *names);
        unlink(path);
    }
    bool empty = rmdir(folder) == 0;
    free(folder);
    return empty;
}

/* Channel 0 is a time in ms (3 decimals), 1 a frame number, the others x, y, z, score
 * of markers with 6 decimals; `inexact` of them, from the last down, are not decimals
 * at all. Every 97th value is missing. */
static inline void sample_recording(struct hinge_recording *recording, size_t n_channels,
                                    size_t n_frames, size_t inexact, unsigned seed)
{
    static const enum hinge_component part[] = {HINGE_COMPONENT_x, HINGE_COMPONENT_y,
                                                HINGE_COMPONENT_z, HINGE_COMPONENT_score};
    struct hinge_arena arena = {0};
    *recording = (struct hinge_recording){.n_frames = n_frames, .header_rate_hz = 29.97};
    struct hinge_layout *layout = &recording->layout;
    layout->format = hinge_arena_strdup(&arena, "trc");
    layout->landmark_set = hinge_arena_strdup(&arena, "canonical");
    layout->family = HINGE_FAMILY_mediapipe;
    layout->flags = HINGE_LAYOUT_IMAGE;
    snprintf(layout->up, sizeof layout->up, "-y");
    layout->n_channels = n_channels;
    layout->channel = hinge_arena_alloc(&arena, n_channels, sizeof *layout->channel);
    recording->data = hinge_alloc(n_channels * n_frames, sizeof(double));
    assert_non_null(recording->data);
    assert_non_null(layout->channel);
    uint32_t state = seed * 2654435761u + 1;
    for (size_t c = 0; c < n_channels; c++) {
        struct hinge_channel *channel = &layout->channel[c];
        char name[64], marker[64] = "";
        if (c >= 2)
            snprintf(marker, sizeof marker, "m%zu", (c - 2) / 4);
        snprintf(name, sizeof name, "column %zu", c);
        *channel = (struct hinge_channel){
            .source = hinge_arena_strdup(&arena, name),
            .marker = hinge_arena_strdup(&arena, marker),
            .component = c == 0   ? HINGE_COMPONENT_time
                         : c == 1 ? HINGE_COMPONENT_frame
                                  : part[(c - 2) % 4],
            .unit = c == 0 ? HINGE_UNIT_ms : HINGE_UNIT_norm,
            .landmark = c < 2 ? HINGE_LANDMARK_NONE
                              : (enum hinge_landmark)((c - 2) / 4 % HINGE_LANDMARK_COUNT),
            .decimals = c % 3 == 0 ? 6 : -1};
        for (size_t i = 0; i < n_frames; i++) {
            state = state * 1664525u + 1013904223u;
            double smooth = 0.5 + 0.3 * sin((double)(i + 7 * c) / 40.0);
            double micro = rint(smooth * 1e6 + (double)(state >> 20));
            double value = c == 0   ? rint((double)i * 33366.7) / 1e3
                           : c == 1 ? (double)(i + 1)
                                    : micro / 1e6;
            if (c >= n_channels - inexact)
                value = smooth / 3 + (double)state * 1e-12;
            if ((i + c) % 97 == 96 && c > 1)
                value = (double)NAN;
            recording->data[c * n_frames + i] = value;
        }
    }
    layout->blocks = arena.head;
}

/* Equal bit for bit; any NaN equals any NaN. */
static inline bool sample_same(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(isnan(a[i]) && isnan(b[i])) && memcmp(&a[i], &b[i], sizeof *a) != 0)
            return false;
    return true;
}

static inline void sample_hash(const char *path, char text[HINGE_SHA256_TEXT])
{
    struct hinge_bytes bytes = {0};
    assert_works(hinge_file_read(path, path, (size_t)1 << 30, &bytes, &why));
    assert_works(hinge_sha256(bytes.data, bytes.size, text, &why));
    hinge_bytes_clear(&bytes);
}

#endif
