/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrasts that the user writes down. */
#include "stats/model/emm.h"

#include "base/number.h"
#include "base/text.h"
#include "stats/model/failure.h"

#include <string.h>

/* Level label of mean i inside a family: "cue" or "cue:trained". */
static void mean_label(const struct hinge_emm *emm, size_t i, struct hinge_text *text)
{
    for (size_t f = 0; f < emm->n_factors - emm->n_by; f++) {
        const struct hinge_model_column *data =
            emm->design->variable[emm->factor[f]].data;
        hinge_text_printf(text, "%s%s", f > 0 ? ":" : "",
                          data->level[i % data->n_levels]);
        i /= data->n_levels;
    }
}

/* The mean whose label is the longest that starts at `at`; n_means when none does. */
static enum hinge_status match_mean(const struct hinge_emm *emm, const char *at,
                                    size_t *mean, size_t *length,
                                    struct hinge_error *error)
{
    *mean = emm->n_means;
    *length = 0;
    for (size_t i = 0; i < emm->n_means; i++) {
        struct hinge_text label = {.data = NULL};
        mean_label(emm, i, &label);
        if (label.failed) {
            hinge_text_clear(&label);
            return hinge_model_nomem(error);
        }
        if (label.length > *length && strncmp(at, label.data, label.length) == 0) {
            *mean = i;
            *length = label.length;
        }
        hinge_text_clear(&label);
    }
    return HINGE_OK;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

/* A sum of weighted levels into weight (n_means values). */
static enum hinge_status parse_weights(const struct hinge_emm *emm, const char *spec,
                                       const char *at, double *weight,
                                       struct hinge_error *error)
{
    for (bool first = true;; first = false) {
        double sign = 1.0, value = 1.0;
        at = skip_blanks(at);
        if (*at == '\0' && !first)
            return HINGE_OK;
        if (*at == '+' || *at == '-')
            sign = *at++ == '-' ? -1.0 : 1.0;
        else if (!first)
            break;
        at = skip_blanks(at);
        size_t star = strspn(at, "0123456789.eE");
        if (star > 0 && *skip_blanks(at + star) == '*') {
            if (hinge_number_parse(at, star, '.', &value, NULL) != HINGE_NUMBER_VALUE)
                break;
            at = skip_blanks(skip_blanks(at + star) + 1);
        }
        size_t mean, length;
        enum hinge_status status = match_mean(emm, at, &mean, &length, error);
        if (status != HINGE_OK)
            return status;
        if (mean == emm->n_means)
            break;
        weight[mean] += sign * value;
        at += length;
    }
    return hinge_model_fail(
        error, "E_OPTION",
        "contrast '%s': expected weight*level with a level of %s at "
        "character %zu",
        spec, emm->name, (size_t)(at - spec) + 1);
}

/* Adds one row of the weighted cells from `first` on. */
static enum hinge_status weigh(struct hinge_emm *emm, const double *weight, size_t n,
                               size_t first, struct hinge_text *label,
                               struct hinge_emm_row *row, struct hinge_error *error)
{
    size_t width = emm->design->full.n;
    double *sum = hinge_arena_alloc(&emm->arena, width, sizeof *sum);
    double *cell = hinge_arena_alloc(&emm->arena, width, sizeof *cell);
    row->l = hinge_arena_alloc(&emm->arena, emm->design->p, sizeof *row->l);
    row->label = hinge_arena_strdup(&emm->arena, hinge_text_string(label));
    bool failed = label->failed || sum == NULL || cell == NULL || row->l == NULL ||
                  row->label == NULL;
    hinge_text_clear(label);
    if (failed)
        return hinge_model_nomem(error);
    for (size_t i = 0; i < n; i++) {
        hinge_emm_average(emm, &emm->design->full, first + i, cell);
        for (size_t c = 0; c < width; c++)
            sum[c] += weight[i] * cell[c];
    }
    row->estimable = hinge_design_estimable(emm->design, sum, row->l);
    return HINGE_OK;
}

static enum hinge_status difference_in_differences(struct hinge_emm *emm,
                                                   struct hinge_emm_row **rows,
                                                   size_t *n, struct hinge_error *error)
{
    if (emm->n_factors != 2)
        return hinge_model_fail(error, "E_OPTION",
                                "contrast 'did' needs means of two factors, not %s",
                                emm->name);
    size_t a = emm->design->variable[emm->factor[0]].data->n_levels;
    double *weight = hinge_arena_alloc(&emm->arena, emm->n_cells, sizeof *weight);
    *rows = hinge_arena_alloc(&emm->arena, 1, sizeof **rows);
    if (weight == NULL || *rows == NULL)
        return hinge_model_nomem(error);
    weight[emm->n_cells - 1] = weight[0] = 1.0;
    weight[emm->n_cells - a] = weight[a - 1] = -1.0;
    *n = 1;
    struct hinge_text label = {.data = NULL};
    hinge_text_puts(&label, "did");
    return weigh(emm, weight, emm->n_cells, 0, &label, *rows, error);
}

static void put_by(const struct hinge_emm *emm, size_t family, struct hinge_text *label)
{
    for (size_t i = emm->n_factors - emm->n_by, first = i; i < emm->n_factors; i++) {
        const struct hinge_model_column *data =
            emm->design->variable[emm->factor[i]].data;
        hinge_text_printf(label, "%s%s=%s", i == first ? "|" : ";",
                          emm->design->formula->variable[emm->factor[i]].label,
                          data->level[family % data->n_levels]);
        family /= data->n_levels;
    }
}

enum hinge_status hinge_emm_custom(struct hinge_emm *emm, const char *spec,
                                   struct hinge_emm_row **rows, size_t *n,
                                   struct hinge_error *error)
{
    *n = 0;
    if (strcmp(spec, "did") == 0)
        return difference_in_differences(emm, rows, n, error);
    const char *colon = strchr(spec, ':');
    if (colon == NULL || colon == spec)
        return hinge_model_fail(
            error, "E_OPTION",
            "contrast '%s': expected \"name: weight*level + …\" or did", spec);
    double *weight = hinge_arena_alloc(&emm->arena, emm->n_means, sizeof *weight);
    *rows = hinge_arena_alloc(&emm->arena, emm->n_families, sizeof **rows);
    if (weight == NULL || *rows == NULL)
        return hinge_model_nomem(error);
    enum hinge_status status = parse_weights(emm, spec, colon + 1, weight, error);
    for (size_t f = 0; f < emm->n_families && status == HINGE_OK; f++) {
        struct hinge_text label = {.data = NULL};
        hinge_text_add(&label, spec, (size_t)(colon - spec));
        put_by(emm, f, &label);
        (*rows)[f].family = f;
        status = weigh(emm, weight, emm->n_means, f * emm->n_means, &label, &(*rows)[f],
                       error);
        *n = f + 1;
    }
    return status;
}
