/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up, facing and side (method 2.1-2.3): tracks are turned into the person's own axes. */
#include "base/parameters.h"
#include "body/steps.h"
#include "result/words.h"

#include <hinge/warnings.h>

/* --- Levelling (method 2.1). In: tracks with y up by the file's declared axis; out: the same,
 * turned by the smallest rotation that makes gravity, a plumb line or a standing person vertical.
 * --- */

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
    /* a direction of the file in canonical axes, unit length; false for a zero vector */
    double length = 0;
    for (int r = 0; r < 3; r++) {
        int from = t->from[r];
        up[r] = from < t->dim ? t->sign[r] * t->scale[from] * direction[from] : 0;
        length += up[r] * up[r];
    }
    length = sqrt(length);
    for (int r = 0; r < 3; r++)
        up[r] /= length;
    if (!(length > 0))
        return refuse(*source, text, needed, t->dim, error);
    if (!gravity && up[1] < 0) /* a line has no direction */
        for (int r = 0; r < 3; r++)
            up[r] = -up[r];
    return HINGE_OK;
}

/* Mean of the sides of a pair that are there, else the lone landmark; of feet those that carry. */
static double place(const struct hinge_tracks *t, int left, int a, size_t i)
{
    double sum = 0;
    int n = 0;
    for (int side = 0; side < 2; side++) {
        const struct hinge_track *track = &t->point[left + side];
        if (left != HINGE_LANDMARK_shoulder_l && t->stands_on == "rl"[side])
            continue; /* lifted */
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
    /* the smallest rotation that takes `up` to y (Rodrigues), applied to every point */
    double x = up[0], y = up[1], z = up[2], k = 1 / (1 + y);
    const double m[3][3] = {
        {1 - k * x * x, -x, -k * x * z}, {x, y, z}, {-k * x * z, -z, 1 - k * z * z}};
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &tracks->point[l];
        for (size_t i = 0; track->present && i < tracks->n; i++) {
            double p[3] = {0};
            for (int a = 0; a < tracks->dim; a++)
                p[a] = track->axis[a][i];
            for (int r = 0; r < tracks->dim; r++)
                track->axis[r][i] = m[r][0] * p[0] + m[r][1] * p[1] + m[r][2] * p[2];
        }
    }
    memcpy(tracks->turn, m, sizeof m); /* the first turn there is */
    body->vertical_source = source;
    body->vertical_turn_deg = degrees;
    return HINGE_OK;
}

/* --- The side to analyse. In: cleaned tracks, and in an image the way the person faces; out: 'b'
 * both, 'l' or 'r'. --- */

static const int core[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l,
                           HINGE_LANDMARK_shoulder_l};
enum { N_CORE = sizeof core / sizeof *core };

static double side_score(const struct hinge_tracks *t, int side)
{
    double sum = 0;
    for (int k = 0; k < N_CORE; k++) {
        const struct hinge_track *track = &t->point[core[k] + side];
        sum += track->present ? track->score : 0;
    }
    return sum / N_CORE;
}

/* Core landmarks of a side that may be used. */
static int side_usable(const struct hinge_tracks *t, int side)
{
    int n = 0;
    for (int k = 0; k < N_CORE; k++)
        n += hinge_tracks_seen(t, core[k] + side);
    return n;
}

/* --- Facing by the right axis (3D) or by votes (2D). --- */

static enum hinge_status ambiguous(struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FACING_AMBIGUOUS,
                           "the direction that the person faces is not clear: give it "
                           "in a facing column, as an axis of the file (such as +x)");
}

/* Angles by hips and by shoulders that differ by more tell two stories. */
static const double VIEWS_DIFFER_DEG = 20;

