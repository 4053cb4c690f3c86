/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lists of a simulated cohort as CSV text. */
#include "simulate/simulate.h"

/* A list names the file of each sensor in a column; empty for every other format. */
static const struct hinge_marker_set *sensor_files(enum hinge_simulate_format format)
{
    const struct hinge_marker_set *set = hinge_marker_set_of(format, 1);
    return set->layout->sensors ? set : NULL;
}

/* Columns that some habits are judged by; in a list where one of them may be. */
static const char *const columns[] = {"side", "depth", "wall_gap_cm", "bench_gap_cm", "role"};

static bool has_column(const struct hinge_simulate_options *options, const char *column)
{
    if (options->rear_foot_m > 0 && strcmp(column, "side") == 0)
        return true;
    for (size_t i = 0; i < options->n_cues; i++)
        if (hinge_task_value(options->cue[i], column) != NULL)
            return true;
    for (size_t f = 0; options->fault_probability > 0 && f < options->n_faults; f++) {
        const struct hinge_habit_setting *setting =
            hinge_habit_setting(hinge_preset_find(options->fault[f]));
        const char *given = setting == NULL              ? NULL
                            : setting->reference != NULL ? "role"
                                                         : setting->column;
        if (given != NULL && strcmp(given, column) == 0)
            return true;
    }
    return hinge_task_value(options->task, column) != NULL;
}

const char *hinge_list_task(const struct hinge_list_entry *entry)
{
    const struct hinge_habit_setting *setting = hinge_record_setting(entry);
    const char *task = entry->options->task;
    bool any = strcmp(task, "bodyweight_hinge") == 0; /* no other is asked for */
    return any && setting != NULL && setting->task != NULL ? setting->task : task;
}

/* What the list says in a column: the task or cue, the habit, the rear foot. */
static const char *value_of(const struct hinge_list_entry *entry, const char *column)
{
    const struct hinge_simulate_options *options = entry->options;
    const struct hinge_habit_setting *setting = hinge_record_setting(entry);
    const char *value = hinge_task_value(options->task, column);
    if (entry->role != NULL)
        return strcmp(column, "role") == 0 ? entry->role : "";
    if (value == NULL)
        value = hinge_task_value(options->cue[entry->cue], column);
    if (value == NULL && setting != NULL && setting->column != NULL &&
        strcmp(setting->column, column) == 0)
        value = setting->value;
    bool front = options->rear_foot_m > 0 && strcmp(column, "side") == 0;
    return value != NULL ? value : front ? "r" : "";
}

/* The cue, joined by the one that the habit is seen under. */
static void add_cue(const struct hinge_list_entry *entry, struct hinge_text *out)
{
    const struct hinge_habit_setting *setting = hinge_record_setting(entry);
    const char *cue = entry->options->cue[entry->cue];
    if (setting == NULL || setting->cue == NULL || hinge_listed(cue, '+', setting->cue))
        hinge_text_adds(out, cue);
    else if (strcmp(cue, "none") == 0)
        hinge_text_adds(out, setting->cue);
    else
        hinge_text_printf(out, "%s+%s", cue, setting->cue);
}

void hinge_trials_header(const struct hinge_simulate_options *options, struct hinge_text *out)
{
    const struct hinge_marker_set *sensors = sensor_files(options->format);
    hinge_text_adds(out, "file,participant,group,session,task,cue,trial,rate_hz,units,up,"
                         "image_width_px,image_height_px,height_m,cond_order");
    for (size_t m = 0; sensors != NULL && m < sensors->n_markers; m++)
        hinge_text_printf(out, ",sensor:%s", sensors->marker[m].name);
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        if (has_column(options, columns[c]))
            hinge_text_printf(out, ",%s", columns[c]);
    hinge_text_adds(out, "\n");
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
    bool plain = set->layout->silent;
    const struct hinge_marker_set *sensors = sensor_files(options->format);
    hinge_text_printf(out, "%s,%s,%s,1,%s,", sensors != NULL ? "" : entry->file, person->id,
                      options->group[person->group], hinge_list_task(entry));
    add_cue(entry, out);
    hinge_text_printf(out, ",%zu,%s,%s,%s,%s,%s,", entry->trial, rate, plain ? set->units : "",
                      plain && !set->image ? "+y" : "", width, height);
    hinge_fixed_add(out, person->physique.scale * hinge_text_g_height_m, 3);
    size_t order = 0;
    while (person->cue_order[order] != entry->cue)
        order++;
    hinge_text_printf(out, ",%zu", order + 1);
    for (size_t m = 0; sensors != NULL && m < sensors->n_markers; m++)
        hinge_text_printf(out, ",%s/%s.csv", entry->file, sensors->marker[m].name);
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        if (has_column(options, columns[c]))
            hinge_text_printf(out, ",%s", value_of(entry, columns[c]));
    hinge_text_adds(out, "\n");
}

