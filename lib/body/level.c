/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levelling (method 2.1). In: tracks with y up by the file's declared axis; out: the
 * same, turned by the smallest rotation that makes gravity, a plumb line or a standing
 * person vertical. */
#include "body/level.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum { MOST_NUMBERS = 6 };

/* Numbers separated by blanks, commas or semicolons; their count, or -1. */
static int read_numbers(const char *text, double out[MOST_NUMBERS])
{
    static const char blank[] = " ,;\t";
    int n = 0;
    for (text += strspn(text, blank); *text != '\0'; text += strspn(text, blank)) {
        size_t length = strcspn(text, blank);
        if (n == MOST_NUMBERS ||
            hinge_number_parse(text, length, '.', &out[n], NULL) != HINGE_NUMBER_VALUE)
            return -1;
        n++;
        text += length;
    }
    return n;
}

/* A direction of the file in canonical axes, unit length; false for a zero vector. */
static bool canonical(const struct hinge_tracks *t, const double *file, double up[3])
{
    double length = 0;
    for (int r = 0; r < 3; r++) {
        int from = t->from[r];
        up[r] = from < t->dim ? t->sign[r] * t->scale[from] * file[from] : 0;
        length += up[r] * up[r];
    }
    length = sqrt(length);
    for (int r = 0; r < 3; r++)
        up[r] /= length;
    return length > 0;
}

static enum hinge_status refuse(const char *column, const char *text, int n, int dim,
                                struct hinge_error *error)
{
    bool plumb = strcmp(column, "plumb") == 0;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_VERTICAL_UNKNOWN,
        "%s of the trial list is \"%.60s\": %d numbers are expected, %s, such as "
        "\"%s\"",
        column, text, n,
        plumb ? "the two ends of a line that hangs, in the file's own coordinates"
              : "the direction of gravity (down) along the file's own axes",
        plumb ? (dim == 2 ? "612 80 605 940" : "0 0 2.1 0.02 0 0.1")
              : (dim == 2 ? "0.01 1" : "0 -0.02 -1"));
}

/* Upward direction by the list's gravity or plumb; *source stays NULL without either.
 */
static enum hinge_status of_list(const struct hinge_tracks *t, const struct hinge_trial_info *info,
                                 double up[3], const char **source, struct hinge_error *error)
{
    double x[MOST_NUMBERS], direction[3] = {0};
    *source = NULL;
    if (info == NULL)
        return HINGE_OK;
    bool gravity = *info->gravity != '\0';
    const char *text = gravity ? info->gravity : info->plumb;
    if (*text == '\0')
        return HINGE_OK;
    *source = gravity ? "gravity" : "plumb";
    int needed = gravity ? t->dim : 2 * t->dim;
    if (read_numbers(text, x) != needed)
        return refuse(*source, text, needed, t->dim, error);
    for (int a = 0; a < t->dim; a++)
        direction[a] = gravity ? -x[a] : x[t->dim + a] - x[a];
    if (!canonical(t, direction, up))
        return refuse(*source, text, needed, t->dim, error);
    if (!gravity && up[1] < 0) /* a line has no direction */
        for (int r = 0; r < 3; r++)
            up[r] = -up[r];
    return HINGE_OK;
}

/* Mean of the sides of a pair that are there, else the lone landmark. */
static double place(const struct hinge_tracks *t, int left, int a, size_t i)
{
    double sum = 0;
    int n = 0;
    for (int side = 0; side < 2; side++) {
        const struct hinge_track *track = &t->point[left + side];
        if (hinge_tracks_seen(t, left + side) && !isnan(track->axis[a][i])) {
            sum += track->axis[a][i];
            n++;
        }
    }
    return n > 0 ? sum / n : (double)NAN;
}

/* Upward direction of a standing person; false where ankles or shoulders are missing.
 */
static bool of_standing(const struct hinge_tracks *t, const struct hinge_body_request *request,
                        double up[3])
{
    double sum[3] = {0}, length = 0;
    if (request->level_to <= request->level_from || request->level_to >= t->n)
        return false;
    for (int a = 0; a < t->dim; a++)
        for (size_t i = request->level_from; i <= request->level_to; i++) {
            double foot =
                (place(t, HINGE_LANDMARK_heel_l, a, i) + place(t, HINGE_LANDMARK_toe_l, a, i)) / 2;
            if (isnan(foot))
                foot = place(t, HINGE_LANDMARK_ankle_l, a, i);
            double d = place(t, HINGE_LANDMARK_shoulder_l, a, i) - foot;
            sum[a] += isnan(d) ? 0 : d;
        }
    for (int a = 0; a < 3; a++)
        length += sum[a] * sum[a];
    for (int a = 0; a < 3; a++)
        up[a] = sum[a] / sqrt(length);
    return length > 0;
}

/* The smallest rotation that takes `up` to y (Rodrigues), applied to every point. */
static void turn(struct hinge_tracks *t, const double up[3])
{
    double x = up[0], y = up[1], z = up[2], k = 1 / (1 + y);
    const double m[3][3] = {
        {1 - k * x * x, -x, -k * x * z}, {x, y, z}, {-k * x * z, -z, 1 - k * z * z}};
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &t->point[l];
        for (size_t i = 0; track->present && i < t->n; i++) {
            double p[3] = {0};
            for (int a = 0; a < t->dim; a++)
                p[a] = track->axis[a][i];
            for (int r = 0; r < t->dim; r++)
                track->axis[r][i] = m[r][0] * p[0] + m[r][1] * p[1] + m[r][2] * p[2];
        }
    }
}

enum hinge_status hinge_level_apply(struct hinge_tracks *tracks,
                                    const struct hinge_body_request *request,
                                    struct hinge_body *body, struct hinge_error *error)
{
    double up[3] = {0, 1, 0};
    const char *source;
    body->vertical_source = "axis";
    enum hinge_status status = of_list(tracks, request->info, up, &source, error);
    if (status != HINGE_OK)
        return status;
    if (source == NULL && of_standing(tracks, request, up))
        source = "standing";
    if (source == NULL)
        return HINGE_OK;
    double degrees = acos(fmin(1, up[1])) * (180 / M_PI);
    if (!(degrees <= request->parameters->vertical_refuse))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_VERTICAL_UNKNOWN,
                               "up by %s is %.0f degrees from up by the file's axis: "
                               "one of them is wrong, "
                               "correct the up column of the trial list, or ingest it with --up",
                               source, degrees);
    turn(tracks, up);
    body->vertical_source = source;
    body->vertical_turn_deg = degrees;
    return HINGE_OK;
}
