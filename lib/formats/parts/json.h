/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as pose programs write it. */
#ifndef HINGE_FORMATS_JSON_H
#define HINGE_FORMATS_JSON_H

#include <hinge/status.h>
#include <stddef.h>

struct json_t;

/* Parses a whole file; NaN and Infinity, as Python writes them, become "". *json is the
 * caller's (hinge_json_free). INPUT with line and column when it is no JSON. */
enum hinge_status hinge_json_parse(const char *name, const char *data, size_t size,
                                   struct json_t **json, struct hinge_error *error);
void hinge_json_free(struct json_t *json);

#endif
