/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every file of the library has at hand: C's own headers, and this room but for parameters
 * (whose rows change often), vectors, zip and the build's name. */
#pragma once

#include "base/codes.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/nfc.h"
#include "base/number.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/request.h"
#include "base/sample.h"
#include "base/stem.h"

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `return hinge_usage(error, "…")`: what was asked cannot be done, and no code says more. */
#define hinge_usage(error, ...) hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, __VA_ARGS__)
