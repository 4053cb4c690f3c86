/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page calls points, signals, faults and reasons. */
#include "view/view.h"

#include "quality/check.h"
#include "report/print/published.h"
#include "report/print/quantity.h"

/* --- landmarks --- */

void hinge_seen_landmark(int landmark, char *name, size_t room)
{
    static const char *const words[][2] = {
        {"hjc", "hip"},     {"t12l1", "T12/L1"},         {"ij", "jugular notch"},
        {"px", "xiphoid"},  {"occ", "back of the head"}, {"head_top", "top of the head"},
        {"dow_1", "dowel"}, {"dow_2", "dowel"}};
    const char *id = hinge_landmark_name((enum hinge_landmark)landmark);
    size_t n = strlen(id);
    bool side = n > 2 && id[n - 2] == '_' && (id[n - 1] == 'l' || id[n - 1] == 'r');
    char base[32];
    snprintf(base, sizeof base, "%.*s", (int)(side ? n - 2 : n), id);
    bool upper = strlen(base) == 2 || strcmp(base, "asis") == 0 || strcmp(base, "psis") == 0 ||
                 strcmp(base, "t10") == 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(base, words[i][0]) == 0) {
            snprintf(base, sizeof base, "%s", words[i][1]);
            upper = false;
        }
    for (char *c = base; *c != '\0'; c++)
        *c = (char)(upper ? toupper((unsigned char)*c) : *c == '_' ? ' ' : *c);
    snprintf(name, room, "%s%s", !side ? "" : id[n - 1] == 'l' ? "left " : "right ", base);
}

bool hinge_seen_is_told(const struct hinge_table *findings, size_t row)
{
    static const char rates[] = "(correlation of the turning rates ";
    const char *code = hinge_table_word(findings, "code", row),
               *line = hinge_table_word(findings, "message", row);
    if (strcmp(code, "FILES_JOINED") != 0 ||
        hinge_severity_of(hinge_table_word(findings, "severity", row)) != HINGE_SEVERITY_NOTE)
        return strcmp(code, "TIER_C_NO_LUMBAR") != 0;
    /* lines of ingest/join.c: a note of a lag that may be the movement; clocks that are kept in
     * doubt have no such bracket */
    for (const char *next; line != NULL; line = next) {
        const char *fit = strstr(line, rates);
        double r = (double)NAN;
        next = strstr(line, "; ");
        next = next != NULL ? next + strlen("; ") : NULL;
        if (fit != NULL && (next == NULL || fit < next))
            hinge_number_parse(fit + sizeof rates - 1, strcspn(fit + sizeof rates - 1, ")"), '.',
                               &r, NULL);
        if (!(r >= HINGE_FILES_FIT))
            return true;
    }
    return false;
}

void hinge_seen_add(const char *phrase, struct hinge_text *out)
{
    while (*phrase != '\0') {
        char word[40], name[40];
        size_t n = 0;
        while (isalnum((unsigned char)phrase[n]) || phrase[n] == '_')
            n++;
        snprintf(word, sizeof word, "%.*s", (int)(n < 39 ? n : 39), phrase);
        enum hinge_landmark landmark = memchr(word, '_', strlen(word)) != NULL
                                           ? hinge_landmark_find(word)
                                           : HINGE_LANDMARK_NONE;
        if (landmark != HINGE_LANDMARK_NONE && landmark < HINGE_LANDMARK_osim_pelvis_tilt) {
            hinge_seen_landmark(landmark, name, sizeof name);
            hinge_text_adds(out, name);
        } else {
            hinge_text_add(out, phrase, n > 0 ? n : 1);
        }
        phrase += n > 0 ? n : 1;
    }
}

/* --- signals --- */

/* The words of a unit; those of a pure number if none is known. */
static const struct hinge_unit_words *known(const struct hinge_unit_words *of)
{
    return of != NULL ? of : hinge_unit_words_of("1");
}

