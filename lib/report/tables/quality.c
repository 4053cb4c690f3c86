/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quality: a row per recording with what says how far it can be trusted: evidence,
 * repetitions found and lost, noise in standing, warnings. hinge-check looks at the
 * recordings themselves. */
#include "report/tables/view.h"

extern const struct hinge_view hinge_view_trials;

/* Of the columns of the trials table, those that are shown always, and if they are filled. */
static const char always[] = "participant,session,group,task,cue,trial,file,tier,status,reason";
static const char filled[] =
    "standing_source,heading_from,driver,lumbar_def,rate_hz,frames,reps,reps_complete,reps_partial,"
    "reps_truncated,ghosts,noise_lumbar_deg,noise_pelvis_deg,held_share,warnings";

static void make(struct hinge_tabulation *tab)
{
    hinge_view_trials.make(tab);
    for (size_t c = 0; c < tab->table->n_columns; c++) {
        const char *name = tab->table->column[c].name;
        tab->columns.item[c].show = hinge_listed(always, ',', name)   ? HINGE_SHOW_KEY
                                    : hinge_listed(filled, ',', name) ? HINGE_SHOW_FILLED
                                                                      : HINGE_SHOW_FULL;
    }
}

const struct hinge_view hinge_view_quality = {
    .id = "quality",
    .title = "a row per recording: evidence, repetitions found and lost, noise, warnings",
    .tables_only = true,
    .takes = "filter,people,columns,sort,digits",
    .make = make,
};
