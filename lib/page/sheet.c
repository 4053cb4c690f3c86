/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one person: its words, blocks, mean repetition, and what it says of nobody. */
#include "page/sheet.h"

#include "base/memory.h"
#include "base/sample.h"
#include "os/text.h"
#include "page/html.h"
#include "page/study.h"
#include "people/people.h"
#include "report/columns.h"
#include "report/published.h"
#include "report/request.h"
#include "reps/reps.h"
#include "result/words.h"
#include "store/store.h"

#include <hinge/page.h>
#include <hinge/results.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Every word of the sheet, by the key that --label replaces it with. --- */

static const struct {
    const char *key, *text;
} sheet_texts[HINGE_SHEET_WORDS] = {
    [HINGE_SHEET_LANGUAGE] = {"sheet.language", "en"}, /* of these words, as HTML calls it */
    [HINGE_SHEET_TITLE] = {"sheet.title", "How you bent"},
    [HINGE_SHEET_VISIT] = {"sheet.visit", "visit"}, /* a session that is a number */
    [HINGE_SHEET_MOSTLY_HIPS] = {"sheet.hips", "You bent mostly from the hips."},
    [HINGE_SHEET_BOTH] = {"sheet.both", "You bent from the hips and from the lower back."},
    [HINGE_SHEET_MOSTLY_SPINE] = {"sheet.spine", "You bent mostly from the lower back."},
    [HINGE_SHEET_ABOUT] = {"sheet.about", "About {} of your bend came from the lower back."},
    [HINGE_SHEET_UNSEEN_SPINE] = {"sheet.unseen",
                                  "How far your trunk and hips went could be seen; how your back "
                                  "bent could not."},
    [HINGE_SHEET_NOTHING] = {"sheet.nothing", "Your bends could not be measured, because {}."},
    [HINGE_SHEET_NEXT_TIME] = {"sheet.next",
                               "Next time, film from the side with a camera that does not "
                               "move. Your whole body is in the picture, from the head to the "
                               "feet, and nothing is in front of it. Bend at least three "
                               "times, and stand still before and after."},
    [HINGE_SHEET_STANDING] = {"sheet.standing", "standing"},
    [HINGE_SHEET_DEEPEST] = {"sheet.deepest", "deepest"},
    [HINGE_SHEET_RIBS] = {"sheet.ribs", "ribs"},
    [HINGE_SHEET_PELVIS] = {"sheet.pelvis", "pelvis"},
    [HINGE_SHEET_THIGH] = {"sheet.thigh", "thigh"},
    [HINGE_SHEET_TRUNK] = {"sheet.trunk", "trunk"},
    [HINGE_SHEET_SHARE] = {"sheet.share", "of the bend came from the lower back"},
    [HINGE_SHEET_HIP] = {"sheet.hip", "bend in the hips"},
    [HINGE_SHEET_TRUNK_BEND] = {"sheet.lean", "lean of the trunk"},
    [HINGE_SHEET_VARIES] = {"sheet.varies", "varies from bend to bend by about {}"},
    [HINGE_SHEET_LAST_VISIT] = {"sheet.last", "at your last visit {}"},
    [HINGE_SHEET_SAME] = {"sheet.same", "no clear change"},
    [HINGE_SHEET_SKIN] = {"sheet.skin",
                          "Your lower back was measured from the skin over your spine. "
                          "The true number is probably between {}."},
    [HINGE_SHEET_VIDEO] = {"sheet.video",
                           "Only your shoulders, hips and legs were tracked. The true "
                           "lean of your trunk is probably between {}."},
    [HINGE_SHEET_AND] = {"sheet.and", "and"},
    [HINGE_SHEET_SEEN] = {"sheet.certain", "Seen clearly, in most of your bends"},
    [HINGE_SHEET_NOT_SEEN] = {"sheet.not_seen", "Could not be seen here"},
    [HINGE_SHEET_NO_SPINE] = {"sheet.no_spine", "how the lower back bent (only hips and shoulders "
                                                "were tracked)"},
    [HINGE_SHEET_NO_FRONT] = {"sheet.no_front", "the view from the front: knees, sides, turning"},
    [HINGE_SHEET_NO_HEAD] = {"sheet.no_head", "head and neck"},
    [HINGE_SHEET_NO_EMG] = {"sheet.no_emg", "muscles, effort, pain and load on the spine"},
    [HINGE_SHEET_NOTE] = {
        "sheet.note",
        "Each number is the mean of your bends without instructions. This page "
        "describes a movement. It is no diagnosis and no judgement: ask your therapist "
        "what it means for you and what to do with it."}};

const char *hinge_sheet_word(const struct hinge_label_list *labels, enum hinge_sheet_word which)
{
    const char *own = hinge_wording_label(labels, sheet_texts[which].key);
    return own != NULL ? own : sheet_texts[which].text;
}

const char *hinge_page_word(size_t i)
{
    return i < HINGE_SHEET_WORDS ? sheet_texts[i].key : NULL;
}