const struct hinge_unit_words *hinge_seen_signal_unit(enum hinge_signal signal)
{
    return known(hinge_unit_words_of(hinge_signal_unit(signal)));
}

const char *hinge_seen_signal(enum hinge_signal signal, enum hinge_signal driver, char *buffer,
                              size_t capacity)
{
    /* clang-format off */
    static const struct {
        enum hinge_signal signal;
        const char *name;
    } names[] = {
        {HINGE_SIGNAL_lumbar_flex, "Lumbar flexion"},
        {HINGE_SIGNAL_hip_flex, "Hip flexion"}, {HINGE_SIGNAL_total_flex, "Lumbar and hip flexion"},
        {HINGE_SIGNAL_pelvis_tilt, "Pelvic tilt"}, {HINGE_SIGNAL_trunk_incl, "Trunk lean"},
        {HINGE_SIGNAL_thoracic_curv, "Upper back flexion"}, {HINGE_SIGNAL_lumbar_isb, "Lumbar flexion from the sternum"},
        {HINGE_SIGNAL_head_line, "Head against the trunk"}, {HINGE_SIGNAL_cva, "Ear over C7"},
        {HINGE_SIGNAL_hip_posterior, "Backward hip travel"}, {HINGE_SIGNAL_hip_drop, "Hip drop"},
        {HINGE_SIGNAL_knee_travel, "Forward knee travel"}, {HINGE_SIGNAL_chest_toe, "Shoulder in front of the toes"},
        {HINGE_SIGNAL_knee_toe, "Knee in front of the toes"}, {HINGE_SIGNAL_com_foot, "Centre of mass along the foot"},
        {HINGE_SIGNAL_load_midfoot, "Hands in front of the midfoot"}, {HINGE_SIGNAL_pelvic_yaw, "Pelvic rotation"},
        {HINGE_SIGNAL_pelvic_obliquity, "Pelvic obliquity"}, {HINGE_SIGNAL_lateral_shift, "Hips to the side"},
        {HINGE_SIGNAL_lateral_lean, "Trunk to the side"}, {HINGE_SIGNAL_hip_asymmetry, "Left minus right hip"},
        {HINGE_SIGNAL_shoulder_rise, "Shoulders towards the ears"}, {HINGE_SIGNAL_shoulder_ear, "Shoulders towards the ears"},
        {HINGE_SIGNAL_shoulder_forward, "Shoulders forward"}, {HINGE_SIGNAL_head_back, "Head back"},
    };
    /* clang-format on */
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (names[k].signal == signal)
            return names[k].name;
    if (signal == HINGE_SIGNAL_driver) {
        const bool known_as = driver < HINGE_SIGNAL_COUNT;
        snprintf(buffer, capacity, "Bend%s%s%s", known_as ? " (" : "",
                 known_as ? hinge_signal_title(driver) : "", known_as ? ")" : "");
        return buffer;
    }
    snprintf(buffer, capacity, "%s", hinge_signal_title(signal));
    return hinge_wording_capital(buffer);
}

/* --- faults --- */

const struct hinge_unit_words *hinge_seen_metric_unit(const char *metric)
{
    return known(hinge_readers_unit(metric, NULL));
}

const struct hinge_unit_words *hinge_seen_fault_unit(const struct hinge_table *faults,
                                                     const char *id)
{
    return known(hinge_readers_unit(id, hinge_table_word_where(faults, "id", id, "unit")));
}

