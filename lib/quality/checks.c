/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of recordings, a row each: what is looked for, what it is called, what to do.
 * In: what was measured of one recording. Out: a finding. */
#include "base/parameters.h"
#include "quality/check.h"
#include "signal/signal.h"
#include "trial/heard.h"

#include <hinge/warnings.h>

HINGE_PRINTF(3, 4)
static void found(struct hinge_finding *finding, enum hinge_severity severity, const char *format,
                  ...)
{
    va_list arguments;
    finding->severity = severity;
    va_start(arguments, format);
    vsnprintf(finding->message, sizeof finding->message, format, arguments);
    va_end(arguments);
}

/* With another code than the first of its row. */
static void found_as(struct hinge_finding *finding, enum hinge_severity severity, const char *code,
                     const char *message)
{
    snprintf(finding->code, sizeof finding->code, "%s", code);
    found(finding, severity, "%s", message);
}

static bool within(const char *line, size_t length, const char *part)
{
    const char *at = strstr(line, part);
    return at != NULL && at < line + length;
}

static void aspect(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    double width = trial->info.image_width_px, height = trial->info.image_height_px,
           stretch = trial->result.image_stretch;
    if (!(trial->result.warnings & HINGE_WARN(ASPECT_SUSPECT)))
        return;
    /* exchanged they stretch what is across by their ratio, what is upright by its
     * inverse */
    double left = stretch / pow(height / width, 2);
    if (width > 0 && height > 0 && fabs(log(left)) < fabs(log(stretch)) / 2)
        found(finding, HINGE_SEVERITY_WARNING,
              "the trunk changes its length as it turns with an image of %.0f x %.0f pixels, and "
              "hardly with %.0f x %.0f",
              width, height, height, width);
    else if (fabs(log(stretch)) > log(1.2))
        found(finding, HINGE_SEVERITY_WARNING,
              "the trunk changes its length as it turns, and would keep it in an image %.2f times "
              "as wide",
              stretch);
    else
        found(finding, HINGE_SEVERITY_WARNING,
              "the trunk changes its length as it turns: the image may have another size");
}

static void cells(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    static const char begin[] = "warning: ", named[] = " no number";
    for (const char *line = trial->message; trial->stored && *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (strncmp(line, begin, sizeof begin - 1) == 0 && within(line, length, named))
            found(finding, HINGE_SEVERITY_WARNING, "%.*s", (int)(length - sizeof begin + 1),
                  line + sizeof begin - 1);
        line += length + (line[length] == '\n');
    }
}

static void dropped(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.02;
    double frames = (double)trial->result.frames, lost = trial->dropped;
    if (lost + trial->repeated > 0)
        found(finding, lost > GRAVE * frames ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
              "in the clock %.0f frames are missing and %.0f appear twice, of %.0f", lost,
              trial->repeated, frames + trial->repeated);
}

static void duplicate_landmarks(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->copy != HINGE_LANDMARK_NONE)
        found(finding, HINGE_SEVERITY_WARNING, "%s and %s have the same numbers in every frame",
              hinge_landmark_name(trial->copied), hinge_landmark_name(trial->copy));
}

static void duplicate_recording(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    bool strangers = trial->twin_is_strangers, named = trial->twin_is_named,
         elsewhere = trial->twin_is_elsewhere;
    if (*trial->twin == '\0')
        return;
    found(finding,
          elsewhere || (strangers && named) ? HINGE_SEVERITY_ERROR : HINGE_SEVERITY_WARNING,
          "the same numbers as %.200s%s", trial->twin,
          elsewhere    ? ", of the same participant in another condition"
          : !strangers ? ", of the same participant"
          : named      ? ", of another participant"
                       : "; no participant is named");
}

static void filled(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.filled[0] != '\0')
        found(finding, HINGE_SEVERITY_NOTE,
              "placed from the other three markers of the pelvis, share of frames: %s",
              trial->result.filled);
}

