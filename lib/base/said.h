/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages "where: what" in; those that say the same of several places as one line out:
 * "a, b, c and 22 more: what". A message without a place, or said twice of one, stays
 * its own line. */
#ifndef HINGE_BASE_SAID_H
#define HINGE_BASE_SAID_H

#include "base/text.h"

struct hinge_said_line {
    char *message;    /* of the first place */
    const char *what; /* in it, after "where: "; NULL where it names no place */
    char *place[2];   /* the second and the third */
    size_t n;
    size_t next; /* line of the same bucket, from 1; 0: none */
};

/* Zero-initialise; lines in the order of their first message. */
struct hinge_said {
    struct hinge_said_line *line;
    size_t n, capacity, *bucket;
};

/* Whether a line says the same of another place; the message is counted there then. */
bool hinge_said_again(struct hinge_said *said, const char *message);
/* A line of its own where it is none of them yet. False without memory. */
bool hinge_said_add(struct hinge_said *said, const char *message);
void hinge_said_put(const struct hinge_said_line *line, struct hinge_text *out);
void hinge_said_clear(struct hinge_said *said);

#endif
