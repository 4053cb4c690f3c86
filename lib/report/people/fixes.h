/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cue takes which fault away: verdicts of people without a cue and with it. */
#ifndef HINGE_REPORT_FIXES_H
#define HINGE_REPORT_FIXES_H

#include "report/people/people.h"
#include "stats/numbers/numbers.h"

/* Of the people judged in both: n have the fault at the baseline, of whom with the cue `lost` do
 * not, `less` do sometimes or possibly, `kept` do; of those without it, `gained` do. */
struct hinge_fix {
    double judged, n, lost, less, kept, without, gained;
    double possible; /* of `less`: possible, no longer certain */
    double began;    /* who had it not for sure at the baseline, and has it */
    double share_lost, p;
    struct hinge_interval interval;
    double planned; /* 1: the cue is expected to lower it */
};

struct hinge_fixes {
    struct hinge_people *people;
    struct hinge_rep_labels fault;
    size_t cue;   /* which key is the cue */
    size_t *base; /* [cell]: the cell without a cue and else alike, of a later visit without a cue
                     that of the first; SIZE_MAX: none */
    size_t
        *first; /* [person of people->grouped]: the same person at the baseline; SIZE_MAX: none */
    struct hinge_person_fault *of; /* of people->grouped */
    /* The same people, each as two: the first recording, and the later ones. */
    struct hinge_people parts;
    struct hinge_person_fault *of_part;
};

/* Of people that are grouped already, whose cells the caller knows: without base and first. */
struct hinge_fixes *hinge_fixes_of(struct hinge_people *people);
/* Judges everybody on a fault; false: no person has it. */
bool hinge_fixes_judge(struct hinge_fixes *fixes, size_t fault);
/* Counts a person's verdicts at the baseline and with the cue. */
void hinge_fix_add(struct hinge_fix *fixed, enum hinge_verdict before, enum hinge_verdict after);
/* The cue of a cell. */
const char *hinge_fixes_cue(const struct hinge_fixes *fixes, size_t cell);

#endif
