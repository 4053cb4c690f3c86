/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recording is taken for, and why; what was measured of it and what it can be used
 * for, as phrases for who looks at one file. */
#include "base/parameters.h"
#include "inspect/inspect.h"

#include <hinge/warnings.h>

/* What can be computed from the signals that there are, and which of the spine, pelvis and hip are
 * not. */
static void add_computes(const struct hinge_trial_result *r, struct hinge_text *out)
{
    static const struct {
        enum hinge_signal signal;
        const char *name;
    } angles[] = {
        {HINGE_SIGNAL_lumbar_flex, "lumbar"}, {HINGE_SIGNAL_pelvis_tilt, "pelvis"},
        {HINGE_SIGNAL_hip_flex, "hip"},       {HINGE_SIGNAL_knee_flex, "knee"},
        {HINGE_SIGNAL_trunk_incl, "trunk"},   {HINGE_SIGNAL_trunk_thigh, "trunk-to-thigh"}};
    enum { ANGLES = sizeof angles / sizeof *angles, HIP = 2, MOTIONS = 3 };
    const char *there[ANGLES], *gone[ANGLES];
    size_t n = 0, lacking = 0;
    const bool chain = r->tier == 'B', hip = r->has_signal[HINGE_SIGNAL_hip_flex];
    for (int k = 0; k < (hip ? ANGLES - 1 : ANGLES); k++)
        if (chain && angles[k].signal == HINGE_SIGNAL_pelvis_tilt)
            continue; /* it is the chain's end */
        else if (r->has_signal[angles[k].signal])
            there[n++] = chain && k == 0 ? "lumbar flexion of the spine chain" : angles[k].name;
        else if (k < MOTIONS && !chain)
            gone[lacking++] = k == HIP ? "true hip" : angles[k].name;
    hinge_list_words(out, there, n, " and ");
    hinge_text_printf(out, " angles%s%s, tempo, %s",
                      !hip || !r->has_signal[HINGE_SIGNAL_lumbar_flex] ? ""
                      : chain                                          ? ", ratios"
                                                                       : ", ratios of hip to spine",
                      r->pos ? ", travel" : "", r->tier == 'C' ? "the faults they show" : "faults");
    hinge_text_adds(out, lacking > 0 ? "; no " : "");
    hinge_list_words(out, gone, lacking, " or ");
    hinge_text_adds(out, lacking > 0 ? " motion" : "");
    hinge_text_adds(out, chain ? "; group contrasts, no verdict on one person" : "");
}

/* A thing that a tier needs: one of these landmarks. */
enum { NEED_MOST = 3 };
struct need {
    const char *name;
    enum hinge_landmark one_of[NEED_MOST];
};
#define L(id) HINGE_LANDMARK_##id
#define THREE(a, b, c)                                                                             \
    {                                                                                              \
        L(a), L(b), L(c)                                                                           \
    }