/* --- A person's mean of one visit: recordings count alike, as in tables (method 9.2). --- */

struct hinge_sheet_mean hinge_sheet_mean_of(const double *value, const uint32_t *recording,
                                            size_t n)
{
    const struct hinge_nest nest = hinge_nest_of(value, recording, n, NULL);
    struct hinge_sheet_mean m = {hinge_nest_mean(&nest), hinge_stats_sd(value, n), NAN};
    double parts = 0, recordings = nest.recordings.n;
    for (size_t i = 0; i < n; i++) {
        double own = 0; /* each of the n repetitions of a recording adds 1 / n^2 */
        for (size_t k = 0; k < n; k++)
            own += recording[k] == recording[i];
        parts += 1 / (own * own);
    }
    if (n > 0)
        m.parts = parts / (recordings * recordings);
    return m;
}

double hinge_sheet_wobble(const struct hinge_sheet_mean *now, const struct hinge_sheet_mean *last)
{
    double one = now->sd * now->sd * now->parts, other = one;
    if (!isnan(last->mean))
        other = (isnan(last->sd) ? now->sd * now->sd : last->sd * last->sd) * last->parts;
    return 1.96 * sqrt(one + other);
}

/* --- A sheet of somebody whom the results don't know. --- */

static enum hinge_status hinge_sheet_nobody(const struct hinge_page_request *request,
                                            struct hinge_error *error)
{
    char filter[700], rest[700];
    int n = snprintf(filter, sizeof filter, "--filter: no row has participant \"%.300s\"; ",
                     request->participant);
    if (strncmp(error->message, filter, (size_t)n) != 0)
        return error->status; /* another filter's */
    snprintf(rest, sizeof rest, "%s", error->message + n);
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "--participant: no recording is of \"%s\"; %s", request->participant,
                           strcmp(rest, "the column is empty") == 0
                               ? "no recording names a participant: fill that column "
                                 "of the trial list"
                               : rest);
}

/* --- The figure of the sheet: ribs, pelvis and thigh as blocks. --- */

enum { BLOCK_PT = 11, BESIDE = 34 };

/* From a joint to the blocks it joins: so far that they do not meet at a right angle.
 */
enum { BELOW_HIP = 20, ABOVE_HIP = 16, AT_WAIST = 7 };

struct place {
    double x, y;
};

struct figure {
    struct hinge_svg svg;
    const struct hinge_sheet_pose *pose;
    const struct hinge_label_list *labels;
    struct {
        const char *name;
        struct place at;
    } word[3]; /* written when all blocks are there: one may lie over another's middle
                */
    size_t words;
    bool beside; /* names stand left of the upright blocks, being wider than these */
};

/* A block from `low` upwards, `angle` degrees forward (to the right). */
static struct place draw_block(struct figure *f, struct place low, double angle, double length,
                               double width, const char *fill, const char *name)
{
    struct hinge_svg *svg = &f->svg;
    double radians = angle * acos(-1) / 180;
    double ux = sin(radians), uy = -cos(radians);
    double half = width / 2;
    double x[5], y[5];
    for (int i = 0; i < 5; i++) {
        double along = i == 1 || i == 2 ? length : 0;
        double side = i == 0 || i == 1 || i == 4 ? -half : half;
        x[i] = low.x + along * ux - side * uy;
        y[i] = low.y + along * uy + side * ux;
    }
    const struct hinge_pen pen = {HINGE_INK, 1, 0, 0};
    hinge_svg_polygon(svg, x, y, 4, fill);
    hinge_svg_curve(svg, x, y, 5, &pen);
    f->word[f->words].name = name;
    f->word[f->words++].at = (struct place){low.x + ux * length / 2, low.y + uy * length / 2 + 4};
    return (struct place){low.x + length * ux, low.y + length * uy};
}

enum { THIGH_WIDTH = 30, TRUNK_WIDTH = 36, PELVIS_WIDTH = 36, RIBS_WIDTH = 38 };

/* So far from the waist that corners of blocks at this angle do not meet. */
static double at_waist(double degrees)
{
    static const double MOST = 110, BETWEEN = 3;
    double half = fmin(fabs(degrees), MOST) / 2 * acos(-1) / 180;
    return fmax(AT_WAIST, RIBS_WIDTH / 2.0 * tan(half) + BETWEEN);
}

static struct place put_block(struct figure *f, struct place low, double angle, double length,
                              double width, const char *fill, enum hinge_sheet_word which,
                              bool deep)
{
    const struct hinge_words words = {.anchor = HINGE_END, .size = BLOCK_PT};
    const char *name = hinge_sheet_word(f->labels, which);
    if (f->beside && !deep)
        hinge_svg_words_in(&f->svg, low.x - BESIDE, low.y - length / 2 + 4, low.x - BESIDE - 4,
                           &words, name);
    return draw_block(f, low, angle, length, width, fill, name);
}

