/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people a planned study needs: simulated people go through ingest and analyze as real
 * recordings do, and studies of them are judged as a report judges. The same options give the same
 * bytes, with any number of threads. */
#ifndef HINGE_POWER_H
#define HINGE_POWER_H

#include <hinge/progress.h>
#include <hinge/simulate.h>
#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* Texts are borrowed; they must outlive the call. */
struct hinge_power_options {
    size_t size; /* sizeof the struct (hinge/init.h) */
    uint64_t seed;
    const char *const *group; /* one or two; differences are the second minus the first */
    size_t n_groups;
    const char *const *cue; /* the baseline first */
    size_t n_cues;
    bool before_after; /* people are recorded twice, with something between; no cues then */
    /* Expected differences: "groups:lumbar_fraction=-5%", "cue:dowel:lumbar_rounding=-4deg",
     * "change:lumbar_fraction=-5%", joined by commas. Those that are not named are 0. */
    const char *effect;
    const char *profile; /* whose bends these are: sedentary or trained */
    enum hinge_simulate_format recording;
    double noise_mm, rate_hz;
    size_t reps, trials; /* per recording; recordings per condition */
    const char *pilot;   /* results file, whose spread and share of people without a value are used;
                            NULL or "": those of the profile */
    size_t pool;         /* people simulated: 20 to 400, fewer if they would be more than 1,600
                            recordings */
    size_t studies;      /* of each number of people: 100 to 20,000 */
    double alpha;
    const char *command;                   /* as the text for the preregistration has it */
    bool force;                            /* replace existing files; without it they are USAGE */
    int threads;                           /* <= 0: one per processor */
    const struct hinge_progress *progress; /* counts recordings; may be NULL */
    hinge_message *message;                /* gets the answer of each question; may be NULL */
    void *context;
};

/* Sets 400 people like `sedentary`, tier B markers (trc-b), 60 Hz, 2 mm of noise, 5 repetitions,
 * 2,000 studies, alpha .05; no groups and no cues. */
HINGE_API void hinge_power_options_init(struct hinge_power_options *options);

/* Writes how-many.md (tables, text for the preregistration), how-many.svg, how-many.csv and
 * how-many.json (as a figure `power` takes it) into `folder`, which is made if it is missing.
 * Recordings are in a folder within it while they are needed. Errors: USAGE naming the option,
 * INPUT for the pilot or if recordings of that kind show no value, WRITE, INTERRUPTED. */
HINGE_API enum hinge_status hinge_power(const struct hinge_power_options *options,
                                        const char *folder, struct hinge_error *error);

HINGE_END_C_DECLS

#endif
