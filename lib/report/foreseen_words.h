/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of cues and groups in words. */
#ifndef HINGE_REPORT_FORESEEN_WORDS_H
#define HINGE_REPORT_FORESEEN_WORDS_H

#include <stddef.h>

/* "-5.9 [-7.7, -4.0]", with as many decimals as the interval is worth: two digits of
 * half its width. Without an interval four digits of the value. Returns buffer. */
const char *hinge_interval_words(double value, double low, double high, char *buffer,
                                 size_t capacity);

#endif
