/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences on the effects of `detectable`. */
#ifndef HINGE_STATS_POWER_DETECTABLE_WORDS_H
#define HINGE_STATS_POWER_DETECTABLE_WORDS_H

#include "result/sentence.h"

/* Of each comparison the first outcome with an answer, with what errors of measurement
 * do to it; outcomes without one. */
void hinge_say_detectable(const struct hinge_sentence_about *about, struct hinge_text *text);

#endif
