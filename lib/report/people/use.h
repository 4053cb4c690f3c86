/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts: of each recording and repetition of a results file whether a request uses it, and
 * the one reason why not. Tables, page, sheet and figures ask here and decide nothing themselves.
 */
#pragma once

#include "report/tables/view.h"

/* In the order in which a recording is asked: the first that holds is the reason. The text is the
 * step of the table flow. */
#define HINGE_USE_LIST(X)                                                                          \
    X(NOT_RECORDED, "not recorded")                                                                \
    X(REFUSED, "refused")                                                                          \
    X(REFERENCE, "reference recording")                                                            \
    X(FRONT_VIEW, "front view of a recording")                                                     \
    X(FILTERED, "left out by the filter")                                                          \
    X(NOBODY, "no participant")                                                                    \
    X(COPY, "the same numbers as another recording")                                               \
    X(GUESSED, "spine or pelvis guessed")                                                          \
    X(OTHER_LEVEL, "another session, cue or rater of a person")                                    \
    X(OTHER_KIND, "another kind of recording")                                                     \
    X(NO_REPS, "no repetition found")                                                              \
    X(BY_HAND, "excluded by hand")                                                                 \
    X(PARTIAL, "no whole, valid repetition")                                                       \
    X(PROTOCOL, "no repetition within the protocol")                                               \
    X(FEW, "too few repetitions of the person")                                                    \
    X(USED, "used")

#define X(name, step) HINGE_USE_##name,
enum hinge_use { HINGE_USE_LIST(X) HINGE_USES };
#undef X

struct hinge_used_recording {
    enum hinge_use use;
    const char *reason; /* of the ledger or of /trials; "": none */
    /* kind: numbered by those that pass GUESSED; cell (of a person, in which repetitions are
     * counted together): by those that pass OTHER_KIND or are FILTERED; else SIZE_MAX */
    size_t person, kind, cell;
    bool kept;   /* --filter keeps the recording, whether it was read or not */
    bool asked;  /* of the movement, from the side, and --filter keeps it: used, or to be said */
    bool beside; /* USED, but its person has no recording of the main kind, which is compared */
    /* OTHER_KIND: what it has that the person's others have not: "counted=no", and in words; also
     * beside: that the main kind has not */
    const char *other, *tells;
    /* Repetitions: that pass the filter and were not excluded by hand; of these whole and valid (or
     * all, with --all-reps); excluded by hand; left out by the filter; not within the protocol. */
    unsigned found, usable, by_hand, filtered, by_protocol;
    /* FEW: the same of the person's repetitions in this cell. */
    unsigned cell_usable, cell_filtered;
};

struct hinge_uses {
    struct hinge_people_rule rule;
    double drop_first;        /* the first repetitions of a recording that count for nothing */
    struct hinge_table given; /* recordings: those of /trials, then those never read */
    struct hinge_used_recording *recording; /* [row of given] */
    enum hinge_use *rep;                    /* [row of /reps] */
    size_t n_reps, n_people, n_kinds;
    size_t used_recordings, used_reps, used_people; /* that comparisons take */
    bool chosen; /* --people chose: FILTERED is HINGE_NOT_CHOSEN */
};

/* Zero-initialise; hinge_uses_clear when done. A failure fails the table. */
void hinge_uses_find(struct hinge_uses *uses, struct hinge_tabulation *tab);
void hinge_uses_clear(struct hinge_uses *uses);
/* What a request counts; `rule` is that of the results (hinge_results_rule). */
struct hinge_use_asked hinge_use_asked(const struct hinge_table_request *request,
                                       struct hinge_people_rule rule);
/* The same of one recording of /trials, as far as it says it itself: USED, or the first step at
 * which it is lost before its repetitions and the person's other recordings are looked at. */
enum hinge_use hinge_use_of_recording(const struct hinge_tabulation *tab, size_t trial);
enum hinge_use hinge_use_of_recording_as(const struct hinge_tabulation *tab,
                                         const struct hinge_use_asked *asked, size_t trial);
/* As far as a row of any table of recordings says it: up to FRONT_VIEW, else USED. any_role:
 * references count, too. */
enum hinge_use hinge_use_of_row(const struct hinge_table *recordings, bool any_role, size_t row);
/* Of a repetition of a recording that is used: BY_HAND, PARTIAL or USED. */
enum hinge_use hinge_use_of_rep(const struct hinge_use_asked *asked, bool excluded, double valid);
/* The recording of a person that came furthest, of those that are chosen[row of given] (NULL: all):
 * its use is the person's, and why it is not used is why the person is not. NULL: none is chosen.
 */
const struct hinge_used_recording *hinge_uses_furthest(const struct hinge_uses *uses, size_t person,
                                                       const bool *chosen);
/* Whether comparisons take it. */
bool hinge_uses_compared(const struct hinge_used_recording *of);
/* The code of a recording that is not used although it was analysed; "": its own. */
const char *hinge_use_reason(enum hinge_use use);
/* The step of the table flow: "no repetition found". */
const char *hinge_use_step(enum hinge_use use);
/* In place of that of FILTERED where --people chooses. */
#define HINGE_NOT_CHOSEN "not chosen, or left out by the filter"
/* Whether a recording was made to be used: none that is still to come, and none that others are
 * measured against or that shows another recording from the front. */
bool hinge_uses_counted(const struct hinge_uses *uses, size_t recording);
/* Why a recording is not used: "fewer than 3 usable repetitions", "gaps in the markers". Of one
 * that is: why only a part of it is, or why its person has no value nevertheless. Returns buffer.
 */
const char *hinge_use_why(const struct hinge_uses *uses, const struct hinge_used_recording *of,
                          char buffer[160]);
/* The same of a repetition of it, by its number and columns. */
const char *hinge_use_why_rep(const struct hinge_uses *uses, const struct hinge_used_recording *of,
                              enum hinge_use use, double rep, double complete, double warnings,
                              char buffer[160]);
