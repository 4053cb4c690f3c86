/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What qualifies a value, as bits; their names are hinge_warning_names of hinge/status.h. */
#pragma once

#include <stdint.h>

/* Warnings qualify a value and never refuse it. They are bits of a uint64 in files. */
enum hinge_warning_index {
#define HINGE_WARNING(bit, name) HINGE_WARNING_INDEX_##name = bit,
#include <hinge/warnings.def>
#define HINGE_WARNING(bit, name) +1
    HINGE_WARNING_COUNT = 0
#include <hinge/warnings.def>
};
#define HINGE_WARN(name) (UINT64_C(1) << HINGE_WARNING_INDEX_##name)