/* The line from a place to one that is `length` from it, `angle` degrees forward. */
static struct place join(struct figure *f, struct place from, double angle, double length)
{
    const struct hinge_pen pen = {HINGE_INK, 3, 0, 0};
    double radians = angle * acos(-1) / 180;
    struct place to = {from.x + length * sin(radians), from.y - length * cos(radians)};
    hinge_svg_line(&f->svg, from.x, from.y, to.x, to.y, &pen);
    return to;
}

static void draw_person(struct figure *f, double left, bool deep)
{
    const struct hinge_words below = {.anchor = HINGE_MIDDLE, .size = 13};
    const struct hinge_words within = {.anchor = HINGE_MIDDLE, .size = BLOCK_PT};
    const struct hinge_sheet_pose *p = f->pose;
    double factor = deep ? 1 : 0;
    struct place knee = {left, 200};
    f->words = 0;
    struct place thigh = put_block(f, knee, factor * p->thigh_deg, 50, THIGH_WIDTH, "#eeeeee",
                                   HINGE_SHEET_THIGH, deep);
    struct place hip = join(f, thigh, factor * p->thigh_deg, BELOW_HIP);
    if (isnan(p->ribs_deg)) {
        struct place above = join(f, hip, factor * p->trunk_deg, ABOVE_HIP);
        put_block(f, above, factor * p->trunk_deg, 96, TRUNK_WIDTH, "#d5ecf9", HINGE_SHEET_TRUNK,
                  deep);
    } else {
        struct place above = join(f, hip, factor * p->pelvis_deg, ABOVE_HIP);
        struct place pelvis = put_block(f, above, factor * p->pelvis_deg, 36, PELVIS_WIDTH,
                                        "#f9e7bf", HINGE_SHEET_PELVIS, deep);
        double gap = at_waist(factor * (p->ribs_deg - p->pelvis_deg));
        struct place waist = join(f, pelvis, factor * p->pelvis_deg, gap);
        struct place ribs = join(f, waist, factor * p->ribs_deg, gap);
        put_block(f, ribs, factor * p->ribs_deg, 54, RIBS_WIDTH, "#d5ecf9", HINGE_SHEET_RIBS, deep);
    }
    for (size_t i = 0; i < f->words && !f->beside; i++)
        hinge_svg_words(&f->svg, f->word[i].at.x, f->word[i].at.y, &within, f->word[i].name);
    /* below the corner of a thigh that lies nearly level */
    hinge_svg_words(&f->svg, left, 228, &below,
                    hinge_sheet_word(f->labels, deep ? HINGE_SHEET_DEEPEST : HINGE_SHEET_STANDING));
}

static bool is_too_wide(const struct figure *f)
{
    bool whole = isnan(f->pose->ribs_deg);
    const struct {
        enum hinge_sheet_word word;
        double width;
        bool shown;
    } blocks[] = {{HINGE_SHEET_THIGH, THIGH_WIDTH, true},
                  {HINGE_SHEET_TRUNK, TRUNK_WIDTH, whole},
                  {HINGE_SHEET_PELVIS, PELVIS_WIDTH, !whole},
                  {HINGE_SHEET_RIBS, RIBS_WIDTH, !whole}};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (blocks[i].shown && hinge_words_width(hinge_sheet_word(f->labels, blocks[i].word),
                                                 BLOCK_PT) > blocks[i].width)
            return true;
    return false;
}

void hinge_sheet_blocks(struct hinge_text *out, const struct hinge_sheet_pose *pose,
                        const struct hinge_label_list *labels)
{
    struct figure f = {.pose = pose, .labels = labels};
    if (isnan(pose->trunk_deg) || isnan(pose->thigh_deg))
        return;
    f.beside = is_too_wide(&f);
    hinge_svg_open(&f.svg, 420, 236, hinge_sheet_word(labels, HINGE_SHEET_TITLE),
                   hinge_sheet_word(labels, HINGE_SHEET_NOTE));
    draw_person(&f, 150, false);
    draw_person(&f, 300, true);
    hinge_svg_close(&f.svg);
    hinge_text_puts(out, hinge_text_string(&f.svg.text));
    hinge_text_clear(&f.svg.text);
}

/* --- One page for one person: a sentence, a figure of blocks, at most three numbers, each with how
 * much it varies, and what could not be seen. A verdict (mostly from the back, a fault) is given
 * only on tracked pelvis and thorax, beyond the margin of measurement. Every word of it can be
 * replaced by --label. --- */

enum { NUMBERS = 3 };

/* --- the person --- */

struct number {
    enum hinge_sheet_word word;
    const char *metric, *unit;
    double factor;
    double mean, varies, wobble, last; /* NaN where there is none */
};

struct sheet {
    const struct hinge_page_request *request;
    struct hinge_table reps, faults;
    const char *session, *before; /* the last one, and the one before it; NULL */
    const char *tier;
    char baseline[200]; /* the cue of what a person does without being told how */
    struct number number[NUMBERS];
    struct hinge_sheet_pose pose;
    struct hinge_text html;
};

