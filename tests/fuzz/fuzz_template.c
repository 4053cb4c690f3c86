/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of pages, with facts that have every kind of value; and the text as a page that is
 * read again. */
#include "page/page.h"
#include "report/print/display.h"
#include "result/template.h"
#include "target.h"

static const char facts[] =
    "{\"title\": \"A & B\", \"yes\": true, \"no\": false, \"none\": null, \"empty\": \"\","
    " \"n\": 12, \"value\": -0.005, \"huge\": 1e300, \"list\": [1, \"two\", {\"x\": 3.14159}],"
    " \"people\": [{\"name\": \"P01\", \"cues\": [\"none\", \"dowel\"]}, {\"name\": \"P02\"}],"
    " \"study\": {\"sets\": {\"id\": \"plug_in_gait\"}, \"n\": 2}, \"nothing\": []}";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_text page = {0};
    json_t *copy = json_loads(facts, 0, NULL);
    char *text = as_text(bytes, size);
    const struct hinge_template template = {"t", text, hinge_markup_escape};
    promise(copy != NULL && hinge_template_policy(text, copy, &error) == HINGE_OK, "facts", &error);
    promise_explained(hinge_template_render(&template, copy, &page, &error), &error);
    hinge_template_part(text, "cue", &page);
    hinge_text_clear(&page);
    promise(hinge_page_numbers(text) <= size, "numbers", &error);
    json_decref(copy);
    free(text);
    return 0;
}
