/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as pose programs write it. */
#ifndef HINGE_FORMATS_JSON_READ_H
#define HINGE_FORMATS_JSON_READ_H

#include <hinge/status.h>
#include <stddef.h>

struct json_t;

/* Where in a file, for messages: "a.json: frame 12: …". */
struct hinge_json_place {
    const char *name, *what;
    size_t number; /* from 1; 0 leaves what out */
};

/* Parses a whole file, or a document per line into a list; NaN and Infinity, as Python
 * writes them, become "". *json is the caller's (hinge_json_free). INPUT with line and
 * column when it is no JSON. */
enum hinge_status hinge_json_parse(const char *name, const char *data, size_t size,
                                   struct json_t **json, struct hinge_error *error);
void hinge_json_free(struct json_t *json);

/* INPUT with the place. */
enum hinge_status hinge_json_refuse(const struct hinge_json_place *place, enum hinge_reason reason,
                                    const char *message, struct hinge_error *error);

/* A number; null and "" are NAN, anything else is refused. */
enum hinge_status hinge_json_number(const struct hinge_json_place *place, const struct json_t *json,
                                    double *value, struct hinge_error *error);

#endif
