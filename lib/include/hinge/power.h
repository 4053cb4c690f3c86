/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people a planned study needs: simulated people go through ingest and analyze as real
 * recordings do, and their SD, or that of a pilot, gives the power of the report's tests. The same
 * options give the same bytes, with any number of threads. */
#pragma once

#include <hinge/progress.h>
#include <hinge/protocol.h>
#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* Zero-initialise. Texts are borrowed; they must outlive the call. */
struct hinge_power_options {
    size_t size; /* sizeof the struct (hinge/init.h) */
    /* What is asked of: one or two groups, whose people are not read (differences are the first
     * minus the second, of which a control is the second), cues or before_after, repetitions,
     * trials, seed, alpha, force. `effect` has expected differences: "groups:lumbar_fraction=-5%",
     * "cue:dowel:lumbar_rounding=-4deg", "change:lumbar_fraction=-5%", joined by commas. Those that
     * are not named are 0. `sd_effect`: of people's changes. before_after needs one of it, a pilot
     * with both visits and retest_sd, and simulates nothing. */
    const struct hinge_protocol_options *study;
    const char *profile;      /* whose bends these are: trained, or sedentary (NULL or "") */
    const char *recording;    /* a format of hinge-simulate; NULL or "": trc-b */
    double noise_mm, rate_hz; /* NaN: 2 and 60 */
    const char *pilot;        /* results file, whose spread and share of people without a value are
                                 used; NULL or "": those of the profile */
    long pool;                /* people simulated: 20 to 400, fewer if they would be more than 1,600
                                 recordings; 0: 400 */
    const char *retest_sd;    /* SDs of the differences of two visits with nothing between, as
                                 sd_effect has them; NULL or "": none */
    const char *command;      /* as the text for the preregistration has it */
    int threads;              /* <= 0: one per processor */
    const struct hinge_progress *progress; /* counts recordings; may be NULL */
    hinge_message *message;                /* gets the answer of each question; may be NULL */
    void *context;
};

/* Writes how-many.md (tables, text for the preregistration), how-many.svg, how-many.csv and
 * how-many.json (as a figure `power` takes it) into `folder`, which is made if it is missing.
 * Recordings are in a folder within it while they are needed. Errors: USAGE naming the option,
 * INPUT for the pilot or if recordings of that kind show no value, WRITE, INTERRUPTED. */
HINGE_API enum hinge_status hinge_power(const struct hinge_power_options *options,
                                        const char *folder, struct hinge_error *error);

HINGE_END_C_DECLS