static void force(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double stood = trial->result.stood_kg, mass = trial->info.mass_kg,
                 load = trial->info.load_kg > 0 ? trial->info.load_kg : 0,
                 carried = stood < mass && trial->info.start == HINGE_START_floor ? 0 : load;
    char is_load[40] = "", is_mass[40] = "";
    if (!(trial->result.warnings & HINGE_WARN(FORCE_SUSPECT)))
        return;
    if (isnan(stood)) {
        found(finding, HINGE_SEVERITY_WARNING,
              "in the standing recording the plates carry another weight than list and load say");
        return;
    }
    if (stood - mass > -0.5)
        snprintf(is_load, sizeof is_load, "is the load %.0f kg", fmax(0, stood - mass));
    if (stood - carried > 0)
        snprintf(is_mass, sizeof is_mass, "%s the mass %.0f", *is_load != '\0' ? ", or" : "is",
                 stood - carried);
    found(finding, HINGE_SEVERITY_WARNING,
          "the plates carry %.0f kg, list and load say %.0f: %s%s%s?", stood, mass + carried,
          is_load, is_mass, *is_load != '\0' ? "" : " kg");
}

static void gap(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->longest_gap_s > trial->parameters->gap_max_s)
        found(finding, HINGE_SEVERITY_WARNING,
              "%s is missing for %.2f s at a stretch (at most %g s are filled)",
              hinge_landmark_name(trial->longest), trial->longest_gap_s,
              trial->parameters->gap_max_s);
}

static void held(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.02;
    double share = trial->result.held_share;
    if (trial->result.warnings & HINGE_WARN(HELD))
        found(finding, share > GRAVE ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
              "a landmark repeats its last value in %.1f %% of the frames", 100 * share);
}

static void ids(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (*trial->unmatched != 0)
        found(finding, HINGE_SEVERITY_WARNING, "sync_trial %.100s is not a recording of the study",
              trial->unmatched);
}

static void jitter(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double LEAST_MS = hinge_fixed.time_jitter_ms, GRAVE = 0.25;
    double step_ms = 1000 / trial->result.rate_hz;
    bool grave = trial->jitter_ms > GRAVE * step_ms;
    if (trial->jitter_ms > LEAST_MS && trial->jitter_ms > trial->parameters->time_jitter * step_ms)
        found(finding, grave ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
              "frames are up to %.1f ms off an even clock (a frame lasts %.1f ms)",
              trial->jitter_ms, step_ms);
}

/* Of the remarks that reading left, a line each, those on the turning rates: those that tell of
 * clocks first, because not all may find room. */
static void joined(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double LONG_LAG_S = 0.3;
    bool late = false;
    char lines[sizeof finding->message] = "";
    for (int rest = 0; trial->stored && rest < 2; rest++)
        for (const char *line = trial->message; *line != '\0';) {
            size_t length = strcspn(line, "\n"), used = strlen(lines);
            /* The lag that a line of join.c has, "l1 turns 0.31 s after …"; 0 where it has none. */
            static const char before[] = " turns ";
            const char *at = strstr(line, before);
            double lag = 0;
            if (at != NULL && at < line + strcspn(line, "\n"))
                hinge_number_parse(at + sizeof before - 1, strcspn(at + sizeof before - 1, " "),
                                   '.', &lag, NULL);
            bool late_here = lag >= LONG_LAG_S;
            bool first = late_here || within(line, length, "clocks are kept");
            if (within(line, length, "the turning rates") && first == (rest == 0)) {
                late = late || late_here;
                if (used + length + 3 <= sizeof lines) {
                    strcat(lines, used > 0 ? "; " : "");
                    strncat(lines, line, length);
                }
            }
            line += length + (line[length] == '\n');
        }
    if (lines[0] != '\0')
        found(finding, late ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE, "%s", lines);
}

static void lengths(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    const double LEG_LEAST = 0.40, LEG_MOST = 0.58; /* of the height, with shoes */
    double share = r->metric ? r->leg_length / trial->info.height_m : (double)NAN;
    if (r->status != HINGE_OK)
        return;
    if (share < LEG_LEAST || share > LEG_MOST)
        found(finding, HINGE_SEVERITY_WARNING, "legs of %.2f m in a person of %.2f m",
              r->leg_length, trial->info.height_m);
    else if (r->warnings & HINGE_WARN(IMPLAUSIBLE))
        found(finding, HINGE_SEVERITY_WARNING,
              "hip to ankle %.2f%s, thigh to shank %.2f (usual 0.7 to 1.4), varying by %.0f %% (at "
              "most 15), standing trunk %.0f degrees",
              r->leg_length, r->metric ? " m" : " in pixels", r->thigh_shank_ratio,
              100 * r->length_cv,
              r->standing.found ? r->standing.value[HINGE_SIGNAL_trunk_incl] : (double)NAN);
}