static const char *word(const struct sheet *s, enum hinge_sheet_word which)
{
    return hinge_sheet_word(s->request->labels, which);
}

/* A view of one participant's rows, NULL: everybody's. */
static enum hinge_status read_view(struct sheet *s, const char *view, const char *by,
                                   const char *of, struct hinge_table *table,
                                   struct hinge_error *error)
{
    struct hinge_text where = {0};
    if (s->request->filter != NULL)
        hinge_text_puts(&where, s->request->filter);
    if (of != NULL)
        hinge_condition_put(&where, "participant", of);
    const struct hinge_table_request request = {.results = s->request->results,
                                                .opened = s->request->opened,
                                                .view = view,
                                                .by = by,
                                                .columns = "all",
                                                .filter = hinge_text_string(&where),
                                                .phase = "",
                                                .include_inferred = s->request->include_inferred,
                                                .all_tasks = s->request->all_tasks,
                                                .all_reps = s->request->all_reps};
    enum hinge_status status = hinge_view_table(&request, table, NULL, error);
    hinge_text_clear(&where);
    return status;
}

static const char *text_of(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

/* The baseline only: what a person does without being told how. */
static bool is_baseline(const struct sheet *s, const struct hinge_table *table, size_t row)
{
    const char *cue = text_of(table, "cue", row);
    return *cue == '\0' || strcmp(cue, s->baseline) == 0;
}

static bool counts(const struct sheet *s, size_t row)
{
    double valid = hinge_table_number(&s->reps, "valid", row);
    return is_baseline(s, &s->reps, row) && !(valid == 0);
}

static bool is_known(const struct sheet *s, size_t row)
{
    const char *session = text_of(&s->reps, "session", row);
    for (size_t r = 0; r < row; r++)
        if (counts(s, r) && strcmp(text_of(&s->reps, "session", r), session) == 0)
            return true;
    return false;
}

/* Numbers and dates say which was later; of names ("pre", "post") the list does. */
static bool is_later(const char *session, const char *than)
{
    bool say = *session >= '0' && *session <= '9' && *than >= '0' && *than <= '9';
    return !say || hinge_os_compare_numbered(session, than) > 0;
}

static void find_sessions(struct sheet *s)
{
    for (size_t r = 0; r < s->reps.rows; r++) {
        const char *session = text_of(&s->reps, "session", r);
        if (!counts(s, r) || is_known(s, r))
            continue;
        if (s->session == NULL || is_later(session, s->session)) {
            s->before = s->session;
            s->session = session;
        } else if (s->before == NULL || is_later(session, s->before)) {
            s->before = session;
        }
    }
}

/* A cell as evidence: where standing is from tells only a lockout apart, as in tables.
 */
static void evidence_of(const struct sheet *s, const char *column, size_t row, char text[64])
{
    long at = hinge_table_find(&s->reps, column);
    *text = '\0';
    if (at >= 0 && s->reps.column[at].type == HINGE_COLUMN_NUMBER)
        snprintf(text, 64, "%g", s->reps.column[at].number[row]);
    else if (at >= 0)
        snprintf(text, 64, "%s", text_of(&s->reps, column, row));
    if (strcmp(column, "standing_source") == 0 &&
        strcmp(hinge_standing_class(text), "standing") == 0)
        *text = '\0';
}

/* The first column by which two repetitions were measured differently, NULL for none.
 */
static const char *differs_in(const struct sheet *s, size_t a, size_t b)
{
    for (const char *const *column = hinge_evidence; *column != NULL; column++) {
        char one[64], other[64];
        evidence_of(s, *column, a, one);
        evidence_of(s, *column, b, other);
        if (strcmp(one, other) != 0)
            return *column;
    }
    return NULL;
}

/* What was measured differently is not averaged, and not set beside last time. */
static enum hinge_status check_evidence(struct sheet *s, struct hinge_error *error)
{
    size_t first = 0;
    while (!counts(s, first) || strcmp(text_of(&s->reps, "session", first), s->session) != 0)
        first++; /* find_sessions() met it */
    s->tier = text_of(&s->reps, "tier", first);
    for (size_t r = 0; r < s->reps.rows; r++) {
        const char *session = text_of(&s->reps, "session", r);
        const char *column = counts(s, r) ? differs_in(s, first, r) : NULL;
        char value[64];
        if (column == NULL)
            continue;
        if (s->before != NULL && strcmp(session, s->before) == 0)
            s->before = NULL;
        if (strcmp(session, s->session) != 0)
            continue;
        evidence_of(s, column, first, value);
        bool none = *value == '\0';
        if (none)
            evidence_of(s, column, r, value);
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            "%s: no sheet of %s: %s differs between the recordings, and what was "
            "measured differently is not averaged; choose with --filter '%s%s=%s'",
            s->request->results, s->request->participant, column, column, none ? "!" : "", value);
    }
    return HINGE_OK;
}

