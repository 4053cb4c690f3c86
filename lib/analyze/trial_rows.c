/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of /trials: keys, status, evidence, counts. */
#include "analyze/trial_rows.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

/* Texts copied from the list and the ledger, then those of the result. */
static const char *const keys[] = {"participant", "group", "session", "task",
                                   "cue",         "trial", "role",    NULL};
static const char *const texts[] = {"status",     "reason",     "message",         "tier",
                                    "lumbar_def", "driver",     "standing_source", "side",
                                    "family",     "seg_source", "vertical_source", "warnings",
                                    NULL};
static const struct hinge_table_spec numbers[] = {
    {"inferred", "1", 0},
    {"dim", "1", 0},
    {"pelvis", "1", 0},
    {"thigh", "1", 0},
    {"frontal", "1", 0},
    {"metric", "1", 0},
    {"pos", "1", 0},
    {"rate_hz", "Hz", 2},
    {"cutoff_hz", "Hz", 2},
    {"frames", "1", 0},
    {"duration_s", "s", 2},
    {"reps", "1", 0},
    {"reps_complete", "1", 0},
    {"reps_partial", "1", 0},
    {"reps_truncated", "1", 0},
    {"ghosts", "1", 0},
    {"rejected_stepping", "1", 0},
    {"rejected_alternating", "1", 0},
    {"rejected_no_trunk", "1", 0},
    {"rejected_too_short", "1", 0},
    {"rejected_rom_small", "1", 0},
    {"rejected_manual", "1", 0},
    {"first_rep", "1", 0},
    {"leg_length_m", "m", 3},
    {"standing_s", "s", 2},
    {"standing_start_s", "s", 2},
    {"standing_end_s", "s", 2},
    {"standing_trunk_deg", "deg", 1},
    {"standing_pelvis_deg", "deg", 1},
    {"standing_knee_deg", "deg", 1},
    {"standing_cva_deg", "deg", 1},
    {"noise_lumbar_deg", "deg", 2},
    {"noise_pelvis_deg", "deg", 2},
    {"held_share", "1", 3},
    {"vertical_turn_deg", "deg", 1},
    {"residual_cutoff_hz", "Hz", 2},
};
enum { N_NUMBERS = sizeof numbers / sizeof *numbers };

enum hinge_status hinge_trial_rows_init(struct hinge_table *trials, struct hinge_error *error)
{
    static const char *const first[] = {"trial_id", "file", NULL};
    static const char *const last[] = {"format", "landmark_set", NULL};
    const char *const *const groups[] = {first, keys, texts, last};
    enum hinge_status status = HINGE_OK;
    *trials = (struct hinge_table){0};
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        if (status == HINGE_OK)
            status = hinge_table_specify_texts(trials, groups[g], error);
    return status == HINGE_OK ? hinge_table_specify(trials, numbers, N_NUMBERS, error) : status;
}

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

static enum hinge_status set(struct hinge_table *trials, const char *column, const char *text)
{
    return hinge_table_set_text(trials, (size_t)hinge_table_find(trials, column), trials->rows - 1,
                                text);
}

static enum hinge_status copy_keys(struct hinge_table *trials, const struct hinge_table *list,
                                   const struct hinge_table *ledger, size_t row)
{
    static const char *const from_ledger[] = {"trial_id", "file", "format", "landmark_set", NULL};
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; from_ledger[c] != NULL && status == HINGE_OK; c++)
        status = set(trials, from_ledger[c], cell(ledger, from_ledger[c], row));
    for (size_t c = 0; keys[c] != NULL && status == HINGE_OK; c++)
        status = set(trials, keys[c], cell(list, keys[c], row));
    return status;
}

static const char *status_word(const struct hinge_trial_result *result)
{
    if (result->status != HINGE_OK)
        return "refused";
    return result->partial ? "partial" : "ok";
}