static void marker_order(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.warnings & HINGE_WARN(MARKERS_SUSPECT))
        found(finding, HINGE_SEVERITY_WARNING,
              "distances or order of spine or pelvis markers are no body\x27s: %s",
              *trial->result.labels != '\0' ? trial->result.labels : "labels are exchanged");
}

/* Of which leg, pair or neck markers are exchanged, or were put right. */
static void labels(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    static const struct {
        uint64_t warning;
        const char *code;
        enum hinge_severity severity;
    } rows[] = {{HINGE_WARN(LEG_SUSPECT), "LEG_SUSPECT", HINGE_SEVERITY_WARNING},
                {HINGE_WARN(PAIR_EXCHANGED), "PAIR_EXCHANGED", HINGE_SEVERITY_NOTE},
                {HINGE_WARN(NECK_EXCHANGED), "NECK_EXCHANGED", HINGE_SEVERITY_NOTE},
                {HINGE_WARN(SIDES_EXCHANGED), "SIDES_EXCHANGED", HINGE_SEVERITY_NOTE}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (trial->result.warnings & rows[k].warning) {
            found_as(finding, rows[k].severity, rows[k].code, trial->result.labels);
            return;
        }
}

static void channels(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (*trial->muscles != '\0')
        found(finding, HINGE_SEVERITY_NOTE, "%s", trial->muscles);
}

static void muscles(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (*trial->result.apart != '\0')
        found(finding, HINGE_SEVERITY_NOTE,
              "%s: left and right are active more than 0.15 s apart in every bend",
              trial->result.apart);
}

static void missing(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double NOTED_PCT = 5;
    double limit = 100 * trial->parameters->miss_channel;
    bool much = trial->worst_missing_pct > limit, unused = much && trial->worst_unused;
    if (much || trial->missing_pct > NOTED_PCT)
        found(finding, unused ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
              "%.0f %% of the numbers are missing, of %s %.*f %%%s", trial->missing_pct,
              hinge_landmark_name(trial->worst),
              unused ? hinge_side_decimals(trial->worst_missing_pct, limit) : 0,
              trial->worst_missing_pct, unused ? ": too many, it is not used" : "");
}

static void rate(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if (r->status == HINGE_OK && !isnan(r->rate_hz) // a front view has no rate of its own
        && !hinge_rate_reaches(r->rate_hz, trial->parameters->fs_min_vel))
        found(finding, HINGE_SEVERITY_NOTE,
              "%.3g frames per second: no speeds, lags and smoothness", r->rate_hz);
}

/* What moments, work and forces in body weights lack. */
static void mass(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.warnings & HINGE_WARN(NO_MASS))
        found(finding, HINGE_SEVERITY_WARNING, "%s",
              isnan(trial->info.mass_kg)
                  ? "mass_kg is empty: no moments, work and forces in body weights"
                  : "load_kg is empty, and the task has something in the hands: no moments and "
                    "centre of mass by the body model");
}

static void planned(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->planned)
        found_as(finding, HINGE_SEVERITY_NOTE, trial->reason, trial->message);
}

static void refused(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (!trial->stored && !trial->planned)
        found_as(finding, HINGE_SEVERITY_ERROR, trial->reason, trial->message);
}

static void removed(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.05;
    bool grave = trial->result.broken_share > GRAVE;
    if (trial->result.removed[0] != '\0')
        found(finding, grave ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE, "%s",
              trial->result.removed);
}

static void repetitions(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    bool reference = trial->info.role != HINGE_ROLE_NONE && trial->info.role != HINGE_ROLE_trial;
    bool front = trial->info.view == HINGE_VIEW_frontal; /* of a side view */
    if (r->status != HINGE_OK || r->reps > 0 || reference || front)
        return;
    found(finding, HINGE_SEVERITY_WARNING, "no repetition%s%s", *r->candidates != '\0' ? "; " : "",
          r->candidates);
}

