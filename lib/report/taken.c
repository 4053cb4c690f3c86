/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options that a kind of table or figure takes. */
#include "report/taken.h"

#include "base/text.h"

#include <string.h>

/* "missing, reps and summary": those that take it. */
static size_t put_takers(struct hinge_text *text, hinge_kind_at *kind, const char *option)
{
    const char *id, *takes, *last = NULL;
    size_t n = 0;
    for (size_t i = 0; (id = kind(i, &takes)) != NULL; i++) {
        if (!hinge_listed(takes, ',', option))
            continue;
        if (last != NULL)
            hinge_text_printf(text, "%s%s", n > 1 ? ", " : "", last);
        last = id;
        n++;
    }
    if (last != NULL)
        hinge_text_printf(text, "%s%s", n > 1 ? " and " : "", last);
    return n;
}

enum hinge_status hinge_taken_check(hinge_kind_at *kind, const char *noun, const char *kinds,
                                    const char *option, const char *shown,
                                    struct hinge_error *error)
{
    const char *id, *takes;
    size_t known = 0;
    for (size_t i = 0; (id = kind(i, &takes)) != NULL; i++)
        if (hinge_listed(kinds, ',', id)) {
            known++;
            if (hinge_listed(takes, ',', option))
                return HINGE_OK;
        }
    if (known == 0)
        return HINGE_OK;
    struct hinge_text text = {0};
    if (strchr(kinds, ',') == NULL)
        hinge_text_printf(&text, "--%s: the %s %s does not take it; ", shown, kinds, noun);
    else
        hinge_text_printf(&text, "--%s: none of the %ss %s takes it; ", shown, noun, kinds);
    size_t takers = put_takers(&text, kind, option);
    hinge_text_puts(&text, takers == 1 ? " does" : " do");
    enum hinge_status status =
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "%s", hinge_text_string(&text));
    hinge_text_clear(&text);
    return status;
}
