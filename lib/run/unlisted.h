/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings that lie beside a trial list and stand in none of its rows. */
#ifndef HINGE_RUN_UNLISTED_H
#define HINGE_RUN_UNLISTED_H

#include "base/text.h"

#include <hinge/config.h>

/* Adds a line that counts and names them; nothing where there are none, or where the
 * list is a folder or can't be read, or a folder beside it can't. A file counts when
 * hinge_inspect() takes it for a recording. */
enum hinge_status hinge_run_unlisted(const char *list, const struct hinge_config *config,
                                     struct hinge_text *out);

#endif