static void sides(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    uint64_t warnings = trial->result.warnings;
    if (warnings & HINGE_WARN(FACING_AMBIGUOUS))
        found(finding, HINGE_SEVERITY_WARNING,
              "hips and toes point different ways: left and right are exchanged, or the axes are "
              "mirrored");
    else if (warnings & HINGE_WARN(FACING_CORRECTED)) {
        snprintf(finding->code, sizeof finding->code, "FACING_CORRECTED");
        found(finding, HINGE_SEVERITY_WARNING, "facing is %s, the toes point to %s: %s is used",
              trial->info.facing, trial->result.facing, trial->result.facing);
    } else if (warnings & HINGE_WARN(SIDE_LOW_CONF))
        found_as(finding, HINGE_SEVERITY_NOTE, "SIDE_LOW_CONF",
                 "the side towards the camera is not the better seen one");
}

static void slow(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double CLEAR = 0.5; /* a seventh above what the family leaves */
    const struct hinge_slow *s = &trial->result.slow;
    bool grave = s->spine_mm > trial->parameters->noise_slow_most;
    if (trial->result.status == HINGE_OK && (grave || s->shown > CLEAR))
        found(
            finding, grave ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
            "landmarks drift by %.0f mm on average, %s by %.0f mm: lengths that cannot change do%s",
            s->all_mm, hinge_landmark_name((enum hinge_landmark)s->worst), s->worst_mm,
            grave ? ", and spine and pelvis are not judged" : "");
}

static void standing(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if (trial->standing_elsewhere || r->status != HINGE_OK)
        return;
    if (r->warnings & HINGE_WARN(NO_STANDING_REF))
        found(finding, HINGE_SEVERITY_WARNING,
              "no quiet standing was found, here or in the session: changes have no zero");
    else if (r->warnings & HINGE_WARN(STAND_LOCKOUT))
        found_as(finding, HINGE_SEVERITY_NOTE, "STAND_LOCKOUT",
                 "the only standing is that between lifts: the lock-out itself cannot be judged");
}

/* Sensors whose heading is not sure, in the words of the analysis. */
static void headings(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.status == HINGE_OK && *trial->result.remarks != '\0')
        found(finding, HINGE_SEVERITY_WARNING, "%s", trial->result.remarks);
}

/* Raw sensors that never rest. */
static void rest(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.status == HINGE_OK && *trial->result.unrest != '\0')
        found(finding, HINGE_SEVERITY_WARNING, "%s", trial->result.unrest);
}

static void standing_leg(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    bool reference = trial->info.role != HINGE_ROLE_NONE && trial->info.role != HINGE_ROLE_trial;
    if (hinge_task_find(trial->info.task)->unilateral && *trial->info.side == '\0' && !reference)
        found(finding, HINGE_SEVERITY_WARNING,
              "task %.80s stands on one leg, and the column side is empty: level of the pelvis and "
              "load of the legs are not judged",
              trial->info.task);
}

static void stated(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const char *header = trial->stored ? strstr(trial->message, "header has ") : NULL;
    const char *frames = header != NULL ? strstr(header, " frames, the file has ") : NULL;
    const char *end = header != NULL ? header + strcspn(header, ";\n") : NULL;
    if (frames != NULL && frames < end)
        found(finding, HINGE_SEVERITY_WARNING, "%.*s", (int)(end - header), header);
}

static void swaps(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.05;
    double share = trial->result.swapped_share;
    const char *markers = trial->result.swapped;
    if (share > 0)
        found(finding, share > GRAVE ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
              "left and right%s%s are exchanged in %s%.1f %% of the frames",
              *markers != '\0' ? " of " : "", markers, *markers != '\0' ? "up to " : "",
              100 * share);
}

static void cue(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const char *given = trial->info.cue;
    char near[HINGE_HEARD];
    if (*given == '\0' || trial->cue_declared || hinge_cue_is_known(given))
        return;
    const bool any = hinge_cue_nearest(given, near);
    found(finding, any ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
          "cue \"%.80s\" is not a known one%s%s: it has no planned outcome, so the lumbar fraction "
          "is compared, and no fault of its own is judged",
          given, any ? "; nearest: " : "", any ? near : "");
}

