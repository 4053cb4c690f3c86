/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of events against another, recording by recording. */
#ifndef HINGE_STATS_AGREEMENT_EVENT_CONTEST_H
#define HINGE_STATS_AGREEMENT_EVENT_CONTEST_H

#include "stats/agreement/event_list.h"

/* One list against another, the marked one, over the recordings that both looked at. */
struct hinge_event_contest {
    struct hinge_analysis *a;
    const struct hinge_event_list *list;
    uint32_t marker, finder; /* raters */
    double window;
    json_t *unmatched;                /* NULL: not listed */
    double *marked, *found, *matched; /* [kind * people + person] */
    double *error_s;                  /* of the matched pairs */
    uint32_t *who, *kind;             /* of each pair */
    size_t n, recordings;
    bool *person; /* has a recording that both looked at */
};

/* Kinds that both lists have, in the run's memory (NULL: none is left); *only_marked
 * tells that the marked one has others. */
bool *hinge_event_kinds(struct hinge_analysis *analysis,
                        const struct hinge_event_list *list, uint32_t marker,
                        uint32_t finder, bool *only_marked);

/* Matches the events of these kinds and fills the rest of the contest. */
enum hinge_status hinge_event_contest_run(struct hinge_event_contest *contest,
                                          const bool *kinds, struct hinge_error *error);

#endif