double hinge_facing_view_deg(double hip_gap, double shoulder_gap, double leg_length,
                             enum hinge_family family, const struct hinge_parameters *parameters,
                             bool *differ)
{
    const bool image = family == HINGE_FAMILY_openpose || family == HINGE_FAMILY_mediapipe ||
                       family == HINGE_FAMILY_spinepose;
    const double gap[2] = {hip_gap, shoulder_gap};
    const double wide[2] = {image ? parameters->view_bihip_image_LL : parameters->view_bihip_LL,
                            parameters->view_bishoulder_LL};
    double deg[2];
    for (int k = 0; k < 2; k++) {
        const double share = gap[k] / leg_length / wide[k];
        deg[k] = asin(share > 1 ? 1 : share) * (180 / M_PI);
    }
    const bool apart = fabs(deg[0] - deg[1]) > VIEWS_DIFFER_DEG;
    if (differ != NULL)
        *differ = apart;
    if (isnan(deg[0]) || isnan(deg[1]))
        return isnan(deg[0]) ? deg[1] : deg[0];
    /* a refusal needs both */
    const double mean = (deg[0] + deg[1]) / 2, milder = fmin(deg[0], deg[1]);
    const bool one = mean > parameters->view_refuse_deg && milder <= parameters->view_refuse_deg;
    return apart || one ? milder : mean;
}

enum hinge_status hinge_facing_refuse(double view_deg, double hip_gap_LL, const char *why,
                                      struct hinge_error *error)
{
    const struct hinge_unit_form legs = hinge_unit_form("LL", false);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_VIEW_NOT_SAGITTAL,
                           "the camera is about %.0f degrees off the side view "
                           "(distance between the hips %.0f%s): %s",
                           view_deg, legs.scale * hip_gap_LL, legs.after, why);
}

/* The direction that the list gives, along the file's own axes, in ours; false without one. */
static bool declared_axis(const struct hinge_tracks *t, const struct hinge_trial_info *info,
                          double axis[3])
{
    axis[0] = axis[1] = axis[2] = 0;
    if (info == NULL || strlen(info->facing) != 2)
        return false;
    for (int r = 0; r < t->dim; r++)
        if (info->facing[1] == "xyz"[t->from[r]])
            axis[r] = info->facing[0] == '-' ? -t->sign[r] : t->sign[r];
    return true;
}

/* --- two dimensions --- */

/* Mean over the sides that are there of axis a of a landmark pair at frame i. */
static double pair_at(const struct hinge_tracks *t, int left, int a, size_t i)
{
    double sum = 0;
    int n = 0;
    for (int side = 0; side < 2; side++) {
        const struct hinge_track *track = &t->point[left + side];
        if (track->present && !isnan(track->axis[a][i])) {
            sum += track->axis[a][i];
            n++;
        }
    }
    return n > 0 ? sum / n : (double)NAN;
}

/* Weight with the sign of the vote; 0 when it is void. */
static double vote(double value, double weight, double least)
{
    if (isnan(value) || fabs(value) < least)
        return 0;
    return value > 0 ? weight : -weight;
}

/* The top of the trunk: the shoulders, or C7 in a recording without any. */
static int top(const struct hinge_tracks *t)
{
    const struct hinge_track *shoulder = &t->point[HINGE_LANDMARK_shoulder_l];
    bool c7 = !shoulder[0].present && !shoulder[1].present && t->point[HINGE_LANDMARK_c7].present;
    return c7 ? HINGE_LANDMARK_c7 : HINGE_LANDMARK_shoulder_l;
}