static enum hinge_status copy_texts(struct hinge_table *trials, const struct hinge_table *ledger,
                                    size_t row, const struct hinge_trial_result *result)
{
    char warnings[512] = "";
    if (result == NULL) {
        static const char *const refused[] = {"status", "reason", "message", NULL};
        enum hinge_status status = HINGE_OK;
        for (size_t c = 0; refused[c] != NULL && status == HINGE_OK; c++)
            status = set(trials, refused[c], cell(ledger, refused[c], row));
        return status;
    }
    hinge_warning_names(result->warnings, warnings, sizeof warnings);
    const char tier[2] = {result->tier, '\0'}, side[2] = {result->side, '\0'};
    const char *message = result->status != HINGE_OK ? result->error.message
                          : result->rare[0] != '\0'  ? result->rare
                                                     : cell(ledger, "message", row);
    const char *const values[] = {status_word(result),
                                  hinge_reason_name(result->reason),
                                  message,
                                  tier,
                                  result->lumbar_def,
                                  result->driver,
                                  result->standing_source != NULL ? result->standing_source : "",
                                  side,
                                  result->family,
                                  result->seg_source,
                                  result->vertical_source,
                                  warnings};
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; texts[c] != NULL && status == HINGE_OK; c++)
        status = set(trials, texts[c], values[c]);
    return status;
}

enum hinge_status hinge_trial_rows_add(struct hinge_spool *spool, const struct hinge_table *list,
                                       const struct hinge_table *ledger, size_t row,
                                       const struct hinge_trial_result *result, size_t first_rep)
{
    struct hinge_table *trials = &spool->open;
    size_t at;
    enum hinge_status status = hinge_spool_add(spool, &at);
    if (status == HINGE_OK)
        status = copy_keys(trials, list, ledger, row);
    if (status == HINGE_OK)
        status = copy_texts(trials, ledger, row, result);
    if (status != HINGE_OK || result == NULL)
        return status;
    const struct hinge_standing *s = &result->standing;
    bool refused = result->status != HINGE_OK;
#define STANDING(x) (s->found ? (x) : (double)NAN)
    const double values[N_NUMBERS] = {result->inferred,
                                      refused ? (double)NAN : result->dim,
                                      result->pelvis,
                                      result->thigh,
                                      result->frontal,
                                      result->metric,
                                      result->pos,
                                      result->rate_hz,
                                      result->cutoff_hz,
                                      refused ? (double)NAN : (double)result->frames,
                                      result->duration_s,
                                      (double)result->reps,
                                      (double)result->reps_complete,
                                      (double)result->reps_partial,
                                      (double)result->reps_truncated,
                                      (double)result->ghosts,
                                      (double)result->rejected.stepping,
                                      (double)result->rejected.alternating,
                                      (double)result->rejected.no_trunk,
                                      (double)result->rejected.too_short,
                                      (double)result->rejected.rom_small,
                                      (double)result->rejected.manual,
                                      (double)first_rep,
                                      result->metric ? result->leg_length : (double)NAN,
                                      STANDING(s->length_s),
                                      STANDING(result->standing_start_s),
                                      STANDING(result->standing_end_s),
                                      STANDING(s->value[HINGE_SIGNAL_trunk_incl]),
                                      STANDING(s->value[HINGE_SIGNAL_pelvis_tilt]),
                                      STANDING(s->value[HINGE_SIGNAL_knee_flex]),
                                      STANDING(s->value[HINGE_SIGNAL_cva]),
                                      STANDING(s->noise_sd[HINGE_SIGNAL_lumbar_flex]),
                                      STANDING(s->noise_sd[HINGE_SIGNAL_pelvis_tilt]),
                                      result->held_share,
                                      result->vertical_turn_deg,
                                      result->residual_cutoff_hz};
#undef STANDING
    for (size_t c = 0; c < N_NUMBERS; c++) {
        long column = hinge_table_find(trials, numbers[c].name);
        trials->column[column].number[at] = values[c];
    }
    return HINGE_OK;
}
