/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the parts of a file agree: counts of repetitions with the repetitions, labels
 * with their tables, a trial with its id. Asked at the door, so that whoever opens a
 * file, to make a table of it or to join it to others, refuses the same. */
#include "store/agree.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/contents.h"
#include "store/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum hinge_status disagree(const struct hinge_source *source, const char *object,
                                  const char *other, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: %s and %s disagree; make the file again with "
                           "hinge-analyze",
                           source->shown, object, other);
}

enum hinge_status hinge_agree_ids(const char *shown, const char *object,
                                  const struct hinge_table *table, const char *column,
                                  struct hinge_error *error)
{
    const char **id = hinge_alloc(table->rows, sizeof *id);
    enum hinge_status status = HINGE_OK;
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = hinge_table_text(table, column, r);
        const char *word = hinge_table_text(table, "status", r);
        bool refused = word != NULL && strcmp(word, "refused") == 0;
        if (!refused && text != NULL && *text != '\0')
            id[n++] = text;
    }
    if (n > 0)
        qsort(id, n, sizeof *id, hinge_by_text);
    for (size_t i = 1; i < n && status == HINGE_OK; i++)
        if (strcmp(id[i - 1], id[i]) == 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "%s: damaged: %s: the trial \"%.200s\" is listed twice", shown,
                                     object, id[i]);
    free(id);
    return status;
}

/* The ids of a table are the labels of the dimension of an array of /reps that has n
 * beside the repetitions. */
static enum hinge_status check_labels(struct hinge_results_reader *reader, const char *array, int n,
                                      const char *dimension, const char *group,
                                      struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_array_spec spec;
    const struct hinge_dimension *all;
    char object[64];
    snprintf(object, sizeof object, "%s/%s", HINGE_GROUP_REPS, dimension);
    enum hinge_status status =
        hinge_results_describe(reader, HINGE_GROUP_REPS, array, &spec, &all, error);
    if (status == HINGE_USAGE) /* an array that it lacks: no slip of the user's */
        return disagree(&reader->source, object, group, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, group, &table, error);
    if (status != HINGE_OK)
        return status;
    bool same = false, named = false;
    for (int d = 0; spec.n_further == n && d < n && !named; d++) {
        const struct hinge_dimension *labels = &all[spec.further[d]];
        named = strcmp(labels->name, dimension) == 0 && labels->label != NULL;
        same = named && labels->length == table.rows;
        for (size_t i = 0; same && i < table.rows; i++) {
            const char *id = hinge_table_text(&table, "id", i);
            same = id != NULL && labels->label[i] != NULL && strcmp(id, labels->label[i]) == 0;
        }
    }
    hinge_table_clear(&table);
    if (!named)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: %s/%s has no dimension \"%s\" with names; "
                               "make the file again with hinge-analyze",
                               reader->source.shown, HINGE_GROUP_REPS, array, dimension);
    return same ? HINGE_OK : disagree(&reader->source, object, group, error);
}

/* Trials have their repetitions one after the other, all of the file's, with those that
 * were excluded by hand. */
static enum hinge_status check_counts(const struct hinge_results_reader *reader,
                                      const struct hinge_table *trials, struct hinge_error *error)
{
    double total = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        double reps = hinge_table_number(trials, "reps", r),
               excluded = hinge_table_number(trials, "rejected_manual", r);
        reps += excluded > 0 ? excluded : 0;
        if (!(reps > 0))
            continue; /* refused, or nothing found in it */
        if (hinge_table_number(trials, "first_rep", r) != total)
            return disagree(&reader->source, "/trials/first_rep", "/trials/reps", error);
        total += reps;
    }
    return total == (double)reader->rows
               ? HINGE_OK
               : disagree(&reader->source, "/trials/reps", HINGE_GROUP_REPS, error);
}

enum hinge_status hinge_agree_results(struct hinge_results_reader *reader,
                                      struct hinge_error *error)
{
    struct hinge_table trials = {0};
    enum hinge_status status = hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, error);
    if (status == HINGE_OK)
        status = check_counts(reader, &trials, error);
    if (status == HINGE_OK)
        status =
            hinge_agree_ids(reader->source.shown, HINGE_GROUP_TRIALS, &trials, "trial_id", error);
    hinge_table_clear(&trials);
    if (status == HINGE_OK)
        status = check_labels(reader, "fault_state", 1, "fault", HINGE_GROUP_FAULTS, error);
    if (status == HINGE_OK)
        status = check_labels(reader, "reason", 2, "metric", HINGE_GROUP_METRICS, error);
    return status == HINGE_OK
               ? check_labels(reader, HINGE_ARRAY_VALUE, 2, "metric", HINGE_GROUP_METRICS, error)
               : status;
}