static enum hinge_status face_2d(struct hinge_tracks *t, const struct hinge_trial_info *info,
                                 const struct hinge_parameters *p, struct hinge_body *body,
                                 struct hinge_error *error)
{
    /* what feet, trunk and head say */
    double least = isnan(t->leg0) ? 0 : p->face_min_LL * t->leg0;
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    double *x = hinge_tracks_room(t);
    hinge_points_apart(t, HINGE_LANDMARK_heel_l, HINGE_LANDMARK_toe_l, 0, x);
    const double foot = vote(hinge_median(x, t->n, t->arena), 3, least);
    const struct hinge_track *nose = &t->point[HINGE_LANDMARK_nose];
    for (size_t i = 0; i < t->n; i++)
        x[i] =
            nose->present ? nose->axis[0][i] - pair_at(t, HINGE_LANDMARK_ear_l, 0, i) : (double)NAN;
    const double head = vote(hinge_median(x, t->n, t->arena), 2, least);
    double *y = hinge_tracks_room(t); /* which way the trunk leans most */
    double largest = 0, direction = (double)NAN, best[2] = {0, 1};
    hinge_points_apart(t, HINGE_LANDMARK_hjc_l, top(t), 0, x);
    hinge_points_apart(t, HINGE_LANDMARK_hjc_l, top(t), 1, y);
    for (size_t i = 0; i < t->n; i++) {
        double across = fabs(x[i]), size = (across + fabs(y[i])) * (best[0] + fabs(best[1]));
        if (across * best[1] - y[i] * best[0] < -1e-9 * size)
            continue; /* clearly less than the largest */
        double leans = fabs(hinge_pitch_deg(x[i], y[i]));
        if (leans > largest) {
            largest = leans;
            direction = x[i];
            best[0] = across;
            best[1] = y[i];
        }
    }
    const double lean = vote(largest >= p->face_lean_min ? direction : (double)NAN, 3, least);
    hinge_arena_reset(t->arena, before);
    double axis[3], votes = foot + lean + head;
    if (declared_axis(t, info, axis) && axis[0] != 0) {
        if (axis[0] * foot < 0 && axis[0] * lean < 0)
            t->warnings |= HINGE_WARN(FACING_CORRECTED);
        else
            votes = axis[0];
    }
    if (votes == 0) {
        /* no vote: a camera in front of the person is the better reason where it is one */
        const struct hinge_track *l = &t->point[HINGE_LANDMARK_hjc_l], *r = l + 1;
        if (!l->present || !r->present)
            return ambiguous(error);
        x = hinge_tracks_room(t);
        for (size_t i = 0; i < t->n; i++)
            x[i] = fabs(l->axis[0][i] - r->axis[0][i]);
        double gap = hinge_median(x, t->n, t->arena);
        double off = hinge_facing_view_deg(gap, (double)NAN, t->leg0, t->family, p, NULL);
        if (!(off > p->view_refuse_deg))
            return ambiguous(error);
        return hinge_facing_refuse(off, gap / t->leg0, "hip and spine motion need the side view",
                                   error);
    }
    body->image_facing = votes > 0 ? 1 : -1;
    snprintf(body->facing, sizeof body->facing, "%c%c", t->sign[0] * votes > 0 ? '+' : '-',
             "xyz"[t->from[0]]);
    /* The better seen side; on a tie the near one: facing image right shows the right side. A side
     * with fewer usable landmarks is not chosen. */
    double left = side_score(t, 0), right = side_score(t, 1);
    bool mirrored = info != NULL && strcmp(info->mirrored, "1") == 0;
    char near_side = (body->image_facing > 0) != mirrored ? 'r' : 'l';
    char side = near_side;
    if (fabs(left - right) >= p->side_tie)
        side = left > right ? 'l' : 'r';
    int usable_left = side_usable(t, 0), usable_right = side_usable(t, 1);
    if (usable_left != usable_right)
        side = usable_left > usable_right ? 'l' : 'r';
    if (side != near_side || fmax(left, right) < p->side_min_conf)
        t->warnings |= HINGE_WARN(SIDE_LOW_CONF);
    body->side = side;
    for (int l = 0; votes < 0 && l < HINGE_LANDMARK_osim_pelvis_tilt; l++)
        for (size_t i = 0; t->point[l].present && i < t->n; i++)
            t->point[l].axis[0][i] = -t->point[l].axis[0][i];
    for (int k = 0; votes < 0 && k < 3; k++)
        t->turn[0][k] = -t->turn[0][k];
    return HINGE_OK;
}

/* --- three dimensions --- */

/* Unit horizontal vector from a to b per frame; false in frames where it is too short.
 */
static bool horizontal(const struct hinge_track *a, const struct hinge_track *b, size_t i,
                       double *x, double *z)
{
    double dx = b->axis[0][i] - a->axis[0][i], dz = b->axis[2][i] - a->axis[2][i];
    double length = hypot(dx, dz);
    if (!(length > 1e-9))
        return false;
    *x = dx / length;
    *z = dz / length;
    return true;
}

