/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events of recordings by several lists: a detector's and those that people marked. */
#ifndef HINGE_STATS_AGREEMENT_EVENT_LIST_H
#define HINGE_STATS_AGREEMENT_EVENT_LIST_H

#include "stats/people/labels.h"

/* One event: codes of the labels below. */
struct hinge_event {
    uint32_t rater, recording, kind;
    double t_s;
};

/* Events by rater, recording, kind and time. Everything is in the run's memory. */
struct hinge_event_list {
    size_t n, n_rows;
    struct hinge_event *event;
    struct hinge_labels rater, recording, kind, participant;
    uint32_t *who;  /* participant of each recording */
    bool *looked;   /* [rater * recordings + recording]: it is in the rater's list */
    uint32_t found; /* the detector, among the raters */
};

/* Reads the columns recording, event, time and rater (options), participant where there
 * is one, else each recording is a participant. A row without event or time says that
 * a rater looked at the recording. E_LEVELS when no rater is called as the option
 * `found`, E_OPTION for a recording of two participants, E_NO_DATA. */
enum hinge_status hinge_event_list_read(struct hinge_analysis *analysis,
                                        struct hinge_event_list *list,
                                        struct hinge_error *error);

/* Events of one rater, recording and kind: *n of them, from the one returned. */
const struct hinge_event *hinge_events_of(const struct hinge_event_list *list,
                                          uint32_t rater, uint32_t recording,
                                          uint32_t kind, size_t *n);

#endif
