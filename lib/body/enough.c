/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Landmarks that any tier needs; see enough.h. */
#include "body/enough.h"

#include "body/gather.h"
#include "body/size.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAST = HINGE_LANDMARK_osim_pelvis_tilt };

/* Share of frames of each landmark. */
static void find_shares(const struct hinge_body_request *request, double share[LAST])
{
    const struct hinge_recording *r = request->recording;
    int dim = hinge_size_dim(r);
    double *raw = hinge_alloc(r->n_frames, 4 * sizeof *raw);
    memset(share, 0, LAST * sizeof *share);
    for (int l = 0; dim != 0 && l < LAST; l++) {
        struct hinge_track track = {0};
        if (hinge_gather_seen(r, request->parameters, l, dim, raw + 3 * r->n_frames, raw, &track))
            share[l] = track.present_share;
    }
    free(raw);
    /* hip joints come from the pelvis where they are not in the file (method 1.4) */
    double back = fmax(fmin(share[HINGE_LANDMARK_psis_l], share[HINGE_LANDMARK_psis_r]),
                       share[HINGE_LANDMARK_s1]);
    double front = fmin(share[HINGE_LANDMARK_asis_l], share[HINGE_LANDMARK_asis_r]);
    for (int side = 0; dim == 3 && side < 2; side++)
        share[HINGE_LANDMARK_hjc_l + side] =
            fmax(share[HINGE_LANDMARK_hjc_l + side], fmin(front, back));
}

enum hinge_status hinge_enough_refuse(const struct hinge_body_request *request,
                                      struct hinge_error *error)
{
    static const int needed[] = {HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_shoulder_r,
                                 HINGE_LANDMARK_c7,         HINGE_LANDMARK_hjc_l,
                                 HINGE_LANDMARK_hjc_r,      HINGE_LANDMARK_knee_l,
                                 HINGE_LANDMARK_knee_r,     HINGE_LANDMARK_ankle_l,
                                 HINGE_LANDMARK_ankle_r};
    double share[LAST];
    char text[256] = "";
    find_shares(request, share);
    for (size_t k = 0; k < sizeof needed / sizeof *needed; k++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s %.0f %%", k > 0 ? ", " : "",
                 hinge_landmark_name((enum hinge_landmark)needed[k]),
                 floor(100 * share[needed[k]]));
    }
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
                           "shoulder (or C7), hip and knee of one "
                           "side are needed in 80 %% of "
                           "the frames; found: %s",
                           text);
}

/* What could make a tier at all; whether it does is decided when the body is built. */
static bool has_enough(const double share[LAST], double least)
{
#define HAS(name) (share[HINGE_LANDMARK_##name] >= least)
    bool asis = HAS(asis_l) && HAS(asis_r);
    bool pelvis = asis && ((HAS(psis_l) && HAS(psis_r)) || HAS(s1));
    bool left = HAS(hjc_l), right = HAS(hjc_r);
    bool chain = HAS(c7) || HAS(t3) || HAS(t8);
    bool limbs = (left && HAS(knee_l) && (HAS(shoulder_l) || HAS(c7))) ||
                 (right && HAS(knee_r) && (HAS(shoulder_r) || HAS(c7)));
    bool spine = (left || right) && (HAS(l5) || HAS(s1) || pelvis) && HAS(t12l1) && chain;
    bool thorax = (HAS(t12l1) && chain) || (HAS(c7) && HAS(t10)) ||
                  (HAS(ij) && HAS(px) && HAS(c7) && (HAS(t8) || HAS(t10)));
#undef HAS
    return limbs || spine || (pelvis && thorax);
}

enum hinge_status hinge_enough_check(const struct hinge_body_request *request,
                                     struct hinge_error *error)
{
    double share[LAST];
    if (hinge_size_dim(request->recording) == 0)
        return HINGE_OK;
    find_shares(request, share);
    if (has_enough(share, 1 - request->parameters->miss_channel))
        return HINGE_OK;
    return hinge_enough_refuse(request, error);
}