void hinge_truth_header(const struct hinge_simulate_options *options, struct hinge_text *out)
{
    hinge_text_adds(out, "file,participant,group,cue,trial,rep,tier,planted,desc_start_s,"
                         "desc_end_s,asc_start_s,asc_end_s,lumbar_excursion_deg,"
                         "hip_excursion_deg,pelvis_excursion_deg,knee_excursion_deg,"
                         "lumbar_fraction,lumbar_fraction_full,back_limit_depth_deg,"
                         "moment_hip_nm_kg,moment_l5s1_nm_kg,work_hip_j_kg,work_back_j_kg,"
                         "work_back_share,power_hip_peak_w_kg,power_back_peak_w_kg,"
                         "moment_l5s1_mean_nm_kg,com_foot_shift_pct");
    size_t n;
    const char *const *name = hinge_preset_names(&n);
    for (size_t f = 0; f < HINGE_TRUTH_COUNT; f++)
        hinge_text_printf(out, ",%s,%s_severity", name[f], name[f]);
    hinge_text_printf(out, ",planted_state,planted_severity%s\n",
                      options->learn != 0 ? ",learned" : "");
}

static void add_numbers(const double *value, size_t n, int digits, struct hinge_text *out)
{
    for (size_t i = 0; i < n; i++) {
        hinge_text_adds(out, ",");
        hinge_fixed_add(out, value[i], digits);
    }
}

void hinge_truth_row(const struct hinge_list_entry *entry, size_t rep,
                     const struct hinge_habit_truth *planted, const struct hinge_truth_rep *truth,
                     struct hinge_text *out)
{
    const struct hinge_person *person = entry->person;
    const double time[] = {truth->desc_start_s, truth->desc_end_s, truth->asc_start_s,
                           truth->asc_end_s};
    const double value[] = {truth->lumbar_excursion_deg,
                            truth->hip_excursion_deg,
                            truth->pelvis_excursion_deg,
                            truth->knee_excursion_deg,
                            truth->lumbar_fraction,
                            truth->lumbar_fraction_full,
                            truth->back_limit_depth_deg,
                            truth->moment.hip_nm_kg,
                            truth->moment.l5s1_nm_kg,
                            truth->work.joint_j_kg[HINGE_TRUE_HIP],
                            truth->work.joint_j_kg[HINGE_TRUE_BACK],
                            truth->work.back_share,
                            truth->work.power_w_kg[HINGE_TRUE_HIP],
                            truth->work.power_w_kg[HINGE_TRUE_BACK],
                            truth->work.held_nm_kg,
                            truth->com_foot_shift_pct};
    size_t n;
    const char *const *name = hinge_preset_names(&n);
    hinge_text_printf(out, "%s,%s,%s,", entry->file, person->id,
                      entry->options->group[person->group]);
    add_cue(entry, out);
    hinge_text_printf(out, ",%zu,%zu,%c,%s", entry->trial, rep, entry->set->tier,
                      planted != NULL ? name[person->habit] : "");
    add_numbers(time, sizeof time / sizeof *time, 3, out);
    add_numbers(value, sizeof value / sizeof *value, 5, out);
    for (int f = 0; f < HINGE_TRUTH_COUNT; f++) {
        hinge_text_printf(out, ",%d", truth->state[f]);
        add_numbers(&truth->severity[f], 1, 5, out);
    }
    if (planted != NULL) {
        hinge_text_printf(out, ",%d", planted->state);
        add_numbers(&planted->severity, 1, 5, out);
    } else {
        hinge_text_adds(out, ",,");
    }
    const double learned = hinge_learned_share(entry->options, person, rep - 1);
    if (entry->options->learn != 0)
        add_numbers(&learned, 1, 5, out);
    hinge_text_adds(out, "\n");
}
