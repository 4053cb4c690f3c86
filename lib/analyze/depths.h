/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How deep each person goes under every cue (method 8.2, matched depth). In: the trial
 * list and the depths of its repetitions; out: per row the level all cues of that
 * person, session and task reach. */
#ifndef HINGE_ANALYZE_DEPTHS_H
#define HINGE_ANALYZE_DEPTHS_H

#include <hinge/status.h>
#include <hinge/table.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hinge_depth_row {
    const struct hinge_depths *of;
    const char *signal; /* static; depths of different signals are never compared */
    double *bottom_deg; /* of its valid repetitions; owned */
    double matched_deg; /* NaN until matched, and where there is no other cue */
    uint32_t n;
    uint32_t group : 31; /* see hinge_depth_group */
    bool wanted : 1;     /* the person has another cue to compare with */
};

/* Rows of one person, session and task: a run of the order. */
struct hinge_depth_group {
    uint32_t from, end;
    uint32_t first, last; /* those that are wanted; rows of the list */
    double wall_gap_cm;   /* the smallest of the list's; NaN: none */
    bool apart;           /* its rows can't be in hand together: they are gone through before */
};

struct hinge_depths {
    const char *const *key[4]; /* participant, session, task, cue of each row, borrowed
                                  from the list; NULL: nobody has one */
    struct hinge_depth_row *row;
    struct hinge_depth_row **order;
    size_t rows;
    struct hinge_depth_group *group;
    size_t groups;
    double share; /* of the depth that all cues reach */
};

/* Rows of the list and which of them are wanted; rows with trial_of < 0 and reference
 * recordings are not. Every group is apart until hinge_depths_gather. Owned:
 * hinge_depths_clear, also after a failure. It stays where it is, and so does the list.
 * NOMEM only. */
enum hinge_status hinge_depths_init(struct hinge_depths *depths, const struct hinge_table *list,
                                    const int32_t *trial_of, size_t rows, double share);
void hinge_depths_clear(struct hinge_depths *depths);

/* Copies the bottoms of one row's repetitions; signal is static. NOMEM only. */
enum hinge_status hinge_depths_add(struct hinge_depths *depths, size_t row, const char *signal,
                                   const double *bottom_deg, size_t n);

/* Recordings whose groups are longer are not kept in memory together. */
enum { HINGE_DEPTHS_FRAMES = 20000 };

/* Groups that lie within `most` rows and fit into HINGE_DEPTHS_FRAMES are no longer
 * apart. frames[row]: what keeping the row costs, SIZE_MAX when it can't be kept. */
void hinge_depths_gather(struct hinge_depths *depths, const size_t *frames, size_t most);

/* Fills matched_deg of a group: share times the smallest, over the cues, of the median
 * bottom. Cues without a repetition do not count; fewer than two leave NaN. Groups can
 * be matched at once in several threads. The depths of its repetitions go. NOMEM only.
 */
void hinge_depths_match(struct hinge_depths *depths, size_t group);

#endif