#define SIDE_OF(s)                                                                                 \
    {                                                                                              \
        {"shoulder_" #s " or c7", THREE(shoulder_##s, c7, c7)},                                    \
            {"hjc_" #s, THREE(hjc_##s, hjc_##s, hjc_##s)},                                         \
            {"knee_" #s, THREE(knee_##s, knee_##s, knee_##s)},                                     \
        {                                                                                          \
            "ankle_" #s, THREE(ankle_##s, ankle_##s, ankle_##s)                                    \
        }                                                                                          \
    }
static const struct need sides[2][4] = {SIDE_OF(l), SIDE_OF(r)};
static const struct need chain[] = {{"c7 or t8", THREE(c7, t8, t8)},
                                    {"t12l1", THREE(t12l1, t12l1, t12l1)},
                                    {"l5 or s1", THREE(l5, s1, psis_r)}};
static const struct need rigid[] = {{"asis_l", THREE(asis_l, asis_l, asis_l)},
                                    {"asis_r", THREE(asis_r, asis_r, asis_r)},
                                    {"psis_l and psis_r, or s1", THREE(psis_l, s1, s1)},
                                    {"c7", THREE(c7, c7, c7)},
                                    {"ij", THREE(ij, ij, ij)},
                                    {"px", THREE(px, px, px)},
                                    {"t10 or t8", THREE(t10, t8, t8)}};

static bool has_need(const struct hinge_layout *layout, const struct need *need)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        for (size_t k = 0; k < NEED_MOST; k++)
            if (layout->channel[c].landmark == need->one_of[k] &&
                !(layout->channel[c].flags & HINGE_CHANNEL_INFERRED))
                return true;
    return false;
}

static size_t count_lacking(const struct hinge_layout *layout, const struct need *need, size_t n)
{
    size_t lacking = 0;
    for (size_t i = 0; i < n; i++)
        lacking += !has_need(layout, &need[i]);
    return lacking;
}

/* " (not in this file: …)" where some of it is. */
static void add_lacking(const struct hinge_layout *layout, const struct need *need, size_t n,
                        struct hinge_text *out)
{
    size_t lacking = count_lacking(layout, need, n), named = 0;
    if (lacking == 0 || lacking == n)
        return;
    for (size_t i = 0; i < n; i++)
        if (!has_need(layout, &need[i]))
            hinge_text_printf(out, "%s%s", named++ == 0 ? " (not in this file: " : ", ",
                              need[i].name);
    hinge_text_adds(out, ")");
}

void hinge_evidence_next(char tier, const struct hinge_layout *layout, struct hinge_text *out)
{
    enum { SIDE = 4 };
    if (tier == 'N') {
        hinge_text_adds(out, "C: shoulder or c7, hip, knee (and ankle) of one side in "
                             "80 % of the frames");
        size_t left = count_lacking(layout, sides[0], SIDE),
               right = count_lacking(layout, sides[1], SIDE);
        add_lacking(layout, sides[right <= left], SIDE, out);
    }
    if (tier == 'C') {
        hinge_text_adds(out, "B: points on the spine (c7 or t8, t12l1, l5 or s1) "
                             "measured, not interpolated");
        add_lacking(layout, chain, sizeof chain / sizeof *chain, out);
        hinge_text_adds(out, "; ");
    }
    if (tier == 'B' || tier == 'C') {
        hinge_text_adds(out, "A: pelvis (asis_l asis_r psis_l psis_r, or asis and s1) "
                             "and thorax (c7 ij px t10 or t8) tracked");
        add_lacking(layout, rigid, sizeof rigid / sizeof *rigid, out);
    }
}
#undef L

/* Landmarks that several columns give (they are averaged) and columns of one name, each with the
 * first column before it that is alike. */
static void add_duplicates(const struct hinge_layout *layout, struct hinge_text *out)
{
    enum { SHOWN = 20 };
    const size_t n = layout->n_channels;
    cleared_by(freed) struct hinge_text_row *named = hinge_alloc(n + 1, sizeof *named);
    size_t *first = hinge_alloc(n + 1, sizeof *first), /* channel of this name */
        landmark[HINGE_LANDMARK_COUNT], found = 0;     /* that gives its x */
    for (size_t c = 0; c < n; c++)
        named[c] = (struct hinge_text_row){layout->channel[c].source, c};
    qsort(named, n, sizeof *named, hinge_by_text_row);
    for (size_t i = 0; i < n; i++)
        first[named[i].row] = i > 0 && strcmp(named[i].text, named[i - 1].text) == 0
                                  ? first[named[i - 1].row]
                                  : named[i].row;
    for (size_t l = 0; l < HINGE_LANDMARK_COUNT; l++)
        landmark[l] = SIZE_MAX;
    for (size_t c = 0; c < n && found < SHOWN; c++) {
        const struct hinge_channel *y = &layout->channel[c];
        const bool x = y->landmark != HINGE_LANDMARK_NONE && y->component == HINGE_COMPONENT_x;
        const size_t same = x ? landmark[y->landmark] : SIZE_MAX;
        if (x && same == SIZE_MAX)
            landmark[y->landmark] = c;
        if (first[c] == c && same == SIZE_MAX)
            continue;
        const bool twice = first[c] < c && first[c] <= same;
        hinge_text_printf(out, "%s%s%s%s", found++ > 0 ? ", " : "", y->source,
                          twice ? "" : " with ", twice ? " twice" : layout->channel[same].source);
    }
    free(first);
}

/* --- columns --- */

static void candidates(struct hinge_inspection *in, int column,
                       const struct hinge_candidate *candidate, size_t n)
{
    struct hinge_text list = {0};
    bool recognised = n > 0 && candidate[0].score > 0;
    for (size_t i = 0; i < n && i < 4 && (!recognised || candidate[i].score > 0); i++)
        hinge_text_printf(&list, "%s%s (%d): %s", i > 0 ? "; " : "", candidate[i].id,
                          candidate[i].score, candidate[i].why);
    hinge_inspect_whole_text(in, column, &list);
}

/* A marker none of whose columns is a landmark's. */
static bool is_unused(const struct hinge_layout *layout, const char *marker)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].landmark != HINGE_LANDMARK_NONE &&
            strcmp(layout->channel[c].marker, marker) == 0)
            return false;
    return *marker != '\0';
}

