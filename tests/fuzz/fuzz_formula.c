/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model formulas. */
#include "stats/model/formula.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_formula formula = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    char *text = as_text(bytes, size), name[64];
    enum hinge_status status = hinge_formula_parse(&formula, text, &error);
    promise_explained(status, &error);
    promise(status != HINGE_INPUT, "a formula is the user's", &error);
    for (size_t i = 0; status == HINGE_OK && i < formula.fixed.n; i++)
        promise(*hinge_formula_term_name(&formula, formula.fixed.term[i], name,
                                         sizeof name) != '\0',
                "terms have names", NULL);
    hinge_formula_clear(&formula);
    free(text);
    return 0;
}