/* A line per frame, and how far it may lean: a trunk, which needs no facing. */
struct line {
    double *axis[3]; /* n each */
    double most_deg;
};

static bool upright(const struct line *line, size_t i, double slope)
{
    double x = line->axis[0][i], y = line->axis[1][i], z = line->axis[2][i];
    int clear = line->most_deg < 90 ? hinge_clearly(x * x + z * z, slope * slope * y * y) : 0;
    if (clear != 0)
        return clear < 0 && y > 0;
    return fabs(hinge_pitch_deg(hypot(x, z), y)) < line->most_deg;
}

static double slope_of(const struct line *trunk)
{
    return trunk != NULL ? tan(trunk->most_deg * (M_PI / 180)) : 0;
}

/* Frames in which a person faces one way: a stand, and the bends beside it. */
struct stand {
    size_t from, to;
    double x, z;   /* the right axis, not of unit length */
    double fx, fz; /* the way she faces */
    bool told;     /* the list says so */
};
enum { MOST_STANDS = 64 };
/* Two stands differ by more; who turns by less as they stand still faces one way. Toes that point
 * further from the list's axis contradict it. */
static const double TURNED_DEG = 30, ELSEWHERE_DEG = 60;

static bool agree(const struct stand *a, const struct stand *b)
{
    return a->x * b->x + a->z * b->z >
           cos(TURNED_DEG * (M_PI / 180)) * hypot(a->x, a->z) * hypot(b->x, b->z);
}

static void join(struct stand *a, const struct stand *b)
{
    a->to = b->to;
    a->x += b->x;
    a->z += b->z;
}

/* Mean horizontal direction from landmarks a to b, made unit, over frames of a stand in which the
 * trunk is upright (NULL: all); false when there are fewer than `least` of them. */
static bool mean_direction(const struct hinge_tracks *t, int a, int b, const struct stand *stand,
                           const struct line *trunk, double least, double *x, double *z)
{
    double sx = 0, sz = 0, n = 0, ux, uz;
    const double slope = slope_of(trunk);
    if (!hinge_tracks_seen(t, a) || !hinge_tracks_seen(t, b))
        return false;
    for (size_t i = stand->from; i <= stand->to; i++)
        if ((trunk == NULL || upright(trunk, i, slope)) &&
            horizontal(&t->point[a], &t->point[b], i, &ux, &uz)) {
            sx += ux;
            sz += uz;
            n++;
        }
    double length = hypot(sx, sz);
    if (!(length > 1e-9))
        return false;
    *x = sx / length;
    *z = sz / length;
    return n >= least;
}

/* The right axis of a stand of several: the median, as she begins to turn in it. */
static void settle_axis(const struct hinge_tracks *t, int pair, const struct line *trunk,
                        struct stand *stand)
{
    const double slope = slope_of(trunk), mean = atan2(stand->z, stand->x);
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    double *off = hinge_tracks_array(t), x, z;
    for (size_t i = stand->from; i <= stand->to; i++)
        if (upright(trunk, i, slope) && horizontal(&t->point[pair], &t->point[pair + 1], i, &x, &z))
            off[i] = remainder(atan2(z, x) - mean, 2 * M_PI);
    const double middle = mean + hinge_median(off, t->n, t->arena);
    hinge_arena_reset(t->arena, before);
    stand->x = cos(middle);
    stand->z = sin(middle);
}

/* How often the person stands, and which way: upright frames in blocks of half a window, of which
 * two that agree begin a stand. One, of all frames, where nobody turns. */