static void cue_word(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (*hinge_or_empty(trial->cue_given) != '\0')
        found(finding, HINGE_SEVERITY_NOTE, "cue \"%.80s\", read as %s", trial->cue_given,
              trial->info.cue);
}

static void task(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const char *given = trial->info.task;
    cleared_by(hinge_text_clear) struct hinge_text near = {0};
    if (*given == '\0' || hinge_task_known(given))
        return;
    const bool any = hinge_task_nearest(given, &near);
    found(finding, HINGE_SEVERITY_WARNING, "task \"%.80s\" is not a known one%s%s", given,
          any ? "; nearest: " : "", hinge_text_string(&near));
}

static void task_word(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    cleared_by(hinge_text_clear) struct hinge_text words = {0};
    hinge_task_read_as(trial->info.task, &words);
    if (words.length > 0)
        found(finding, HINGE_SEVERITY_NOTE, "%s", hinge_text_string(&words));
}

static void tier(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if (r->status != HINGE_OK)
        return;
    if (r->inferred)
        found_as(finding, HINGE_SEVERITY_NOTE, "INFERRED",
                 "a network inferred spine or pelvis: excluded without --allow-inferred");
    else if (r->tier == 'C' && strstr(r->unrest, "lumbar " HINGE_NO_REST_REFUSED) == NULL)
        found(finding, HINGE_SEVERITY_NOTE, "tier C: trunk, hip, knee and ankle, no lumbar motion");
}

static void thorax(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.thorax[0] != '\0')
        found(finding, HINGE_SEVERITY_WARNING, "%s" HINGE_THORAX_BENDS, trial->result.thorax);
}

static void unusable(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->stored && trial->result.status != HINGE_OK)
        found_as(finding, HINGE_SEVERITY_ERROR, hinge_reason_name(trial->result.reason),
                 trial->result.error.message);
}

static void vertical(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.status == HINGE_OK && (trial->result.warnings & HINGE_WARN(VERTICAL_SUSPECT)))
        found(finding, HINGE_SEVERITY_WARNING,
              "standing leans away from the vertical of the file: inclinations are wrong, their "
              "changes are right");
}

static void view(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if ((r->warnings & HINGE_WARN(VIEW_WARN)) == 0)
        return;
    if (isnan(r->view_deg))
        found(finding, HINGE_SEVERITY_NOTE,
              "only one side is seen, so the angle of the camera to the side view is unknown%s",
              r->tier == 'B' ? ", and one hip does not allow verdicts on spine or pelvis" : "");
    else
        found(finding, HINGE_SEVERITY_WARNING,
              "the camera is about %.0f degrees off the side view%s", r->view_deg,
              !(r->view_deg > trial->parameters->view_partial_deg) ? ""
              : trial->info.view == HINGE_VIEW_sagittal
                  ? ", the list says sagittal: verdicts are possible at most"
                  : ": only repetitions and times are reported");
}

static void wall(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double SOFT_CM = 5; /* clothes, the buttock, an error of the scale */
    const double beyond_cm = trial->result.beyond_wall_cm;
    if (trial->result.status == HINGE_OK && beyond_cm > SOFT_CM)
        found(finding, HINGE_SEVERITY_WARNING,
              "the hips go %.0f cm behind the wall (%g cm from the heels)", beyond_cm,
              trial->info.wall_gap_cm);
}

