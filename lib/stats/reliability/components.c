/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mixed model of which only the variances are wanted. */
#include "stats/reliability/components.h"

#include <string.h>

struct fitting {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    struct hinge_lmm *lmm;
    struct hinge_lmm_fit fit;
};

static enum hinge_status fit(struct fitting *f, const char *formula,
                             const struct hinge_model_data *data, const double *y,
                             struct hinge_error *error)
{
    enum hinge_status status = hinge_formula_parse(&f->formula, formula, error);
    if (status == HINGE_OK)
        status = hinge_design_build(&f->design, &f->formula, data,
                                    HINGE_CODING_TREATMENT, error);
    if (status == HINGE_OK)
        status = hinge_effects_build(&f->effects, &f->design, error);
    if (status == HINGE_OK)
        status = hinge_lmm_new(&f->lmm, &f->design, &f->effects, y, error);
    if (status == HINGE_OK)
        status = hinge_lmm_fit(f->lmm, true, &f->fit, error);
    return status;
}

static void clear(struct fitting *f)
{
    hinge_lmm_fit_clear(&f->fit);
    hinge_lmm_free(f->lmm);
    hinge_effects_clear(&f->effects);
    hinge_design_clear(&f->design);
    hinge_formula_clear(&f->formula);
}

enum hinge_status
hinge_components_fit(const char *formula, const struct hinge_model_data *data,
                     const double *y, struct hinge_component *component, size_t n,
                     struct hinge_components *out, struct hinge_error *error)
{
    struct fitting f = {.lmm = NULL};
    enum hinge_status status = fit(&f, formula, data, y, error);
    for (size_t g = 0; g < f.effects.n_groups && status == HINGE_OK; g++)
        for (size_t i = 0; i < n; i++) {
            double sd = f.fit.theta[g] * f.fit.sigma; /* one intercept per group */
            if (strcmp(f.effects.group[g].name, component[i].name) == 0)
                component[i].variance = sd * sd;
        }
    if (status == HINGE_OK)
        *out = (struct hinge_components){.residual = f.fit.sigma * f.fit.sigma,
                                         .criterion = f.fit.criterion,
                                         .singular = f.fit.singular};
    clear(&f);
    return status;
}
