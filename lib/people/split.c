/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bends that choose people, or predict, and others that are compared: the two sides of a baseline
 * do not share its chance. */
#include "people/people.h"

enum { SIDE = 2 /* usable bends on a side of the baseline */, ALL = 4 };

enum hinge_split hinge_split_of(const struct hinge_bend *bend, size_t n, size_t people,
                                size_t conditions, unsigned char *side)
{
    size_t recordings = 0, baselines = 0, twice = 0, four = 0;
    for (size_t i = 0; i < n; i++)
        recordings = bend[i].recording >= recordings ? bend[i].recording + 1 : recordings;
    cleared_by(freed)
        size_t *of = hinge_alloc(people * recordings + 1, sizeof *of), /* baseline, [recording] */
        *says = hinge_alloc(people * recordings + 1, sizeof *says);
    cleared_by(freed) size_t *in = hinge_alloc(people * conditions + 1, sizeof *in);
    cleared_by(freed) size_t *odd = hinge_alloc(people + 1, sizeof *odd),
                             *even = hinge_alloc(people + 1, sizeof *even);
    cleared_by(freed) size_t *first = hinge_alloc(people + 1, sizeof *first);
    cleared_by(freed) unsigned char *can = hinge_alloc(people + 1, sizeof *can);
    memset(side, HINGE_PART_NONE, n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_bend *b = &bend[i];
        in[b->person * conditions + b->condition]++;
        if (b->condition == 0) {
            of[b->person * recordings + b->recording]++;
            says[b->person * recordings + b->recording] += !b->silent;
            if (fmod(b->rep, 2) == 0)
                even[b->person]++;
            else
                odd[b->person] += !b->silent;
        }
    }
    for (size_t p = 0; p < people; p++) {
        size_t both = 0, short_of = 0;
        first[p] = SIZE_MAX;
        for (size_t r = 0; r < recordings; r++) {
            const size_t bends = (first[p] == SIZE_MAX ? says : of)[p * recordings + r];
            first[p] = bends >= SIDE && first[p] == SIZE_MAX ? r : first[p];
            both += bends >= SIDE;
        }
        for (size_t c = 0; c < conditions; c++)
            short_of += in[p * conditions + c] > 0 && in[p * conditions + c] < ALL;
        const size_t all = in[p * conditions];
        baselines += all > 0;
        can[p] = (both > 1 ? 1 : 0) | (all >= ALL && odd[p] >= SIDE && even[p] >= SIDE ? 2 : 0);
        twice += both > 1;
        four += all >= ALL && short_of == 0;
    }
    const enum hinge_split split = baselines > 0 && 2 * twice >= baselines  ? HINGE_SPLIT_RECORDINGS
                                   : baselines > 0 && 2 * four >= baselines ? HINGE_SPLIT_BENDS
                                                                            : HINGE_SPLIT_NONE;
    for (size_t i = 0; i < n; i++) {
        const struct hinge_bend *b = &bend[i];
        const bool chooses = split == HINGE_SPLIT_RECORDINGS
                                 ? b->condition == 0 && b->recording <= first[b->person]
                                 : fmod(b->rep, 2) != 0;
        if (split == HINGE_SPLIT_NONE)
            side[i] = HINGE_PART_BOTH;
        else if ((can[b->person] & (split == HINGE_SPLIT_RECORDINGS ? 1 : 2)) != 0 &&
                 (split == HINGE_SPLIT_RECORDINGS ||
                  in[b->person * conditions + b->condition] >= ALL))
            side[i] = chooses ? HINGE_PART_CHOOSES : HINGE_PART_COMPARED;
    }
    return split;
}
