/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages from templates: a template has every word and mark, the program gives facts.
 *
 *   {{x}}          a fact, escaped           {{{x}}}   as it is
 *   {{#x}}…{{/x}}  where x is there and true, of an object with its members, of a list for each
 * item
 *   {{^x}}…{{/x}}  where it is not           {{.}}     the item itself
 *   {{?x}}…{{/x}}  where it is, with the members of what is around it
 *   {{<x}}…{{/x}}  a part to be used again   {{>x}}    puts it here
 *   a.b            a member
 *
 * A section sees the members of its object alone. {{#x with a b}} borrows a and b from what is
 * around x, where the object has none; a part sees what is around {{>x}}. A section of what is
 * absent, null, false, "" or [] is left out. A {{x}} without a fact is an error, so that no page
 * has a hole; scripts/check-templates compares names with those that sources make. Numbers have two
 * decimals at most. */
#pragma once

#include "base/base.h"

#include <jansson.h>

struct hinge_template {
    const char *name; /* in messages: of the file, or of the template */
    const char *text;
    void (*escape)(struct hinge_text *out, const char *text); /* NULL: {{x}} is as {{{x}}} */
};

/* The text of a template that is compiled in: its lines, up to NULL. */
void hinge_template_text(const char *const *line, struct hinge_text *text);

/* Adds the page to `out`. Errors: USAGE with name and line for a section that is not closed, a part
 * that is not there, a fact that is not there (the nearest is named), a page without end. */
enum hinge_status hinge_template_render(const struct hinge_template *template, const json_t *facts,
                                        struct hinge_text *out, struct hinge_error *error);

/* The same of one of its parts alone. */
enum hinge_status hinge_template_render_part(const struct hinge_template *template,
                                             const char *part, const json_t *facts,
                                             struct hinge_text *out, struct hinge_error *error);

/* Adds the text of a part, as it stands in the template; false: it has no such part. */
bool hinge_template_part(const char *text, const char *name, struct hinge_text *out);

/* USAGE, with name and line, if a browser would run something of `text`, a template or the page
 * that `name` made: a script that `own`, the library's template, does not have to the letter, an
 * attribute of an event (onclick), an address javascript:, another page inside (iframe). */
enum hinge_status hinge_template_check_scripts(const char *name, const char *text, bool is_page,
                                               const char *ours, struct hinge_error *error);

/* Adds csp.style and csp.script to the facts, for a content policy that allows the first style and
 * script of the template and no others: "sha256-…". */
enum hinge_status hinge_template_policy(const char *text, json_t *facts, struct hinge_error *error);