/* A metric in a session of the baseline. */
static struct hinge_sheet_mean mean_of(const struct sheet *s, const char *metric,
                                       const char *session)
{
    size_t n = 0, rows = s->reps.rows;
    double *value = hinge_alloc(rows, sizeof *value);
    uint32_t *recording = hinge_alloc(rows, sizeof *recording);
    struct hinge_intern files = {0};
    for (size_t r = 0; session != NULL && r < rows; r++) {
        double own = hinge_table_number(&s->reps, metric, r);
        if (!counts(s, r) || strcmp(text_of(&s->reps, "phase", r), "descent") != 0 ||
            strcmp(text_of(&s->reps, "session", r), session) != 0 || isnan(own))
            continue;
        recording[n] = (uint32_t)hinge_intern_number(&files, text_of(&s->reps, "file", r));
        value[n++] = own;
    }
    const struct hinge_sheet_mean mean = hinge_sheet_mean_of(value, recording, n);
    hinge_intern_clear(&files);
    free(value);
    free(recording);
    return mean;
}

static void find_numbers(struct sheet *s)
{
    static const struct number numbers[NUMBERS] = {
        {HINGE_SHEET_SHARE, "lumbar_fraction", "%", 100, 0, 0, 0, 0},
        {HINGE_SHEET_HIP, "hip_excursion_deg", "°", 1, 0, 0, 0, 0},
        {HINGE_SHEET_TRUNK_BEND, "trunk_excursion_deg", "°", 1, 0, 0, 0, 0}};
    for (size_t i = 0; i < NUMBERS; i++) {
        struct number *number = &s->number[i];
        *number = numbers[i];
        const struct hinge_sheet_mean now = mean_of(s, number->metric, s->session),
                                      last = mean_of(s, number->metric, s->before);
        number->mean = number->factor * now.mean;
        number->last = number->factor * last.mean;
        number->varies = number->factor * now.sd;
        number->wobble = number->factor * hinge_sheet_wobble(&now, &last);
    }
}

/* How the blocks stand at the deepest point, from the changes of the descent. */
static void find_pose(struct sheet *s)
{
    static const char *const metric[] = {"pelvis_excursion_deg", "lumbar_excursion_deg",
                                         "hip_excursion_deg", "trunk_excursion_deg",
                                         "trunk_thigh_excursion_deg"};
    struct hinge_sheet_mean mean[sizeof metric / sizeof *metric];
    for (size_t i = 0; i < sizeof metric / sizeof *metric; i++)
        mean[i] = mean_of(s, metric[i], s->session);
    double pelvis = mean[0].mean, hip = mean[2].mean, trunk = mean[3].mean;
    s->pose = (struct hinge_sheet_pose){.pelvis_deg = pelvis,
                                        .ribs_deg = pelvis + mean[1].mean,
                                        .trunk_deg = trunk,
                                        .thigh_deg = isnan(pelvis + hip) ? trunk - mean[4].mean
                                                                         : pelvis - hip};
}

/* --- the page --- */

/* The margin of measurement with which a fault was judged, as the results have it; 0
 * where it is not known. */
static double margin_of(const struct sheet *s, const char *fault)
{
    for (size_t r = 0; r < s->faults.rows; r++) {
        double margin = hinge_table_number(&s->faults, "margin", r);
        if (strcmp(text_of(&s->faults, "fault", r), fault) == 0 &&
            strcmp(text_of(&s->faults, "session", r), s->session) == 0 && !isnan(margin))
            return margin;
    }
    return 0;
}

/* A fault of the lumbar fraction, and one of the trunk's lean. */
static const char of_share[] = "spine_over_hip", of_lean[] = "warrior_depth_short";

static bool is_tracked(const struct sheet *s)
{
    return strcmp(s->tier, "A") == 0;
}

/* Why the session has no number: the reason of its first repetition, in words. */
static const char *why_nothing(const struct sheet *s)
{
    for (size_t i = 0; i < NUMBERS; i++)
        if (!isnan(s->number[i].mean))
            return NULL;
    for (size_t r = 0; r < s->reps.rows; r++) {
        const char *reason = text_of(&s->reps, "reason", r);
        if (counts(s, r) && *reason != '\0' &&
            strcmp(text_of(&s->reps, "session", r), s->session) == 0) {
            const char *own = hinge_wording_label(s->request->labels, reason);
            return own != NULL ? own : hinge_wording_cause(reason);
        }
    }
    return hinge_wording_cause(NULL);
}

