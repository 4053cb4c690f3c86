/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What JSON is as a table. */
#ifndef HINGE_RESULT_JSON_SHAPE_H
#define HINGE_RESULT_JSON_SHAPE_H

#include <jansson.h>
#include <stdbool.h>

/* Values, not containers. */
bool hinge_json_is_value(const json_t *value);
/* Whether no number or text is anywhere in it. */
bool hinge_json_is_hollow(const json_t *value);
/* Objects whose members are all values, at least one. */
bool hinge_json_holds_rows(const json_t *container);
/* Objects that all hold values, and some of them more than values. */
bool hinge_json_holds_mixed_rows(const json_t *container);
/* The plain values of an object. NULL: no memory. */
json_t *hinge_json_values_of(const json_t *object);
/* A copy of the container with the plain values of its objects, or (part not NULL) with
 * their member of that name alone. NULL: no memory. */
json_t *hinge_json_take_part(const json_t *container, const char *part);

#endif