static size_t find_stands(const struct hinge_tracks *t, int pair, const struct line *trunk,
                          double least, struct stand stand[MOST_STANDS])
{
    const double slope = slope_of(trunk);
    struct stand block = {0}, before = {0};
    size_t n = 0, filled = 0;
    for (size_t i = 0; pair != HINGE_LANDMARK_NONE && i < t->n && n < MOST_STANDS; i++) {
        struct stand frame = {.from = i, .to = i};
        if (!upright(trunk, i, slope) ||
            !horizontal(&t->point[pair], &t->point[pair + 1], i, &frame.x, &frame.z))
            continue;
        if (filled++ == 0)
            block = frame;
        else
            join(&block, &frame);
        if ((double)filled < least / 2)
            continue;
        filled = 0;
        if (n > 0 && agree(&stand[n - 1], &block)) {
            join(&stand[n - 1], &block);
            before = (struct stand){0};
        } else if (agree(&before, &block)) {
            join(&before, &block);
            stand[n++] = before;
            before = (struct stand){0};
        } else {
            before = block;
        }
    }
    for (size_t k = 0; n > 1 && k < n; k++)
        settle_axis(t, pair, trunk, &stand[k]);
    if (n < 2)
        stand[0] = (struct stand){.to = t->n - 1};
    return n < 2 ? 1 : n;
}

/* Where the toes of a stand point, in the frames that show its right axis: toe minus heel, else toe
 * minus ankle, sides summed. Of feet that point against each other, as where heel and toe are
 * exchanged, the one that fits the pelvis. */
static bool toes_point(const struct hinge_tracks *t, const struct stand *stand,
                       const struct line *trunk, double *x, double *z)
{
    double sum_x = 0, sum_z = 0, foot[2][2] = {{0}}, px, pz;
    for (int side = 0; side < 2; side++) {
        double *u = foot[side];
        int toe = HINGE_LANDMARK_toe_l + side;
        if (mean_direction(t, HINGE_LANDMARK_heel_l + side, toe, stand, trunk, 1, &u[0], &u[1]) ||
            mean_direction(t, HINGE_LANDMARK_ankle_l + side, toe, stand, trunk, 1, &u[0], &u[1])) {
            sum_x += u[0];
            sum_z += u[1];
        }
    }
    if (foot[0][0] * foot[1][0] + foot[0][1] * foot[1][1] < 0 &&
        mean_direction(t, HINGE_LANDMARK_psis_l, HINGE_LANDMARK_asis_l, stand, trunk, 1, &px,
                       &pz)) {
        const int side = foot[0][0] * px + foot[0][1] * pz < 0;
        sum_x = foot[side][0];
        sum_z = foot[side][1];
    }
    double length = hypot(sum_x, sum_z);
    *x = sum_x / length;
    *z = sum_z / length;
    return length > 1e-9;
}

/* The way a person faces in a stand: as the list says, unless the toes point elsewhere, else y
 * cross right = forward. The right axis is over upright frames: who turns as they bend is faced as
 * they stand. Over all frames where nobody stands for a while. False where nothing tells. */
static bool face_stand(struct hinge_tracks *t, int pair, const struct line *trunk, double least,
                       const struct hinge_trial_info *info, struct stand *stand)
{
    double tx, tz, axis[3], *x = &stand->x, *z = &stand->z;
    bool pelvis = *x != 0 || *z != 0 || /* one of several */
                  (pair != HINGE_LANDMARK_NONE &&
                   mean_direction(t, pair, pair + 1, stand, trunk, least, x, z));
    if (!pelvis) {
        trunk = NULL;
        pelvis =
            pair != HINGE_LANDMARK_NONE && mean_direction(t, pair, pair + 1, stand, NULL, 1, x, z);
    }
    const bool toes = toes_point(t, stand, trunk, &tx, &tz) ||
                      (trunk != NULL && toes_point(t, stand, NULL, &tx, &tz));
    const bool listed = declared_axis(t, info, axis);
    const double along = axis[0] * tx + axis[2] * tz;
    if (listed && (toes ? along >= cos(ELSEWHERE_DEG * (M_PI / 180)) : axis[1] == 0)) {
        stand->fx = axis[0];
        stand->fz = axis[2];
        stand->told = true;
        return true;
    }
    stand->fx = pelvis ? stand->z : tx;
    stand->fz = pelvis ? -stand->x : tz;
    if (pelvis && toes && stand->fx * tx + stand->fz * tz < 0) { /* labels swapped */
        stand->fx = -stand->fx;
        stand->fz = -stand->fz;
        t->warnings |= HINGE_WARN(FACING_AMBIGUOUS);
    }
    return toes || (pelvis && !listed);
}

