/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study or results file holds. */
#include "inspect/row.h"
#include "store/store.h"

#include <string.h>

static size_t count_refused(const struct hinge_table *table)
{
    size_t refused = 0;
    for (size_t i = 0; i < table->rows; i++) {
        const char *status = hinge_table_text(table, "status", i);
        refused += status != NULL && strcmp(status, "refused") == 0;
    }
    return refused;
}

/* A line per file given: id, what it was taken for, frames, rate; or why it was
 * refused.
 */
static void list_trials(struct hinge_inspection *in, const struct hinge_table *ledger)
{
    enum { SHOWN = 500 };
    struct hinge_text list = {0};
    static const char *const names[] = {"trial_id", "file",   "status",
                                        "format",   "reason", "landmark_set"};
    for (size_t i = 0; i < ledger->rows && i < SHOWN; i++) {
        const char *cell[6];
        for (int c = 0; c < 6; c++) {
            cell[c] = hinge_table_text(ledger, names[c], i);
            cell[c] = cell[c] != NULL ? cell[c] : "";
        }
        hinge_text_printf(&list, "%s%s (%s): ", i > 0 ? "\n" : "", cell[0], cell[1]);
        double rate_hz = hinge_table_number(ledger, "rate_hz", i);
        if (strcmp(cell[2], "refused") == 0) {
            hinge_text_printf(&list, "refused, %s", cell[4]);
            continue;
        }
        hinge_text_printf(&list, "%s, %s, %.0f frames", cell[3],
                          *cell[5] != '\0' ? cell[5] : "no landmark set",
                          hinge_table_number(ledger, "frames", i));
        if (rate_hz > 0)
            hinge_text_printf(&list, " at %.4g Hz", rate_hz);
    }
    if (ledger->rows > SHOWN)
        hinge_text_printf(&list, "\nand %zu more; hinge-check lists all", ledger->rows - SHOWN);
    hinge_inspect_whole_text(in, LIST, &list);
}

enum hinge_status hinge_inspect_study(struct hinge_inspection *in, const char *path)
{
    struct hinge_study_reader *reader = NULL;
    struct hinge_table ledger = {0};
    enum hinge_status status = hinge_study_open(path, &reader, in->error);
    if (status == HINGE_OK)
        status = hinge_study_get_table(reader, HINGE_GROUP_LEDGER, &ledger, in->error);
    if (status == HINGE_OK) {
        hinge_inspect_number(in, TRIALS, (double)hinge_study_count(reader));
        hinge_inspect_number(in, REFUSED, (double)count_refused(&ledger));
        list_trials(in, &ledger);
    }
    hinge_table_clear(&ledger);
    hinge_study_close(reader);
    return in->status == HINGE_OK ? status : in->status;
}

enum hinge_status hinge_inspect_results(struct hinge_inspection *in, const char *path)
{
    struct hinge_results_reader *reader = NULL;
    struct hinge_table trials = {0};
    enum hinge_status status = hinge_results_share(path, NULL, &reader, in->error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, in->error);
    if (status == HINGE_OK) {
        size_t refused = count_refused(&trials);
        hinge_inspect_number(in, TRIALS, (double)(trials.rows - refused));
        hinge_inspect_number(in, REFUSED, (double)refused);
        hinge_inspect_number(in, REPS, (double)hinge_results_rows(reader));
    }
    hinge_table_clear(&trials);
    hinge_results_close(reader);
    return in->status == HINGE_OK ? status : in->status;
}
