/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses of a study that a comparison makes for itself. */
#include "compare/analysed.h"

#include "os/file.h"
#include "store/store.h"

#include <hinge/analyze.h>
#include <hinge/results.h>

/* What an inner job may ask: whether to stop. */
static bool stops(void *context)
{
    return hinge_progress_stopped(context);
}

enum hinge_status hinge_analysed_make(const struct hinge_stats_request *request,
                                      const char *study,
                                      const struct hinge_config *config,
                                      size_t error_draw, char *results, size_t room,
                                      struct hinge_error *error)
{
    int file = hinge_os_temporary("hinge-analysed-", results, room);
    if (file < 0)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: no temporary file can be made there (TMPDIR)",
                               results);
    hinge_os_close(file);
    hinge_os_unlink(results); /* the analysis makes it, whole */
    struct hinge_analyze_summary summary;
    const struct hinge_progress progress = {.stop = stops,
                                            .context = (void *)request->progress};
    struct hinge_analyze_request analysis = {
        .study = study,
        .output = results,
        .config = config,
        .threads = request->threads,
        .allow_inferred = hinge_stats_request_flag(request, "include_inferred"),
        .progress = &progress,
        .error_draw = error_draw};
    enum hinge_status status = hinge_analyze(&analysis, &summary, error);
    return status == HINGE_PARTIAL ? HINGE_OK : status;
}

enum hinge_status hinge_analysed_append(struct hinge_table *t,
                                        const struct hinge_table *rows, size_t *first,
                                        struct hinge_error *error)
{
    *first = t->rows;
    enum hinge_status status = hinge_table_add_rows(t, rows->rows, error);
    for (size_t c = 0; c < t->n_columns && status == HINGE_OK; c++) {
        long from = hinge_table_find(rows, t->column[c].name);
        if (from < 0 || rows->column[from].type != t->column[c].type)
            continue; /* a column of missing values */
        for (size_t r = 0; r < rows->rows && status == HINGE_OK; r++) {
            if (t->column[c].type == HINGE_COLUMN_TEXT)
                status = hinge_table_set_text(t, c, *first + r,
                                              rows->column[from].text[r], error);
            else
                t->column[c].number[*first + r] = rows->column[from].number[r];
        }
    }
    return status;
}

enum hinge_status hinge_analysed_is_study(const char *path, const char *purpose,
                                          struct hinge_error *error)
{
    struct hinge_results_reader *reader = NULL;
    struct hinge_error ignored = HINGE_ERROR_INIT;
    if (hinge_results_hold(path, &reader, &ignored) != HINGE_OK)
        return HINGE_OK; /* the analysis says what is wrong with it */
    hinge_results_release(reader);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                           "%s is a results file: %s; give the study file of "
                           "hinge-ingest, such as study.h5",
                           path, purpose);
}