/* The reason instead of the numbers, and what to film next time. */
static void put_nothing(struct sheet *s, const char *why)
{
    const char *words = word(s, HINGE_SHEET_NOTHING), *at = strstr(words, "{}");
    struct hinge_text said = {0};
    hinge_text_add(&said, words, at != NULL ? (size_t)(at - words) : strlen(words));
    hinge_text_printf(&said, "%s%s", at != NULL ? why : "", at != NULL ? at + 2 : "");
    hinge_html_element(&s->html, "p class=\"say\"", hinge_text_string(&said));
    hinge_html_element(&s->html, "p", word(s, HINGE_SHEET_NEXT_TIME));
    hinge_text_puts(&s->html, "\n");
    hinge_text_clear(&said);
}

static enum hinge_sheet_word sentence(const struct sheet *s)
{
    double share = s->number[0].mean, margin = 100 * margin_of(s, of_share);
    if (isnan(share))
        return HINGE_SHEET_UNSEEN_SPINE;
    if (!is_tracked(s))
        return HINGE_SHEET_ABOUT;
    return share + margin < 25   ? HINGE_SHEET_MOSTLY_HIPS
           : share - margin > 50 ? HINGE_SHEET_MOSTLY_SPINE
                                 : HINGE_SHEET_BOTH;
}

/* A number with its unit, in its own order of reading in every language. */
static void put_number(struct sheet *s, double value, const char *unit)
{
    char text[48];
    snprintf(text, sizeof text, "%.0f%s", round(value) == 0 ? 0 : value, unit);
    hinge_text_puts(&s->html, "<bdi dir=\"ltr\">");
    hinge_display_minus(&s->html, text);
    hinge_text_puts(&s->html, "</bdi>");
}

/* The words with the number where they have {}, else behind them; `to` is the end of a
 * range, NaN for a number alone. */
static void put_words(struct sheet *s, enum hinge_sheet_word which, double value, double to,
                      const char *unit)
{
    const char *words = word(s, which), *at = strstr(words, "{}");
    char before[400];
    snprintf(before, sizeof before, "%.*s", at != NULL ? (int)(at - words) : (int)strlen(words),
             words);
    hinge_markup_escape(&s->html, before);
    hinge_text_puts(&s->html, at == NULL ? " " : "");
    put_number(s, value, unit);
    if (!isnan(to)) {
        hinge_text_puts(&s->html, " ");
        hinge_markup_escape(&s->html, word(s, HINGE_SHEET_AND));
        hinge_text_puts(&s->html, " ");
        put_number(s, to, unit);
    }
    hinge_markup_escape(&s->html, at != NULL ? at + 2 : "");
}

static void put_numbers(struct sheet *s)
{
    hinge_text_puts(&s->html, "<dl>\n");
    for (size_t i = 0; i < NUMBERS; i++) {
        struct number *number = &s->number[i];
        if (isnan(number->mean))
            continue;
        hinge_html_element(&s->html, "dt", word(s, number->word));
        hinge_text_puts(&s->html, "<dd>");
        put_number(s, number->mean, number->unit);
        hinge_text_puts(&s->html, "</dd><dd class=\"more\">");
        if (!isnan(number->varies))
            put_words(s, HINGE_SHEET_VARIES, ceil(number->varies), (double)NAN, number->unit);
        if (!isnan(number->last)) {
            hinge_text_puts(&s->html, !isnan(number->varies) ? " · " : "");
            put_words(s, HINGE_SHEET_LAST_VISIT, number->last, (double)NAN, number->unit);
            if (fabs(number->mean - number->last) <= number->wobble) {
                hinge_text_puts(&s->html, " · ");
                hinge_markup_escape(&s->html, word(s, HINGE_SHEET_SAME));
            }
        }
        hinge_text_puts(&s->html, "</dd>\n");
    }
    hinge_text_puts(&s->html, "</dl>\n");
}

/* How sure the numbers are, where they are no verdict. */
static void put_caveat(struct sheet *s)
{
    bool share = !isnan(s->number[0].mean);
    double margin = share ? 100 * margin_of(s, of_share) : margin_of(s, of_lean);
    if (is_tracked(s) || !(margin > 0) || isnan(s->number[NUMBERS - 1].mean))
        return;
    hinge_text_puts(&s->html, "<p>");
    const struct number *number = &s->number[share ? 0 : NUMBERS - 1];
    put_words(s, share ? HINGE_SHEET_SKIN : HINGE_SHEET_VIDEO, number->mean - margin,
              number->mean + margin, number->unit);
    hinge_text_puts(&s->html, "</p>\n");
}

/* Faults that were certain in more than half of the judged repetitions of the session.
 */
