/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two levels' curves of people into the analysis spm, its clusters out. */
#include "figure/curve_clusters.h"

#include "figure/figure_analysis.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = HINGE_CURVE_POINTS };
#define PERMUTATIONS "999"

static const char *person_of(const struct hinge_spm_request *request, size_t row)
{
    const char *who = hinge_table_text(&request->curves->keys, "participant", row);
    return who != NULL ? who : "";
}

static const double *curve_of(const struct hinge_spm_request *request, size_t row)
{
    return request->curves->value + (row * request->curves->n_signals + request->signal) * POINTS;
}

/* Both ends and at least 95 % of the points: what the analysis takes and mends. */
static bool is_whole(const double *curve)
{
    size_t missing = 0;
    for (size_t p = 0; p < POINTS; p++)
        missing += isnan(curve[p]) ? 1 : 0;
    return !isnan(curve[0]) && !isnan(curve[POINTS - 1]) && 20 * missing <= POINTS;
}

/* How many rows a level has; how many of the first level's people are in the second. */
static size_t count(const struct hinge_spm_request *request, size_t level)
{
    size_t n = 0;
    for (size_t r = 0; r < request->curves->keys.rows; r++)
        n += request->levels->of_row[r] == level && is_whole(curve_of(request, r));
    return n;
}

static size_t count_common(const struct hinge_spm_request *request)
{
    const size_t *of_row = request->levels->of_row;
    size_t n = 0, rows = request->curves->keys.rows;
    long column = hinge_table_find(&request->curves->keys, "participant");
    const char *const *who = column >= 0 ? request->curves->keys.column[column].text : NULL;
    for (size_t a = 0; who != NULL && a < rows; a++) {
        if (of_row[a] != request->first || who[a] == NULL || *who[a] == '\0')
            continue;
        for (size_t b = 0; b < rows; b++)
            if (of_row[b] == request->second && who[b] != NULL && strcmp(who[a], who[b]) == 0 &&
                is_whole(curve_of(request, a)) && is_whole(curve_of(request, b))) {
                n++;
                break;
            }
    }
    return n;
}

static enum hinge_status make_table(const struct hinge_spm_request *request,
                                    struct hinge_table *table, struct hinge_error *error)
{
    char name[16];
    static const char *const keys[] = {"participant", "level", NULL};
    enum hinge_status status = hinge_table_specify_texts(table, keys, error);
    for (size_t p = 0; status == HINGE_OK && p < POINTS; p++) {
        snprintf(name, sizeof name, "n%03zu", p);
        status = hinge_table_add_column(table, name, HINGE_COLUMN_NUMBER, "", -1, NULL, error);
    }
    for (size_t r = 0; status == HINGE_OK && r < request->curves->keys.rows; r++) {
        size_t level = request->levels->of_row[r];
        char nobody[32];
        if ((level != request->first && level != request->second) ||
            !is_whole(curve_of(request, r)))
            continue;
        const char *who = person_of(request, r);
        snprintf(nobody, sizeof nobody, "row %zu", r);
        const char *const texts[] = {*who != '\0' ? who : nobody,
                                     level == request->first ? "a" : "b"};
        status = hinge_table_put_row(table, texts, curve_of(request, r));
    }
    return status;
}

static void read_clusters(const json_t *results, struct hinge_spm_strip *strip)
{
    const json_t *list = json_object_get(json_object_get(results, "permutation"), "clusters");
    for (size_t i = 0; i < json_array_size(list) && strip->n < HINGE_SPM_CLUSTERS; i++) {
        const json_t *cluster = json_array_get(list, i);
        strip->start[strip->n] = hinge_result_number(cluster, "start");
        strip->end[strip->n] = hinge_result_number(cluster, "end");
        strip->p[strip->n++] = hinge_result_number(cluster, "p");
    }
}

enum hinge_status hinge_spm_compare(struct hinge_drawing *drawing,
                                    const struct hinge_spm_request *request,
                                    struct hinge_spm_strip *strip, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_error why = {0};
    json_t *results = NULL;
    size_t first = count(request, request->first);
    size_t second = count(request, request->second);
    size_t common = count_common(request);
    strip->paired = common >= 3;
    if (!strip->paired && (first < 3 || second < 3 || common > 0)) {
        strip->why = hinge_drawing_text(drawing, "not tested: fewer than 3 people");
        return HINGE_OK;
    }
    enum hinge_status status = make_table(request, &table, error);
    const char *const options[][2] = {{"analysis", "spm"},
                                      {"participant", "participant"},
                                      {"design", strip->paired ? "paired" : "two-sample"},
                                      {strip->paired ? "condition" : "group", "level"},
                                      {"order", "b,a"},
                                      {"n_perm", PERMUTATIONS}};
    if (status == HINGE_OK) {
        status =
            hinge_figure_analyse(options, sizeof options / sizeof *options, &table, &results, &why);
        if (status != HINGE_OK)
            *error = why;
        else if (results == NULL)
            strip->why = hinge_drawing_text(drawing, "not tested: %s", why.message);
        else
            read_clusters(results, strip);
    }
    json_decref(results);
    hinge_table_clear(&table);
    return status;
}