enum { UNUSED_SHOWN = 40 };

/* Of the coordinates where there are some, else of what there is. */
static enum hinge_unit unit_of(const struct hinge_layout *layout)
{
    enum hinge_unit any = HINGE_UNIT_unknown;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if (channel->landmark == HINGE_LANDMARK_NONE || channel->unit == HINGE_UNIT_unknown)
            continue;
        if (channel->component <= HINGE_COMPONENT_z)
            return channel->unit;
        any = any == HINGE_UNIT_unknown ? channel->unit : any;
    }
    return any;
}

static void describe_recording(struct hinge_inspection *in, const struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    long time = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    hinge_inspect_text(in, FORMAT, layout->format);
    hinge_inspect_text(in, SET, *layout->landmark_set != '\0' ? layout->landmark_set : "none");
    hinge_inspect_text(in, UNITS, hinge_unit_name(unit_of(layout)));
    hinge_inspect_text(in, UP, *layout->up != '\0' ? layout->up : "unknown");
    hinge_inspect_text(in, FAMILY, hinge_family_name(layout->family));
    struct hinge_text notes = {0};
    hinge_text_adds(&notes, recording->notes != NULL ? recording->notes : "");
    struct hinge_text muscles = {0}; /* of those that are not known a finding says it */
    if (hinge_add_muscles(recording, &muscles) == 0 && muscles.length > 0)
        hinge_text_printf(&notes, "%s%s", notes.length > 0 ? "\n" : "", muscles.data);
    hinge_text_clear(&muscles);
    hinge_inspect_whole_text(in, NOTES, &notes);
    struct hinge_text plates = {0};
    for (size_t k = 0; recording->plates != NULL && k < recording->plates->n; k++)
        if (recording->plates->plate[k].line != NULL)
            hinge_text_printf(&plates, "%s%zu: %s", plates.length > 0 ? "\n" : "", k + 1,
                              recording->plates->plate[k].line);
    hinge_inspect_whole_text(in, PLATES, &plates);
    struct hinge_text found = {0}, unused = {0};
    bool seen[HINGE_LANDMARK_COUNT] = {false};
    const char *last = "";
    size_t n_unused = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        enum hinge_landmark id = channel->landmark;
        if (id != HINGE_LANDMARK_NONE && !seen[id]) {
            seen[id] = true;
            hinge_text_printf(&found, "%s%s%s", found.length > 0 ? " " : "",
                              hinge_landmark_name(id),
                              channel->flags & HINGE_CHANNEL_INFERRED ? "(inferred)" : "");
        } else if (id == HINGE_LANDMARK_NONE && strcmp(channel->marker, last) != 0 &&
                   is_unused(&recording->layout, channel->marker)) {
            last = channel->marker;
            if (n_unused++ < UNUSED_SHOWN)
                hinge_text_printf(&unused, "%s%s", unused.length > 0 ? " " : "", last);
        }
    }
    if (n_unused > UNUSED_SHOWN)
        hinge_text_printf(&unused, " and %zu more", n_unused - UNUSED_SHOWN);
    hinge_inspect_whole_text(in, LANDMARKS, &found);
    hinge_inspect_whole_text(in, UNUSED, &unused);
    /* Share of frames of the landmarks that angles need, where it is not all: "ankle_r 79 %" */
    struct hinge_text shares = {0};
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        size_t there = 0;
        if (channel->landmark == HINGE_LANDMARK_NONE || channel->component != HINGE_COMPONENT_x ||
            !hinge_quality_needs(channel->landmark))
            continue;
        for (size_t i = 0; i < recording->n_frames; i++)
            there += isnan(recording->data[c * recording->n_frames + i]) ? 0 : 1;
        if (there < recording->n_frames)
            hinge_text_printf(&shares, "%s%s %zu %%", shares.length > 0 ? ", " : "",
                              hinge_landmark_name(channel->landmark),
                              100 * there / recording->n_frames);
    }
    hinge_inspect_whole_text(in, PRESENT, &shares);
    hinge_inspect_number(in, FRAMES, (double)recording->n_frames);
    hinge_inspect_number(in, CHANNELS, (double)layout->n_channels);
    hinge_inspect_number(in, RATE,
                         recording->header_rate_hz > 0 ? recording->header_rate_hz : (double)NAN);
    /* share of missing numbers over the channels that are used */
    size_t missing = 0, total = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        if (recording->layout.channel[c].landmark == HINGE_LANDMARK_NONE)
            continue;
        for (size_t i = 0; i < recording->n_frames; i++)
            missing += isnan(recording->data[c * recording->n_frames + i]) != 0;
        total += recording->n_frames;
    }
    hinge_inspect_number(in, MISSING,
                         (total > 0 ? 100 * (double)missing / (double)total : (double)NAN));
    if (time >= 0) {
        double scale = hinge_unit_seconds(layout->channel[time].unit);
        hinge_inspect_number(in, START,
                             recording->data[(size_t)time * recording->n_frames] * scale);
    }
}

