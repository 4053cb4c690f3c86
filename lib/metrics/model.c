/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the choice of body model changes moments and centre of mass (method 6.15): the same
 * posture by each table of masses, with a trunk in one piece and in two. In: a repetition. Out: the
 * family model, and margins of verdicts. */
#include "metrics/metric.h"

static const char *const columns[HINGE_MARGINS] = {[HINGE_MARGIN_KNEE] = "moment_knee_nm_kg",
                                                   [HINGE_MARGIN_HIP] = "moment_hip_nm_kg",
                                                   [HINGE_MARGIN_L5S1] = "moment_l5s1_nm_kg",
                                                   [HINGE_MARGIN_com_foot] = "com_foot_pct",
                                                   [HINGE_MARGIN_com_shift] = "com_foot_shift_pct"};

double hinge_model_margin(const struct hinge_rep_view *view, enum hinge_model_column of)
{
    static const char owner;
    static const enum hinge_moment_joint joint[] = {[HINGE_MARGIN_KNEE] = HINGE_MOMENT_KNEE,
                                                    [HINGE_MARGIN_HIP] = HINGE_MOMENT_HIP,
                                                    [HINGE_MARGIN_L5S1] = HINGE_MOMENT_L5S1,
                                                    [HINGE_MARGIN_com_foot] = HINGE_MOMENT_JOINTS};
    const struct hinge_body *body = view->body;
    const struct hinge_frames f = hinge_view_bottom_frames(view);
    bool made;
    double *margin = hinge_view_kept(view, &owner, HINGE_MARGINS * sizeof *margin, &made);
    if (!made)
        return margin[of];
    for (int k = HINGE_MARGIN_NONE; k < HINGE_MARGINS; k++)
        margin[k] = (double)NAN;
    for (int k = HINGE_MARGIN_KNEE; k <= HINGE_MARGIN_com_foot && f.reason == HINGE_REASON_OK;
         k++) {
        double median[HINGE_MODELS], shift[HINGE_MODELS];
        if (k == HINGE_MARGIN_com_foot ? body->signal[HINGE_SIGNAL_com_foot] == NULL
                                       : body->moment[joint[k]].above == NULL)
            continue;
        hinge_models_median(body, joint[k], view->reps->trunk, (size_t)f.from, (size_t)f.to,
                            view->reps->scratch, median);
        margin[k] = hinge_models_differ(body->masses, median);
        if (k < HINGE_MARGIN_com_foot) {
            margin[k] *= HINGE_STANDARD_GRAVITY * hinge_view_metre(view);
            continue;
        }
        for (int m = 0; m < HINGE_MODELS; m++)
            shift[m] = median[m] - view->reps->standing.com_foot_by[m];
        margin[HINGE_MARGIN_com_shift] = hinge_models_differ(body->masses, shift);
    }
    return margin[of];
}

static struct hinge_value margin(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    const struct hinge_metric *column =
        hinge_metric_at((size_t)hinge_metric_find(columns[row->margin]));
    const struct hinge_value of = hinge_metric_value(view, column, phase);
    const double by = hinge_model_margin(view, row->margin);
    return of.reason != HINGE_REASON_OK ? of
           : isnan(by)                  ? hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE)
                                        : hinge_value_of(by);
}

/* clang-format off */
#define MARGIN(column) "definition", 2, HINGE_IN_REP, "mean", .each_phase = margin, .margin = HINGE_MARGIN_##column
static const struct hinge_metric metrics[] = {
    {"moment_knee_nm_kg_margin", "N m kg-1", "what the choice of body model changes in moment_knee_nm_kg, at most", MARGIN(KNEE)},
    {"moment_hip_nm_kg_margin", "N m kg-1", "what the choice of body model changes in moment_hip_nm_kg, at most", MARGIN(HIP)},
    {"moment_l5s1_nm_kg_margin", "N m kg-1", "what the choice of body model changes in moment_l5s1_nm_kg, at most", MARGIN(L5S1)},
    {"com_foot_pct_margin", "percent", "what the choice of body model changes in com_foot_pct, at most", MARGIN(com_foot)},
    {"com_foot_shift_pct_margin", "percent", "what the choice of body model changes in com_foot_shift_pct, at most", MARGIN(com_shift)},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_model = {
    .id = "model",
    .title = "Margins of the body model",
    .details =
        "The largest difference from the same posture by the other tables of masses "
        "(`body.masses`). All three with a trunk of two pieces that bends at L5/S1 count, too "
        "([method](method.md#615-net-external-moments)). It is no error: of a body that is like "
        "none of the tables only [plates](plates.md) tell. Verdicts on these columns have at "
        "least this margin.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