const char *hinge_seen_how(const struct hinge_fault *row, enum hinge_signal signal, char tier,
                           char *buffer, size_t capacity)
{
    static const struct {
        unsigned part;
        const char *name;
    } parts[] = {{HINGE_WINDOW_SETUP, "setup"},
                 {HINGE_WINDOW_DESCENT, "descent"},
                 {HINGE_WINDOW_HOLD, "hold"}};
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    if (row != NULL && row->seen.how != NULL)
        hinge_text_adds(&out, row->seen.how);
    else if (row == NULL)
        hinge_text_adds(&out, "severity, as your config defines it");
    else if (row->statistic == HINGE_STATISTIC_METRIC)
        hinge_text_printf(&out, "%s%s%s", hinge_metric_at(row->metric_at)->title,
                          row->phase == HINGE_PHASE_REP ? "" : ", in the ",
                          row->phase == HINGE_PHASE_REP ? "" : hinge_phase_name(row->phase));
    else { /* a largest value or a median, in whole phases */
        const bool largest = row->statistic == HINGE_STATISTIC_MAX;
        const unsigned in = row->window.parts;
        const char *before = ", in the ";
        char name[80], title[80];
        snprintf(name, sizeof name, "%s",
                 hinge_seen_signal(signal < HINGE_SIGNAL_COUNT ? signal : row->signal,
                                   HINGE_SIGNAL_COUNT, title, sizeof title));
        hinge_text_printf(&out, "%s%s%s", largest ? "largest " : "",
                          row->absolute ? "size of " : "", hinge_wording_small(name));
        if (largest)
            hinge_text_printf(&out, " (%g s mean)", tier == 'A' ? 0.1 : 0.4);
        if (row->relative == HINGE_RELATIVE_STANDING)
            hinge_text_adds(&out, ", from own standing");
        if (row->relative == HINGE_RELATIVE_TARGET)
            hinge_text_adds(&out, ", from its target");
        if (in == HINGE_WINDOW_BOTTOM || in == HINGE_WINDOW_REP)
            hinge_text_adds(&out, in == HINGE_WINDOW_REP ? ", in the whole repetition"
                                                         : ", at the bottom");
        for (size_t k = 0; in != HINGE_WINDOW_REP && k < sizeof parts / sizeof *parts; k++)
            if (in & parts[k].part) {
                hinge_text_printf(&out, "%s%s", before, parts[k].name);
                before = " and ";
            }
    }
    snprintf(buffer, capacity, "%s", hinge_text_string(&out));
    return buffer;
}

const char *hinge_seen_fault_name(const struct hinge_table *faults, const char *id, char *buffer,
                                  size_t capacity)
{
    const char *brief = hinge_table_word_where(faults, "id", id, "short"),
               *title = hinge_table_word_where(faults, "id", id, "title");
    return *brief != '\0'   ? brief
           : *title != '\0' ? title
                            : hinge_wording_title(id, buffer, capacity);
}

/* --- reasons, cues, tasks --- */

void hinge_seen_who(const struct hinge_table *trials, size_t row, bool task, struct hinge_text *out)
{
    char words[120], lower[120];
    const char *who = hinge_table_word(trials, "participant", row);
    const char *done = hinge_table_word(trials, "task", row);
    const char *cue = hinge_table_word(trials, "cue", row);
    const char *role = hinge_table_word(trials, "role", row);
    bool plain = *done == '\0' || strcmp(done, "bodyweight_hinge") == 0;
    hinge_text_adds(out, *who != '\0' ? who : hinge_table_word(trials, "file", row));
    if (*role != '\0' && strcmp(role, "trial") != 0)
        hinge_text_printf(out, ", %s",
                          strcmp(role, "standing") == 0  ? "standing"
                          : strcmp(role, "maxflex") == 0 ? "toe touch"
                          : strcmp(role, "mvc") == 0     ? "maximal EMG"
                                                         : "reference recording");
    else if (task && !plain)
        hinge_text_printf(out, ", %s",
                          strcmp(done, "deadlift_floor") == 0
                              ? "deadlift from the floor"
                              : hinge_published_words(NULL, "task", done, words, sizeof words));
    if (*cue != '\0' && (strcmp(cue, "none") != 0 || plain)) {
        snprintf(lower, sizeof lower, "%s",
                 hinge_published_words(NULL, "cue", cue, words, sizeof words));
        hinge_text_printf(out, ", %s", hinge_wording_small(lower));
    }
}
