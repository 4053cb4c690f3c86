/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lists of a simulated cohort as CSV text. */
#include "simulate/lists.h"

#include "base/number.h"
#include "simulate/fixed.h"

/* A list names the file of each sensor in a column; empty for every other format. */
static const struct hinge_marker_set *sensor_files(enum hinge_simulate_format format)
{
    const struct hinge_marker_set *set = hinge_marker_set_of(format, 1);
    return set->kind == HINGE_FILE_DOT ? set : NULL;
}

void hinge_trials_header(const struct hinge_simulate_options *options,
                         struct hinge_text *out)
{
    const struct hinge_marker_set *sensors = sensor_files(options->format);
    hinge_text_puts(out,
                    "file,participant,group,session,task,cue,trial,rate_hz,units,up,"
                    "image_width_px,image_height_px,height_m,cond_order");
    for (size_t m = 0; sensors != NULL && m < sensors->n_markers; m++)
        hinge_text_printf(out, ",sensor:%s", sensors->marker[m].name);
    hinge_text_puts(out, "\n");
}

void hinge_trials_row(const struct hinge_list_entry *entry, struct hinge_text *out)
{
    const struct hinge_simulate_options *options = entry->options;
    const struct hinge_person *person = entry->person;
    const struct hinge_marker_set *set = entry->set;
    char rate[32] = "", width[32] = "", height[32] = "";
    if (!set->clock)
        hinge_number_format(options->rate_hz, rate);
    if (set->image) {
        hinge_number_format(options->image_width_px, width);
        hinge_number_format(options->image_height_px, height);
    }
    bool plain = set->kind == HINGE_FILE_CSV; /* the others say units and vertical */
    const struct hinge_marker_set *sensors = sensor_files(options->format);
    hinge_text_printf(out, "%s,%s,%s,1,%s,%s,%zu,%s,%s,%s,%s,%s,",
                      sensors != NULL ? "" : entry->file, person->id,
                      options->group[person->group], options->task,
                      options->cue[entry->cue], entry->trial, rate,
                      plain ? set->units : "", plain && !set->image ? "+y" : "", width,
                      height);
    hinge_fixed_add(out, person->physique.scale * hinge_text_g_height_m, 3);
    size_t order = 0;
    while (person->cue_order[order] != entry->cue)
        order++;
    hinge_text_printf(out, ",%zu", order + 1);
    for (size_t m = 0; sensors != NULL && m < sensors->n_markers; m++)
        hinge_text_printf(out, ",%s/%s.csv", entry->file, sensors->marker[m].name);
    hinge_text_puts(out, "\n");
}

void hinge_truth_header(const struct hinge_simulate_options *options,
                        struct hinge_text *out)
{
    (void)options;
    hinge_text_puts(out,
                    "file,participant,group,cue,trial,rep,tier,planted,desc_start_s,"
                    "desc_end_s,asc_start_s,asc_end_s,lumbar_excursion_deg,"
                    "hip_excursion_deg,pelvis_excursion_deg,knee_excursion_deg,"
                    "lumbar_fraction,lumbar_fraction_full");
    size_t n;
    const char *const *name = hinge_preset_names(&n);
    for (size_t f = 0; f < n; f++)
        hinge_text_printf(out, ",%s,%s_severity", name[f], name[f]);
    hinge_text_puts(out, "\n");
}

static void add_numbers(const double *value, size_t n, int digits,
                        struct hinge_text *out)
{
    for (size_t i = 0; i < n; i++) {
        hinge_text_puts(out, ",");
        hinge_fixed_add(out, value[i], digits);
    }
}

void hinge_truth_row(const struct hinge_list_entry *entry, size_t rep, bool planted,
                     const struct hinge_truth_rep *truth, struct hinge_text *out)
{
    const struct hinge_person *person = entry->person;
    const double time[] = {truth->desc_start_s, truth->desc_end_s, truth->asc_start_s,
                           truth->asc_end_s};
    const double value[] = {truth->lumbar_excursion_deg, truth->hip_excursion_deg,
                            truth->pelvis_excursion_deg, truth->knee_excursion_deg,
                            truth->lumbar_fraction,      truth->lumbar_fraction_full};
    size_t n;
    const char *const *name = hinge_preset_names(&n);
    hinge_text_printf(out, "%s,%s,%s,%s,%zu,%zu,%c,%s", entry->file, person->id,
                      entry->options->group[person->group],
                      entry->options->cue[entry->cue], entry->trial, rep,
                      entry->set->tier, planted ? name[person->habit] : "");
    add_numbers(time, sizeof time / sizeof *time, 3, out);
    add_numbers(value, sizeof value / sizeof *value, 5, out);
    for (int f = 0; f < HINGE_TRUTH_COUNT; f++) {
        hinge_text_printf(out, ",%d", truth->state[f]);
        add_numbers(&truth->severity[f], 1, 5, out);
    }
    hinge_text_puts(out, "\n");
}