static void put_faults(struct sheet *s)
{
    const char *done[256];
    size_t n = 0;
    bool any = false;
    for (size_t r = 0; is_tracked(s) && r < s->faults.rows; r++) {
        const char *fault = text_of(&s->faults, "fault", r);
        size_t k = 0, judged = 0, certain = 0;
        while (k < n && strcmp(done[k], fault) != 0)
            k++;
        if (k < n || n == sizeof done / sizeof *done)
            continue;
        done[n++] = fault;
        for (size_t i = r; i < s->faults.rows; i++) {
            const char *state = text_of(&s->faults, "state", i);
            if (strcmp(text_of(&s->faults, "fault", i), fault) != 0 ||
                strcmp(text_of(&s->faults, "session", i), s->session != NULL ? s->session : "") !=
                    0 ||
                strcmp(text_of(&s->faults, "counted", i), "no") == 0 ||
                !is_baseline(s, &s->faults, i) || strcmp(state, "refused") == 0)
                continue;
            judged++;
            certain += strcmp(state, "present") == 0;
        }
        if (judged == 0 || 2 * certain <= judged)
            continue;
        if (!any) {
            hinge_html_element(&s->html, "h2", word(s, HINGE_SHEET_SEEN));
            hinge_text_puts(&s->html, "\n<ul>\n");
        }
        any = true;
        const char *title = hinge_fault_brief(s->request->labels, fault);
        hinge_html_element(&s->html, "li", title != NULL ? title : fault);
        hinge_text_puts(&s->html, "\n");
    }
    if (any)
        hinge_text_puts(&s->html, "</ul>\n");
}

/* Whether a fault, NULL for any, was refused for the reason on that day. */
static bool is_refused_for(const struct sheet *s, const char *reason, const char *fault)
{
    for (size_t r = 0; r < s->faults.rows; r++)
        if (strcmp(text_of(&s->faults, "reason", r), reason) == 0 &&
            strcmp(text_of(&s->faults, "session", r), s->session) == 0 &&
            (fault == NULL || strcmp(text_of(&s->faults, "fault", r), fault) == 0))
            return true;
    return false;
}

static void put_unseen(struct sheet *s)
{
    const struct {
        bool unseen;
        enum hinge_sheet_word word;
    } lines[] = {{isnan(s->number[0].mean), HINGE_SHEET_NO_SPINE},
                 {is_refused_for(s, "NO_FRONTAL", NULL), HINGE_SHEET_NO_FRONT},
                 /* others of the head need an ear as well, or a head held still */
                 {is_refused_for(s, "NO_HEAD", "chin_tuck"), HINGE_SHEET_NO_HEAD},
                 {true, HINGE_SHEET_NO_EMG}};
    hinge_html_element(&s->html, "h2", word(s, HINGE_SHEET_NOT_SEEN));
    hinge_text_puts(&s->html, "\n<ul>\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].unseen) {
            hinge_html_element(&s->html, "li", word(s, lines[i].word));
            hinge_text_puts(&s->html, "\n");
        }
    hinge_text_puts(&s->html, "</ul>\n");
}

static enum hinge_status write_sheet(struct sheet *s, struct hinge_error *error)
{
    const char *code = s->request->code != NULL && *s->request->code != '\0'
                           ? s->request->code
                           : s->request->participant;
    enum hinge_status status =
        hinge_html_open(&s->html, word(s, HINGE_SHEET_TITLE), word(s, HINGE_SHEET_LANGUAGE),
                        hinge_sheet_style, error);
    hinge_text_puts(&s->html, "<h1>");
    hinge_markup_escape(&s->html, word(s, HINGE_SHEET_TITLE));
    hinge_text_puts(&s->html, " · ");
    hinge_html_element(&s->html, "bdi", code);
    /* a number alone says nothing to its reader, nor where it is the only one */
    size_t digits = strspn(s->session, "0123456789");
    bool number = digits < 4 && s->session[digits] == '\0';
    if (*s->session != '\0' && (!number || s->before != NULL)) {
        hinge_text_puts(&s->html, " · ");
        if (number) {
            hinge_markup_escape(&s->html, word(s, HINGE_SHEET_VISIT));
            hinge_text_puts(&s->html, " ");
        }
        hinge_html_element(&s->html, "bdi", s->session);
    }
    hinge_text_puts(&s->html, "</h1>\n");
    const char *nothing = why_nothing(s);
    if (nothing != NULL) {
        put_nothing(s, nothing);
        hinge_html_close(&s->html);
        return status == HINGE_OK ? HINGE_PARTIAL : status;
    }
    enum hinge_sheet_word say = sentence(s);
    hinge_text_puts(&s->html, "<p class=\"say\">");
    if (say == HINGE_SHEET_ABOUT)
        put_words(s, say, s->number[0].mean, (double)NAN, s->number[0].unit);
    else
        hinge_markup_escape(&s->html, word(s, say));
    hinge_text_puts(&s->html, "</p>\n");
    hinge_sheet_blocks(&s->html, &s->pose, s->request->labels);
    put_numbers(s);
    put_caveat(s);
    put_faults(s);
    put_unseen(s);
    hinge_html_element(&s->html, "p class=\"note\"", word(s, HINGE_SHEET_NOTE));
    hinge_text_puts(&s->html, "\n");
    hinge_html_close(&s->html);
    return status;
}

/* Somebody without a repetition gets no sheet, but the reason of the first recording.
 */