/* Phrases on what was measured. */
static void describe_evidence(struct hinge_inspection *in, const struct hinge_recording *recording,
                              const struct hinge_quality *quality)
{
    const struct hinge_trial_result *result = &quality->result;
    const bool usable = result->status == HINGE_OK;
    const double *leg = quality->parameters->units_leg_m.value;
    struct hinge_text text = {0};
    /* "even, 0.0 ms off", with dropped and doubled frames */
    if (!isnan(quality->jitter_ms)) {
        hinge_text_printf(&text, "up to %.1f ms off an even one", quality->jitter_ms);
        if (quality->dropped > 0)
            hinge_text_printf(&text, ", %.0f frames dropped", quality->dropped);
        if (quality->repeated > 0)
            hinge_text_printf(&text, ", %.0f twice", quality->repeated);
    }
    hinge_inspect_whole_text(in, CLOCK, &text);
    /* the longest gap and what it is of; nothing where there is none */
    if (quality->longest_gap_s > 0)
        hinge_text_printf(&text, "longest %.2f s (%s); up to %g s are filled",
                          quality->longest_gap_s, hinge_landmark_name(quality->longest),
                          quality->parameters->gap_max_s);
    hinge_inspect_whole_text(in, GAPS, &text);
    /* hip to ankle, beside what a person's is */
    if (usable && !isnan(result->leg_length))
        hinge_text_printf(&text, "hip to ankle %.*f %s", result->metric ? 2 : 0, result->leg_length,
                          result->metric ? "m" : "pixels");
    if (text.length > 0 && result->metric)
        hinge_text_printf(&text, " (a person's: %g to %g m)", leg[0], leg[1]);
    hinge_inspect_whole_text(in, SIZE, &text);
    /* every finding of the checks, a line each: "warning HELD: …" */
    size_t n;
    const struct hinge_check *list = hinge_check_list(&n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_finding finding = hinge_check_judge(&list[i], quality);
        if (finding.severity == HINGE_SEVERITY_NONE ||
            strcmp(list[i].id, "unusable") == 0) /* it is the message */
            continue;
        hinge_text_printf(&text, "%s%s %s: %s", text.length > 0 ? "\n" : "",
                          hinge_severity_name(finding.severity), finding.code, finding.message);
    }
    hinge_inspect_whole_text(in, FINDINGS, &text);
    add_duplicates(&recording->layout, &text);
    hinge_inspect_whole_text(in, TWICE, &text);
    /* which way the person faces, from where that is known, and the side analysed */
    if (usable && result->image_facing != 0)
        hinge_text_printf(&text, "%s, seen from feet, lean and face",
                          result->image_facing > 0 ? "right (+x)" : "left (-x)");
    else if (usable && *result->facing != '\0')
        hinge_text_printf(&text, "%s, %s", result->facing,
                          *quality->info.facing != '\0' &&
                                  (result->warnings & HINGE_WARN(FACING_CORRECTED)) == 0
                              ? "as the list says"
                              : "found from the body");
    if (text.length > 0 && (result->side == 'l' || result->side == 'r'))
        hinge_text_printf(&text, "; the %s side is analysed",
                          result->side == 'l' ? "left" : "right");
    hinge_inspect_whole_text(in, FACING, &text);
    if (usable || result->reason == HINGE_REASON_INSUFFICIENT_LANDMARKS)
        hinge_evidence_next(result->tier, &recording->layout, &text);
    if (usable && recording->layout.family == HINGE_FAMILY_angles && !result->inferred)
        hinge_text_printf(&text,
                          "%sif a model made them from video, write markers = inferred in the list",
                          text.length > 0 ? "; " : "");
    hinge_inspect_whole_text(in, NEXT, &text);
    if (usable)
        add_computes(result, &text);
    hinge_inspect_whole_text(in, COMPUTES, &text);
    hinge_inspect_number(in, VIEW, result->view_deg);
}