static double heading_deg(double x, double z)
{
    return atan2(x, z) * (180 / M_PI);
}

/* Frames from `from` to before `end` are of a stand: fills the way the person faces, and the
 * heading of the hips against it (yaw; NULL: no hips). */
static void face_as(const struct hinge_tracks *t, int pair, const struct stand *stand, size_t from,
                    size_t end, double *face[2], double *yaw)
{
    for (size_t i = from; i < end; i++) {
        double x, z;
        face[0][i] = stand->fx;
        face[1][i] = stand->fz;
        if (yaw != NULL && horizontal(&t->point[pair], &t->point[pair + 1], i, &x, &z))
            yaw[i] = hinge_wrap180(heading_deg(x, z) - heading_deg(stand->x, stand->z));
    }
}

/* The same between two stands: a bend is of the stand that the hips fit better, and who turns round
 * upright faces as the hips do. */
static void face_between(const struct hinge_tracks *t, int pair, const struct line *trunk,
                         const struct stand *stand, double *face[2], double *yaw)
{
    const double slope = slope_of(trunk),
                 sign = stand->fx * stand->z - stand->fz * stand->x < 0 ? -1 : 1;
    size_t end;
    for (size_t i = stand[0].to + 1; i < stand[1].from; i = end) {
        struct stand bend = {0};
        for (end = i; end < stand[1].from && !upright(trunk, end, slope); end++) {
            struct stand frame = {.to = end};
            if (horizontal(&t->point[pair], &t->point[pair + 1], end, &frame.x, &frame.z))
                join(&bend, &frame);
        }
        if (end > i) {
            const bool next =
                bend.x * (stand[1].x - stand[0].x) + bend.z * (stand[1].z - stand[0].z) > 0;
            face_as(t, pair, &stand[next], i, end, face, yaw);
            continue;
        }
        struct stand now = stand[0];
        if (horizontal(&t->point[pair], &t->point[pair + 1], i, &now.x, &now.z)) {
            now.fx = sign * now.z;
            now.fz = -sign * now.x;
        }
        end = i + 1;
        face_as(t, pair, &now, i, end, face, yaw);
    }
}

HINGE_WIDE static void turn_to_face(double *restrict x, double *restrict z,
                                    const double *restrict fx, const double *restrict fz, size_t n)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double along = x[i] * fx[i] + z[i] * fz[i];
        z[i] = -x[i] * fz[i] + z[i] * fx[i];
        x[i] = along;
    }
}

/* "-y", "about +x, then -x": the way the person faces, along the file's axes. */
static void add_axis(const struct hinge_tracks *t, const struct stand *stand, char *out,
                     size_t capacity)
{
    static const double PLAIN = 0.985; /* within 10 degrees */
    double file[3] = {0};
    int a = 0;
    for (int k = 0; k < 3; k++)
        file[t->from[k]] += t->sign[k] * (t->turn[0][k] * stand->fx + t->turn[2][k] * stand->fz);
    for (int k = 1; k < 3; k++)
        a = fabs(file[k]) > fabs(file[a]) ? k : a;
    char words[16];
    snprintf(words, sizeof words, "%s%c%c", fabs(file[a]) < PLAIN ? "about " : "",
             file[a] < 0 ? '-' : '+', "xyz"[a]);
    const size_t used = strlen(out), length = strlen(words);
    if (used < length || strcmp(out + used - length, words) != 0)
        snprintf(out + used, capacity - used, "%s%s", used > 0 ? ", then " : "", words);
}