/* Id, codes, what is looked for, what to do, judge; in the order of ids. */
/* clang-format off */
static const struct hinge_check checks[] = {
    {"aspect", "ASPECT_SUSPECT", "an image with width and height exchanged",
     "give image_width_px and image_height_px in the trial list, or ingest it with --image-size: "
     "a phone held upright has 1080x1920", .judge = aspect},
    {"cells", "NOT_A_NUMBER", "cells that are no numbers", "correct these cells in the file, or leave them blank, then ingest again", .judge = cells},
    {"channels", "MUSCLES", "channels of muscles that are not known",
     "name them as in the set muscles of docs/formats.md; nothing if they are of no muscle", .judge = channels},
    {"cue", "CUE_UNKNOWN", "a cue that is not a known one",
     "write a known cue (docs/words.md), or declare yours in a config: under [cues], music = own, "
     "or music = lumbar_fraction, lower", .judge = cue},
    {"cue_word", "CUE_READ_AS", "another word for a known cue",
     "nothing, if this cue is meant; else declare yours under [cues] of a config", .judge = cue_word},
    {"cut", "SHOT_CUT", "a cut in the film", "film in one take; the parts before and after a cut cannot be joined",
     .warning = HINGE_WARN(SHOT_CUT), .severity = HINGE_SEVERITY_WARNING,
     .says = "all landmarks jump at once: two films in one, or a camera that was moved"},
    {"dropped", "FRAMES_DROPPED", "frames dropped or doubled", "close other programs while recording; a fixed frame rate helps", .judge = dropped},
    {"duplicate_landmarks", "DUPLICATE_LANDMARKS", "two landmarks with the same numbers",
     "check which one is right; a column may have been copied", .judge = duplicate_landmarks},
    {"duplicate_recording", "DUPLICATE_RECORDING", "the numbers of another recording",
     "check which participant they belong to, and take the other out of the list. hinge-analyze "
     "counts copies within a participant once, others each", .judge = duplicate_recording},
    {"filled", "FILLED_RIGID", "a marker of the pelvis placed from the other three", "see that all four markers stay in view", .judge = filled},
    {"force", "FORCE_SUSPECT", "a force in standing that is not the weight",
     "check the units and the zero of the plates, mass_kg and load_kg", .judge = force},
    {"gap", "LONG_GAP", "gaps too long to be filled", "fill the gap in the tracking program, or exclude the repetitions it is in", .judge = gap},
    {"heading_jump", "HEADING_JUMP", "a heading that jumps", "keep steel away from the sensors",
     .warning = HINGE_WARN(HEADING_JUMP), .severity = HINGE_SEVERITY_NOTE,
     .says = "the pelvis sensor's heading jumps by more than 5 degrees in a bend"},
    {"headings", "HEADING_UNKNOWN", "sensors whose heading is not sure",
     "write heading = recorded or aligned into the trial list, or outward:<segment>", .judge = headings},
    {"held", "HELD", "values held instead of measured", "export without filling gaps; held frames count as missing", .judge = held},
    {"ids", "ID_UNMATCHED", "an ID that does not exist in the study", "correct it in the trial list", .judge = ids},
    {"jitter", "CLOCK_JITTER", "an uneven clock", "record with a fixed frame rate; frames were placed by their times", .judge = jitter},
    {"joined", "FILES_JOINED", "how well the files of several sensors fit in time",
     "a lag of a tenth of a second may be the movement. If it is longer, compare the clocks and "
     "give their difference in a column offset_s:<segment>", .judge = joined},
    {"labels", "LEG_SUSPECT PAIR_EXCHANGED NECK_EXCHANGED SIDES_EXCHANGED",
     "markers exchanged all the time", "correct the labels, and export again", .judge = labels},
    {"lengths", "IMPLAUSIBLE", "a body of implausible size", "check units, up and which landmark is which", .judge = lengths},
    {"marker_order", "MARKERS_SUSPECT", "labels of markers exchanged",
     "label the markers again", .judge = marker_order},
    {"mass", "NO_MASS", "a mass or load that the list does not say",
     "fill mass_kg and load_kg of the trial list (0: empty hands), then ingest again", .judge = mass},
    {"missing", "LANDMARK_MISSING", "landmarks missing",
     "film or track again; name the side that is seen better in a side column", .judge = missing},
    {"model", "MODEL_SUSPECT", "a body model that differs from the plates",
     "read the columns from plates; check mass_kg and load_kg, and the places of the plates",
     .warning = HINGE_WARN(MODEL_SUSPECT), .severity = HINGE_SEVERITY_WARNING,
     .says = "in standing the body model's centre of mass is not above the pressure that the plates measure"},
    {"muscle_sides", "SIDES_APART", "left and right of a muscle at different times",
     "compare the channels; one may be of another muscle", .judge = muscles},
    {"planned", "NOT_RECORDED", "not recorded yet", "record it, then ingest again", .judge = planned},
    {"rate", "FS_TOO_LOW", "too few frames per second for speeds", "record at 30 frames per second or more", .judge = rate},
    {"refused", "", "refused at ingest", "correct the file or its row as in the message, then ingest again", .judge = refused},
    {"removed", "REMOVED_RIGID", "markers whose distance is no body's",
     "label the markers again, or look for one that came off; they are not used in these frames", .judge = removed},
    {"repetitions", "NO_REPS", "no repetition",
     "look at the recording; if it is a reference, such as standing, give its role in the trial "
     "list", .judge = repetitions},
    {"rest", "NO_REST", "raw sensors that never rest",
     "stand still for two seconds first, and again at the end; what lies within the wider margin is "
     "possible alone", .judge = rest},
    {"sides", "LEFT_RIGHT_SUSPECT FACING_CORRECTED SIDE_LOW_CONF", "left and right, or the facing, mistaken",
     "check the labels of left and right, and the up axis; give the direction in a facing column",
     .judge = sides},
    {"slow", "SLOW_ERRORS", "landmarks that drift on the body",
     "margins of verdicts are wider; film nearer, from more sides, or place the markers again",
     .judge = slow},
    {"standing", "NO_STANDING_REF STAND_LOCKOUT", "no standing reference",
     "begin with two seconds of standing still, add a recording with role standing, or give "
     "stand_start_s and stand_end_s", .judge = standing},
    {"standing_leg", "NO_SIDE", "a task on one leg without its side",
     "write l or r, the standing leg (of a kickstand the front leg), into the column side of the "
     "trial list, then ingest again", .judge = standing_leg},
    {"stated", "FRAMES_STATED", "number of frames differs from the file's header",
     "copy or export the recording again: its end is missing, or the header is of another file",
     .judge = stated},
    {"swaps", "SIDES_SWAPPED", "left and right exchanged for a while",
     "look at the recording. Keypoints were exchanged back, by their paths; markers were not, so "
     "label them again", .judge = swaps},
    {"task", "TASK_UNKNOWN", "a task that is not a known one",
     "write a known task into the task column, if one is meant; otherwise the start is taken from "
     "the movement and thresholds are the defaults", .judge = task},
    {"task_word", "TASK_READ_AS", "another word for a known task",
     "nothing, if this task is meant; else write the one that is", .judge = task_word},
    {"thorax", "THORAX_BENDS", "a thorax that rounds in the bend",
     "read lumbar angles of these bends with care: they are of a thorax taken as one body", .judge = thorax},
    {"tier", "TIER_C_NO_LUMBAR INFERRED", "what the landmarks can show", "to measure the spine, record as in docs/record.md", .judge = tier},
    {"unusable", "", "refused by analysis", "follow the message; hinge-inspect FILE shows what was read", .judge = unusable},
    {"vertical", "VERTICAL_SUSPECT", "up mistaken, or a camera that is not level",
     "level the camera; give the axis in the up column of the trial list, or ingest it with --up",
     .judge = vertical},
    {"view", "VIEW_WARN", "a camera off the side view",
     "film from the side, the camera level and as high as the hips; where one side alone is seen, "
     "write sagittal into the column view of the list", .judge = view},
    {"wall", "BEHIND_WALL", "hips behind the wall", "measure wall_gap_cm again, from the heels; check units and leg_length_m", .judge = wall},
};
/* clang-format on */

const struct hinge_check *hinge_check_list(size_t *count)
{
    *count = sizeof checks / sizeof *checks;
    return checks;
}

struct hinge_finding hinge_check_judge(const struct hinge_check *check,
                                       const struct hinge_quality *trial)
{
    struct hinge_finding finding = {.severity = HINGE_SEVERITY_NONE};
    if (check->judge != NULL)
        check->judge(trial, &finding);
    else if (trial->result.warnings & check->warning)
        found(&finding, check->severity, "%s", check->says);
    if (finding.severity != HINGE_SEVERITY_NONE && *finding.code == '\0')
        snprintf(finding.code, sizeof finding.code, "%.*s", (int)strcspn(check->codes, " "),
                 check->codes);
    return finding;
}
