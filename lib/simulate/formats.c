/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which formats there are. Alone in its file: the tests' own program is linked with
 * another (tests/simulate/formats.c), which has the layouts that only readers need. */
#include "simulate/simulate.h"

const struct hinge_marker_set *hinge_simulate_set_at(size_t format)
{
    return format < HINGE_SIMULATE_FORMAT_COUNT ? &hinge_marker_sets[format] : NULL;
}