static enum hinge_status face_3d(struct hinge_tracks *t, const struct hinge_trial_info *info,
                                 const struct hinge_parameters *p, struct hinge_body *body,
                                 struct hinge_error *error)
{
    /* left landmark of the pair that gives the right axis, NONE when no pair is usable */
    static const int pairs[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_asis_l,
                                HINGE_LANDMARK_shoulder_l};
    int pair = HINGE_LANDMARK_NONE;
    for (size_t k = 0; pair == HINGE_LANDMARK_NONE && k < sizeof pairs / sizeof *pairs; k++)
        if (hinge_tracks_seen(t, pairs[k]) && hinge_tracks_seen(t, pairs[k] + 1))
            pair = pairs[k];
    double *yaw = NULL, *face[2] = {hinge_tracks_room(t), hinge_tracks_room(t)}, axis[3];
    if (pair != HINGE_LANDMARK_NONE)
        yaw = body->hip_yaw_deg = hinge_tracks_array(t);
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    struct line trunk = {.axis = {hinge_tracks_room(t), hinge_tracks_room(t), hinge_tracks_room(t)},
                         .most_deg = p->stand_trunk_max};
    for (int a = 0; pair != HINGE_LANDMARK_NONE && a < 3; a++)
        hinge_points_apart(t, pair, top(t), a, trunk.axis[a]);
    const double least = p->stand_win_s * t->rate_hz;
    struct stand stand[MOST_STANDS];
    const size_t n = find_stands(t, pair, &trunk, least, stand);
    bool told = !declared_axis(t, info, axis);
    for (size_t k = 0; k < n; k++) {
        if (!face_stand(t, pair, &trunk, least, info, &stand[k]))
            return ambiguous(error);
        told = told || stand[k].told;
        add_axis(t, &stand[k], body->facing, sizeof body->facing);
    }
    if (!told)
        t->warnings |= HINGE_WARN(FACING_CORRECTED);
    face_as(t, pair, &stand[0], 0, t->n, face, yaw);
    for (size_t k = 1; k < n; k++) {
        face_between(t, pair, &trunk, &stand[k - 1], face, yaw);
        face_as(t, pair, &stand[k], stand[k].from, t->n, face, yaw);
    }
    hinge_arena_reset(t->arena, before);
    if (yaw != NULL)
        hinge_unwrap_deg(yaw, t->n);
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++)
        if (t->point[l].present)
            turn_to_face(t->point[l].axis[0], t->point[l].axis[2], face[0], face[1], t->n);
    const double first[2][3] = {{stand[0].fx, stand[0].fx, stand[0].fx},
                                {stand[0].fz, stand[0].fz, stand[0].fz}};
    turn_to_face(t->turn[0], t->turn[2], first[0], first[1], 3);
    for (size_t i = 0; n > 1 && i < t->n; i++) { /* what is left for others: from the first stand */
        const double x = face[0][i], z = face[1][i];
        face[0][i] = stand[0].fx * x + stand[0].fz * z;
        face[1][i] = stand[0].fx * z - stand[0].fz * x;
    }
    for (int k = 0; n > 1 && k < 2; k++)
        body->round[k] = face[k];
    /* both sides when every core pair has both; else the side that has all of its own */
    int left = 0, right = 0, either = 0;
    for (int k = 0; k < N_CORE; k++) {
        left += hinge_tracks_seen(t, core[k]);
        right += hinge_tracks_seen(t, core[k] + 1);
        either += hinge_tracks_seen(t, core[k]) || hinge_tracks_seen(t, core[k] + 1);
    }
    body->side = (left == either) == (right == either) ? 'b' : right >= left ? 'r' : 'l';
    return HINGE_OK;
}

enum hinge_status hinge_facing_apply(struct hinge_tracks *tracks,
                                     const struct hinge_trial_info *info,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_body *body, struct hinge_error *error)
{
    int l = 0;
    while (l < HINGE_LANDMARK_osim_pelvis_tilt && !hinge_tracks_seen(tracks, l))
        l++;
    if (l == HINGE_LANDMARK_osim_pelvis_tilt) /* nothing to face: said as such */
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
            "no landmark is seen in enough of the frames (%g %%); hinge-inspect shows "
            "what was found",
            100 * (1 - parameters->miss_channel));
    enum hinge_status status = tracks->dim == 3 ? face_3d(tracks, info, parameters, body, error)
                                                : face_2d(tracks, info, parameters, body, error);
    if (status == HINGE_OK && info != NULL &&
        (strcmp(info->side, "l") == 0 || strcmp(info->side, "r") == 0))
        body->side = info->side[0];
    return status;
}