/* What analysis would make of it, with inferred markers left out as by default. */
static void describe_use(struct hinge_inspection *in, const struct hinge_recording *recording,
                         const struct hinge_config *config)
{
    struct hinge_quality quality;
    char warnings[512] = "";
    const struct hinge_trial_result *result = &quality.result;
    hinge_quality_init(&quality);
    quality.stored = true;
    quality.parameters = config->parameters;
    quality.info.rate_hz = config->ingest.rate_hz;
    quality.info.image_width_px = config->ingest.image_width_px;
    quality.info.image_height_px = config->ingest.image_height_px;
    hinge_quality_measure(recording, false, &quality);
    const char tier[2] = {result->tier, '\0'};
    hinge_warning_names(result->warnings, warnings, sizeof warnings);
    hinge_inspect_text(in, TIER, tier);
    hinge_inspect_text(in, REASON, hinge_reason_name(result->reason));
    cleared_by(hinge_text_clear) struct hinge_text message = {0};
    hinge_trial_result_add(result, "", &message);
    hinge_inspect_text(in, MESSAGE, hinge_text_string(&message));
    hinge_inspect_text(in, LUMBAR, result->lumbar_def);
    hinge_inspect_text(in, DRIVER, result->driver);
    hinge_inspect_text(in, STANDING, result->standing_source);
    hinge_inspect_text(in, WARNINGS, warnings);
    if (result->rate_hz > 0) {
        hinge_inspect_number(in, RATE, result->rate_hz);
        hinge_inspect_number(in, DURATION, result->duration_s);
    }
    hinge_inspect_number(in, HELD, 100 * result->held_share);
    if (result->status == HINGE_OK)
        hinge_inspect_number(in, REPS, (double)result->reps);
    describe_evidence(in, recording, &quality);
    hinge_trial_result_clear(&quality.result);
}

enum hinge_status hinge_inspect_recording(struct hinge_inspection *in, const char *path,
                                          const struct hinge_config *config)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_recording_clear) struct hinge_recording recording = {0};
    struct hinge_recognition recognition = {0};
    char sha256[65];
    struct hinge_descriptions descriptions;
    enum hinge_status status = hinge_descriptions_make(config, &descriptions, in->error);
    struct hinge_read_options options = hinge_read_options_of(&config->ingest, &descriptions);
    if (status == HINGE_OK)
        status = hinge_recording_read(path, path, &options, config->parameters, &bytes, &recording,
                                      &recognition, sha256, in->error);
    hinge_inspect_text(in, KIND, "recording");
    candidates(in, FORMAT_WHY, recognition.format, recognition.n_formats);
    candidates(in, SET_WHY, recognition.set, recognition.n_sets);
    hinge_inspect_number(in, BYTES, (double)bytes.size);
    if (status == HINGE_OK) {
        describe_recording(in, &recording);
        hinge_inspect_text(in, UNITS_FROM,
                           unit_of(&recording.layout) != HINGE_UNIT_unknown ? recognition.units_from
                                                                            : "");
        hinge_inspect_text(in, UP_FROM, recognition.up_from);
        describe_use(in, &recording, config);
    } else {
        hinge_inspect_text(in, REASON, hinge_reason_name(in->error->reason));
        hinge_inspect_text(in, MESSAGE, in->error->message);
    }
    hinge_descriptions_clear(&descriptions);
    return status;
}
