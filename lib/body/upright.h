/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which axis of a file may be up. */
#ifndef HINGE_BODY_UPRIGHT_H
#define HINGE_BODY_UPRIGHT_H

#include <hinge/trial.h>

/* "+z": the axis along which the shoulders are farthest above the ankles, over the
 * whole recording; NULL where one of them was not tracked. A hint for messages. */
const char *hinge_upright_axis(const struct hinge_recording *recording);

#endif
