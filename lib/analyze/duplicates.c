/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: ledger and list of a study. Out: messages, rows left out. */
#include "analyze/duplicates.h"

#include "store/twins.h"

#include <stdio.h>

static const char *file_of(const struct hinge_table *ledger, size_t row)
{
    const char *text = hinge_table_text(ledger, "file", row);
    return text != NULL ? text : "";
}

static void tell(const struct hinge_analyze_request *request, const char *message)
{
    if (request->message != NULL)
        request->message(request->context, message);
}

static enum hinge_status leave_out(struct hinge_table *ledger, size_t row, const char *message)
{
    const char *const cells[][2] = {{"status", "refused"},
                                    {"reason", hinge_reason_name(HINGE_REASON_DUPLICATE_RECORDING)},
                                    {"message", message}};
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; c < sizeof cells / sizeof *cells && status == HINGE_OK; c++)
        status = hinge_table_set_text(ledger, (size_t)hinge_table_find(ledger, cells[c][0]), row,
                                      cells[c][1]);
    return status;
}

enum hinge_status hinge_duplicates_settle(const struct hinge_analyze_request *request,
                                          const struct hinge_table *list,
                                          struct hinge_table *ledger, int32_t *trial_of)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < ledger->rows && status == HINGE_OK; i++) {
        char message[1000];
        long own = trial_of[i] >= 0 ? hinge_twin_own(ledger, list, i) : -1;
        if (own >= 0 && trial_of[own] < 0)
            own = -1; /* which is excluded itself */
        long twin = own >= 0 ? own : trial_of[i] >= 0 ? hinge_twin_stranger(ledger, list, i) : -1;
        if (twin < 0)
            continue;
        snprintf(message, sizeof message,
                 "%.300s: the same numbers as %.300s, of %s participant: %s", file_of(ledger, i),
                 file_of(ledger, (size_t)twin), own >= 0 ? "the same" : "another",
                 own >= 0 ? "counted once"
                          : "both count; if that is wrong, take one out of the trial "
                            "list");
        tell(request, message);
        if (own < 0)
            continue;
        trial_of[i] = -1;
        status = leave_out(ledger, i, message);
    }
    return status;
}