static enum hinge_status check_reps(struct sheet *s, struct hinge_error *error)
{
    struct hinge_table trials = {0};
    double reps = 0;
    char words[128];
    enum hinge_status status = read_view(s, "trials", "", s->request->participant, &trials, error);
    if (status == HINGE_USAGE)
        status = hinge_sheet_nobody(s->request, error);
    for (size_t r = 0; status == HINGE_OK && r < trials.rows; r++)
        if (hinge_recording_counts(text_of(&trials, "role", r)))
            reps += fmax(0, hinge_table_number(&trials, "reps", r));
    if (status == HINGE_OK && !(reps > 0))
        status = hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_NO_REPS,
            "%s: no sheet of %s: there is no repetition (%s: %s)", s->request->results,
            s->request->participant, text_of(&trials, "file", 0),
            hinge_wording_reason(text_of(&trials, "reason", 0), words, sizeof words));
    hinge_table_clear(&trials);
    return status;
}

/* The baseline that was asked for; else "none", or the only cue of a study that calls
 * it otherwise. Of several the user names one. */
static enum hinge_status find_baseline(struct sheet *s, struct hinge_error *error)
{
    enum { MOST = 16 };
    const char *asked = s->request->baseline, *cue[MOST];
    bool told = asked != NULL && *asked != '\0' && strcmp(asked, "none") != 0;
    bool known = false;
    size_t n = 0;
    struct hinge_table trials = {0};
    struct hinge_text all = {0};
    snprintf(s->baseline, sizeof s->baseline, "%s", told ? asked : "none");
    if (told)
        return HINGE_OK;
    enum hinge_status status = read_view(s, "trials", "", NULL, &trials, error);
    for (size_t r = 0; status == HINGE_OK && r < trials.rows && !known; r++) {
        const char *its = text_of(&trials, "cue", r);
        size_t k = 0;
        if (!hinge_recording_counts(text_of(&trials, "role", r)))
            continue;
        known = *its == '\0' || strcmp(its, "none") == 0;
        while (k < n && strcmp(cue[k], its) != 0)
            k++;
        if (k == n && n < MOST)
            cue[n++] = its;
    }
    bool lone = n == 1 && hinge_cue_find(cue[0]) == NULL;
    if (status == HINGE_OK && !known && lone)
        snprintf(s->baseline, sizeof s->baseline, "%s", cue[0]);
    if (status == HINGE_OK && !known && n > 0 && !lone) {
        hinge_text_join(&all, cue, n, ", ");
        status = hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            "%s: no sheet of %s: a sheet shows the movement without a cue, and no "
            "recording has the cue \"none\"; the %s %s: name %s --baseline '%s'",
            s->request->results, s->request->participant, n == 1 ? "only cue is" : "cues are",
            hinge_text_string(&all),
            n == 1 ? "it if the sheet may show it:" : "the one without an instruction, such as",
            cue[0]);
    }
    hinge_table_clear(&trials);
    hinge_text_clear(&all);
    return status;
}

static enum hinge_status make(struct sheet *s, struct hinge_error *error)
{
    enum hinge_status status = check_reps(s, error);
    if (status == HINGE_OK)
        status = find_baseline(s, error);
    if (status == HINGE_OK)
        status = read_view(s, "reps", "", s->request->participant, &s->reps, error);
    if (status == HINGE_OK)
        status = read_view(s, "faults", "participant,session,cue,trial,rep",
                           s->request->participant, &s->faults, error);
    if (status == HINGE_OK)
        find_sessions(s);
    if (status == HINGE_OK && s->session == NULL)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_REPS,
                                 "%s: %s has no whole repetition without a cue to make "
                                 "a sheet of",
                                 s->request->results, s->request->participant);
    if (status == HINGE_OK)
        status = check_evidence(s, error);
    if (status != HINGE_OK)
        return status;
    find_numbers(s);
    find_pose(s);
    return write_sheet(s, error);
}

enum hinge_status hinge_page_sheet(const struct hinge_page_request *given, char **html,
                                   size_t *length, struct hinge_error *error)
{
    struct hinge_page_request own;
    const struct hinge_page_request *request = &own;
    *html = NULL;
    enum hinge_status taken = hinge_page_take(&own, given, error);
    if (taken != HINGE_OK)
        return taken;
    struct sheet s = {.request = request};
    enum hinge_status status = hinge_results_share(own.results, own.opened, &own.opened, error);
    struct hinge_label_list labels = {0, NULL};
    if (status == HINGE_OK)
        status = hinge_labels_join(given->labels, own.opened, &labels, error);
    own.labels = &labels;
    if (status == HINGE_OK)
        status = make(&s, error);
    hinge_labels_clear(&labels);
    if (status == HINGE_OK || status == HINGE_PARTIAL) {
        *html = s.html.data;
        *length = s.html.length;
        s.html = (struct hinge_text){0};
    }
    hinge_results_close(own.opened);
    hinge_text_clear(&s.html);
    hinge_table_clear(&s.reps);
    hinge_table_clear(&s.faults);
    return status;
}
