/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A metric that is of another phase than the one asked for. */
#include "report/request/phase_hint.h"

#include <string.h>

void hinge_phase_hint(struct hinge_text *text, const char *metric, const char *asked,
                      const char *found, size_t reps)
{
    hinge_text_printf(text, "%s has no value in phase %s; it has in phase %s", metric, asked,
                      found);
    if (reps > 0)
        hinge_text_printf(text, " (%zu repetitions)", reps);
    hinge_text_printf(text, ": --phase %s", found);
}

enum hinge_status hinge_phase_elsewhere(const char *metric, const char *asked, bool counted,
                                        hinge_phase_count *count, void *context,
                                        struct hinge_error *error)
{
    static const char *const phases[] = {"descent", "hold", "ascent", "rep"};
    struct hinge_text text = {0};
    enum hinge_status status = HINGE_OK;
    size_t n = 0;
    for (size_t i = 0; i < sizeof phases / sizeof *phases && status == HINGE_OK && n == 0; i++) {
        if (strcmp(phases[i], asked) == 0)
            continue;
        status = count(context, phases[i], &n, error);
        if (status == HINGE_OK && n > 0)
            hinge_phase_hint(&text, metric, asked, phases[i], counted ? n : 0);
    }
    if (text.length > 0)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_PHASE_MISSING, "%s",
                                 hinge_text_string(&text));
    hinge_text_clear(&text);
    return status;
}
