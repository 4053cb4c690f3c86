/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, why, and what it can be used for: one row of a wide table. */
#include "analyze/trial_result.h"
#include "base/file.h"
#include "base/text.h"
#include "ingest/described.h"
#include "ingest/list_file.h"
#include "ingest/plan.h"
#include "ingest/recognise.h"
#include "inspect/evidence.h"
#include "inspect/list.h"
#include "quality/measure.h"
#include "store/schema.h"
#include "store/store.h"

#include <hinge/inspect.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns: texts, then numbers with unit and digits. */
#define TEXTS(X)                                                                       \
    X(FILE_NAME, file)                                                                 \
    X(KIND, kind)                                                                      \
    X(FORMAT, format)                                                                  \
    X(FORMAT_WHY, format_why)                                                          \
    X(SET, landmark_set)                                                               \
    X(SET_WHY, landmark_set_why)                                                       \
    X(LANDMARKS, landmarks)                                                            \
    X(PRESENT, present_in)                                                             \
    X(UNUSED, unused)                                                                  \
    X(TWICE, duplicated)                                                               \
    X(UNITS, units)                                                                    \
    X(UNITS_FROM, units_from)                                                          \
    X(UP, up)                                                                          \
    X(UP_FROM, up_from)                                                                \
    X(FACING, facing)                                                                  \
    X(FAMILY, family)                                                                  \
    X(TIER, tier)                                                                      \
    X(REASON, reason)                                                                  \
    X(MESSAGE, message)                                                                \
    X(LUMBAR, lumbar_def)                                                              \
    X(DRIVER, driver)                                                                  \
    X(STANDING, standing_source)                                                       \
    X(CLOCK, clock)                                                                    \
    X(GAPS, gaps)                                                                      \
    X(SIZE, size)                                                                      \
    X(COMPUTES, computes)                                                              \
    X(NEXT, next_tier)                                                                 \
    X(FINDINGS, findings)                                                              \
    X(WARNINGS, warnings)                                                              \
    X(NOTES, notes)                                                                    \
    X(HEADER, header)                                                                  \
    X(LIST, list)                                                                      \
    X(REFUSALS, would_be_refused)                                                      \
    X(REMARKS, remarks)                                                                \
    X(GRID, grid)
#define NUMBERS(X)                                                                     \
    X(BYTES, bytes, "byte", 0)                                                         \
    X(FRAMES, frames, "1", 0)                                                          \
    X(CHANNELS, channels, "1", 0)                                                      \
    X(RATE, rate_hz, "Hz", 3)                                                          \
    X(START, start_s, "s", 4)                                                          \
    X(DURATION, duration_s, "s", 2)                                                    \
    X(MISSING, missing_pct, "percent", 1)                                              \
    X(HELD, held_pct, "percent", 1)                                                    \
    X(VIEW, view_deg, "deg", 0)                                                        \
    X(TRIALS, trials, "1", 0)                                                          \
    X(REFUSED, refused, "1", 0)                                                        \
    X(NOT_RECORDED, not_recorded, "1", 0)                                              \
    X(REPS, reps, "1", 0)                                                              \
    X(ROWS, rows, "1", 0)                                                              \
    X(COLUMNS, columns, "1", 0)
#define TEXT_ID(id, name) id,
#define TEXT_NAME(id, name) #name,
#define NUMBER_ID(id, name, unit, digits) id,
#define NUMBER_ROW(id, name, unit, digits) {#name, unit, digits},
enum { TEXTS(TEXT_ID) N_TEXTS };
enum { NUMBERS(NUMBER_ID) N_NUMBERS };
static const char *const text_names[N_TEXTS] = {TEXTS(TEXT_NAME)};
static const struct {
    const char *name, *unit;
    int digits;
} number_names[N_NUMBERS] = {NUMBERS(NUMBER_ROW)};

struct inspection {
    struct hinge_table *table;
    size_t row;
    enum hinge_status status; /* sticky: only memory can fail here */
    struct hinge_error *error;
};

static void text(struct inspection *in, int column, const char *value)
{
    if (in->status == HINGE_OK)
        in->status =
            hinge_table_set_text(in->table, (size_t)column, in->row, value, in->error);
}

/* A text put together from parts; cleared. */
static void whole_text(struct inspection *in, int column, struct hinge_text *value)
{
    if (in->status == HINGE_OK && value->failed)
        in->status = hinge_no_memory(in->error);
    text(in, column, hinge_text_string(value));
    hinge_text_clear(value);
}

static void number(struct inspection *in, int column, double value)
{
    in->table->column[N_TEXTS + column].number[in->row] = value;
}

static enum hinge_status add_columns(struct hinge_table *table,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (table->n_columns > 0)
        return HINGE_OK;
    for (size_t c = 0; c < N_TEXTS && status == HINGE_OK; c++)
        status = hinge_table_add_column(table, text_names[c], HINGE_COLUMN_TEXT, "", 0,
                                        NULL, error);
    for (size_t c = 0; c < N_NUMBERS && status == HINGE_OK; c++)
        status = hinge_table_add_column(table, number_names[c].name,
                                        HINGE_COLUMN_NUMBER, number_names[c].unit,
                                        number_names[c].digits, NULL, error);
    return status;
}

/* --- recordings --- */

static void candidates(struct inspection *in, int column,
                       const struct hinge_candidate *candidate, size_t n)
{
    struct hinge_text list = {0};
    bool recognised = n > 0 && candidate[0].score > 0;
    for (size_t i = 0; i < n && i < 4 && (!recognised || candidate[i].score > 0); i++)
        hinge_text_printf(&list, "%s%s (%d): %s", i > 0 ? "; " : "", candidate[i].id,
                          candidate[i].score, candidate[i].why);
    whole_text(in, column, &list);
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

static void landmarks(struct inspection *in, const struct hinge_recording *recording)
{
    struct hinge_text found = {0}, unused = {0};
    bool seen[HINGE_LANDMARK_COUNT] = {false};
    const char *last = "";
    size_t n_unused = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        enum hinge_landmark id = channel->landmark;
        if (id != HINGE_LANDMARK_NONE && !seen[id]) {
            seen[id] = true;
            hinge_text_printf(
                &found, "%s%s%s", found.length > 0 ? " " : "", hinge_landmark_name(id),
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
    whole_text(in, LANDMARKS, &found);
    whole_text(in, UNUSED, &unused);
}

/* Of the coordinates where there are some, else of what there is. */
static enum hinge_unit unit_of(const struct hinge_layout *layout)
{
    enum hinge_unit any = HINGE_UNIT_unknown;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if (channel->landmark == HINGE_LANDMARK_NONE ||
            channel->unit == HINGE_UNIT_unknown)
            continue;
        if (channel->component <= HINGE_COMPONENT_z)
            return channel->unit;
        any = any == HINGE_UNIT_unknown ? channel->unit : any;
    }
    return any;
}

/* Share of missing numbers over the channels that are used. */
static double missing_pct(const struct hinge_recording *recording)
{
    size_t missing = 0, total = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        if (recording->layout.channel[c].landmark == HINGE_LANDMARK_NONE)
            continue;
        for (size_t i = 0; i < recording->n_frames; i++)
            missing += isnan(recording->data[c * recording->n_frames + i]) != 0;
        total += recording->n_frames;
    }
    return total > 0 ? 100 * (double)missing / (double)total : (double)NAN;
}

/* Share of frames of the landmarks that angles need, where it is not all: "ankle_r 79
 * %"
 */
static void coverage(struct inspection *in, const struct hinge_recording *recording)
{
    struct hinge_text shares = {0};
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        size_t seen = 0;
        if (channel->landmark == HINGE_LANDMARK_NONE ||
            channel->component != HINGE_COMPONENT_x ||
            !hinge_quality_needs(channel->landmark))
            continue;
        for (size_t i = 0; i < recording->n_frames; i++)
            seen += isnan(recording->data[c * recording->n_frames + i]) ? 0 : 1;
        if (seen < recording->n_frames)
            hinge_text_printf(&shares, "%s%s %zu %%", shares.length > 0 ? ", " : "",
                              hinge_landmark_name(channel->landmark),
                              100 * seen / recording->n_frames);
    }
    text(in, PRESENT, hinge_text_string(&shares));
    hinge_text_clear(&shares);
}

/* The header rows, blanks and tabs as one blank, long ones cut. */
static void header(struct inspection *in, const char *rows)
{
    enum { ROW_SHOWN = 100 };
    struct hinge_text shown = {0};
    size_t end = strlen(rows), column = 0;
    while (end > 0 && strchr("\r\n\t ", rows[end - 1]) != NULL)
        end--;
    for (size_t i = 0; i < end; i++) {
        bool blank = rows[i] == ' ' || rows[i] == '\t' || rows[i] == '\r';
        bool doubled = i > 0 && (rows[i - 1] == ' ' || rows[i - 1] == '\t');
        if (rows[i] == '\r' || (blank && doubled))
            continue;
        column = rows[i] == '\n' ? 0 : column + 1;
        if (column < ROW_SHOWN)
            hinge_text_add(&shown, blank ? " " : rows + i, 1);
        else if (column == ROW_SHOWN)
            hinge_text_puts(&shown, " ...");
    }
    whole_text(in, HEADER, &shown);
}

static void describe_recording(struct inspection *in,
                               const struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    long time = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    text(in, FORMAT, layout->format);
    text(in, SET, *layout->landmark_set != '\0' ? layout->landmark_set : "none");
    text(in, UNITS, hinge_unit_name(unit_of(layout)));
    text(in, UP, *layout->up != '\0' ? layout->up : "unknown");
    text(in, FAMILY, hinge_family_name(layout->family));
    text(in, NOTES, recording->notes);
    landmarks(in, recording);
    coverage(in, recording);
    header(in, layout->header);
    number(in, FRAMES, (double)recording->n_frames);
    number(in, CHANNELS, (double)layout->n_channels);
    number(in, RATE,
           recording->header_rate_hz > 0 ? recording->header_rate_hz : (double)NAN);
    number(in, MISSING, missing_pct(recording));
    if (time >= 0) {
        double scale = hinge_unit_seconds(layout->channel[time].unit);
        number(in, START, recording->data[(size_t)time * recording->n_frames] * scale);
    }
}

/* Phrases on what was measured. */
static void describe_evidence(struct inspection *in,
                              const struct hinge_recording *recording,
                              const struct hinge_quality *quality)
{
    const struct hinge_trial_result *result = &quality->result;
    enum { WORDS = 7 };
    struct hinge_text words[WORDS] = {{0}};
    const int column[WORDS] = {CLOCK, GAPS, SIZE, FINDINGS, TWICE, FACING, NEXT};
    hinge_evidence_clock(quality, &words[0]);
    hinge_evidence_gaps(quality, &words[1]);
    hinge_evidence_size(quality, &words[2]);
    hinge_evidence_findings(quality, &words[3]);
    hinge_evidence_duplicates(&recording->layout, &words[4]);
    hinge_evidence_facing(result, &words[5]);
    if (result->status == HINGE_OK ||
        result->reason == HINGE_REASON_INSUFFICIENT_LANDMARKS)
        hinge_evidence_next(result->tier, &recording->layout, &words[6]);
    for (int k = 0; k < WORDS; k++)
        whole_text(in, column[k], &words[k]);
    text(in, COMPUTES,
         result->status == HINGE_OK ? hinge_evidence_computes(result->tier) : "");
    number(in, VIEW, result->view_deg);
}

/* What analysis would make of it, with inferred markers left out as by default. */
static void describe_use(struct inspection *in, const struct hinge_recording *recording,
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
    if (in->status == HINGE_OK)
        in->status = hinge_quality_measure(recording, false, &quality, in->error);
    if (in->status != HINGE_OK) {
        hinge_trial_result_clear(&quality.result);
        return;
    }
    const char tier[2] = {result->tier, '\0'};
    hinge_warning_names(result->warnings, warnings, sizeof warnings);
    text(in, TIER, tier);
    text(in, REASON, hinge_reason_name(result->reason));
    text(in, MESSAGE,
         result->status == HINGE_OK ? result->rare : result->error.message);
    text(in, LUMBAR, result->lumbar_def);
    text(in, DRIVER, result->driver);
    text(in, STANDING, result->standing_source);
    text(in, WARNINGS, warnings);
    if (result->rate_hz > 0) {
        number(in, RATE, result->rate_hz);
        number(in, DURATION, result->duration_s);
    }
    number(in, HELD, 100 * result->held_share);
    if (result->status == HINGE_OK)
        number(in, REPS, (double)result->reps);
    describe_evidence(in, recording, &quality);
    hinge_trial_result_clear(&quality.result);
}

static enum hinge_status inspect_recording(struct inspection *in, const char *path,
                                           const struct hinge_config *config)
{
    const struct hinge_ingest_options *general = &config->ingest;
    struct hinge_read_options options = {.format = general->format,
                                         .landmarks = general->landmarks,
                                         .units = general->units,
                                         .up = general->up,
                                         .time_is_frame =
                                             strcmp(general->time_is_frame, "yes") == 0,
                                         .drop_ragged = general->drop_ragged,
                                         .decimal = general->decimal};
    struct hinge_bytes bytes = {0};
    struct hinge_recording recording = {0};
    struct hinge_recognition recognition = {0};
    char sha256[65];
    struct hinge_descriptions descriptions;
    enum hinge_status status =
        hinge_descriptions_make(config, &descriptions, in->error);
    hinge_descriptions_give(&descriptions, &options);
    if (status == HINGE_OK)
        status = hinge_recording_read(path, path, &options, config->parameters, &bytes,
                                      &recording, &recognition, sha256, in->error);
    text(in, KIND, "recording");
    candidates(in, FORMAT_WHY, recognition.format, recognition.n_formats);
    candidates(in, SET_WHY, recognition.set, recognition.n_sets);
    number(in, BYTES, (double)bytes.size);
    if (status == HINGE_OK) {
        describe_recording(in, &recording);
        text(in, UNITS_FROM,
             unit_of(&recording.layout) != HINGE_UNIT_unknown ? recognition.units_from
                                                              : "");
        text(in, UP_FROM, recognition.up_from);
        describe_use(in, &recording, config);
    } else {
        text(in, REASON, hinge_reason_name(in->error->reason));
        text(in, MESSAGE, in->error->message);
    }
    hinge_recording_clear(&recording);
    hinge_bytes_clear(&bytes);
    hinge_descriptions_clear(&descriptions);
    return status == HINGE_OK ? in->status : status;
}

/* --- trial lists --- */

/* The error that ingest would end with. */
static enum hinge_status first_refusal(struct inspection *in, struct hinge_table *list,
                                       const char *path, const size_t *lines,
                                       const struct hinge_config *config,
                                       const struct hinge_list_report *report)
{
    const char *all = hinge_text_string(&report->refusals);
    size_t length = strcspn(all, "\n");
    enum hinge_status status = hinge_list_settle(list, path, lines, config, in->error);
    if (status == HINGE_OK)
        hinge_error_set(in->error, HINGE_INPUT, HINGE_REASON_OK, "%.*s", (int)length,
                        all);
    return status == HINGE_NOMEM ? status : HINGE_INPUT;
}

/* What ingest would refuse in a list, a USAGE error there, is a finding here: all of
 * them are reported, the first is the message. */
static enum hinge_status describe_list(struct inspection *in, const char *path,
                                       const struct hinge_config *config,
                                       struct hinge_table *list, const size_t *lines)
{
    struct hinge_list_report report = {0};
    struct hinge_plan plan = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_ingest_request request = {
        .path = &path, .n_paths = 1, .config = config, .groups_vary = true};
    number(in, ROWS, (double)list->rows);
    number(in, COLUMNS, (double)list->n_columns);
    enum hinge_status status =
        hinge_list_report_cells(list, path, lines, config, &report, in->error);
    bool sound = report.n_refusals == 0;
    if (status == HINGE_OK && sound)
        status = hinge_list_report_files(path, config, &report, in->error);
    /* keys may come from file names, too */
    enum hinge_status made = HINGE_INPUT;
    if (status == HINGE_OK && sound)
        made = hinge_plan_make(&request, &plan, &ignored);
    bool planned = made == HINGE_OK;
    if (made == HINGE_NOMEM)
        status = hinge_no_memory(in->error);
    if (status == HINGE_OK)
        status =
            hinge_list_report_grid(planned ? &plan.list : list, &report, in->error);
    text(in, REFUSALS, hinge_text_string(&report.refusals));
    text(in, REMARKS, hinge_text_string(&report.remarks));
    text(in, GRID, hinge_text_string(&report.grid));
    if (sound) {
        number(in, TRIALS, (double)report.stored);
        number(in, REFUSED, (double)report.refused);
        if (report.not_recorded > 0)
            number(in, NOT_RECORDED, (double)report.not_recorded);
    }
    bool partial = sound && report.refused > 0 && report.stored > 0;
    if (status == HINGE_OK && report.n_refusals > 0 && !partial)
        status = first_refusal(in, list, path, lines, config, &report);
    else if (status == HINGE_OK && partial)
        status = HINGE_PARTIAL;
    hinge_plan_clear(&plan);
    hinge_list_report_clear(&report);
    return status;
}

/* *list is false when the file is none, then nothing is done. */
static enum hinge_status inspect_list(struct inspection *in, const char *path,
                                      const struct hinge_config *config, bool *list)
{
    struct hinge_table table = {0};
    size_t *lines = NULL;
    enum hinge_status status =
        hinge_list_read(path, config->ingest.decimal, list, &table, &lines, in->error);
    if (*list) {
        text(in, KIND, "trial list");
        if (status == HINGE_OK)
            status = describe_list(in, path, config, &table, lines);
        if (status != HINGE_OK && status != HINGE_NOMEM && status != HINGE_PARTIAL) {
            text(in, REASON, hinge_reason_name(in->error->reason));
            text(in, MESSAGE, in->error->message);
        }
    }
    free(lines);
    hinge_table_clear(&table);
    return status == HINGE_OK ? in->status : status;
}

/* --- study and results files --- */

static size_t count_refused(const struct hinge_table *table)
{
    size_t refused = 0;
    for (size_t i = 0; i < table->rows; i++) {
        const char *status = hinge_table_text(table, "status", i);
        refused += status != NULL && strcmp(status, "refused") == 0;
    }
    return refused;
}

/* A line per file given: id, what it was taken for, frames, rate; or why it was
 * refused.
 */
static void list_trials(struct inspection *in, const struct hinge_table *ledger)
{
    enum { SHOWN = 500 };
    struct hinge_text list = {0};
    static const char *const names[] = {"trial_id", "file",   "status",
                                        "format",   "reason", "landmark_set"};
    for (size_t i = 0; i < ledger->rows && i < SHOWN; i++) {
        const char *cell[6];
        for (int c = 0; c < 6; c++) {
            cell[c] = hinge_table_text(ledger, names[c], i);
            cell[c] = cell[c] != NULL ? cell[c] : "";
        }
        hinge_text_printf(&list, "%s%s (%s): ", i > 0 ? "\n" : "", cell[0], cell[1]);
        double rate_hz = hinge_table_number(ledger, "rate_hz", i);
        if (strcmp(cell[2], "refused") == 0) {
            hinge_text_printf(&list, "refused, %s", cell[4]);
            continue;
        }
        hinge_text_printf(&list, "%s, %s, %.0f frames", cell[3],
                          *cell[5] != '\0' ? cell[5] : "no landmark set",
                          hinge_table_number(ledger, "frames", i));
        if (rate_hz > 0)
            hinge_text_printf(&list, " at %.4g Hz", rate_hz);
    }
    if (ledger->rows > SHOWN)
        hinge_text_printf(&list, "\nand %zu more; hinge-check lists all",
                          ledger->rows - SHOWN);
    whole_text(in, LIST, &list);
}

static enum hinge_status inspect_study(struct inspection *in, const char *path)
{
    struct hinge_study_reader *reader = NULL;
    struct hinge_table ledger = {0};
    enum hinge_status status = hinge_study_open(path, &reader, in->error);
    if (status == HINGE_OK)
        status = hinge_study_get_table(reader, HINGE_GROUP_LEDGER, &ledger, in->error);
    if (status == HINGE_OK) {
        number(in, TRIALS, (double)hinge_study_count(reader));
        number(in, REFUSED, (double)count_refused(&ledger));
        list_trials(in, &ledger);
    }
    hinge_table_clear(&ledger);
    hinge_study_close(reader);
    return status == HINGE_OK ? in->status : status;
}

static enum hinge_status inspect_results(struct inspection *in, const char *path)
{
    struct hinge_results_reader *reader = NULL;
    struct hinge_table trials = {0};
    enum hinge_status status = hinge_results_open(path, &reader, in->error);
    if (status == HINGE_OK)
        status =
            hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, in->error);
    if (status == HINGE_OK) {
        number(in, TRIALS, (double)trials.rows);
        number(in, REFUSED, (double)count_refused(&trials));
        number(in, REPS, (double)hinge_results_rows(reader));
    }
    hinge_table_clear(&trials);
    hinge_results_close(reader);
    return status == HINGE_OK ? in->status : status;
}

enum hinge_status hinge_inspect(const char *path, const struct hinge_config *config,
                                struct hinge_table *table, struct hinge_error *error)
{
    char kind[16] = "";
    enum hinge_status status = add_columns(table, error);
    if (status == HINGE_OK)
        status = hinge_table_add_rows(table, 1, error);
    if (status != HINGE_OK)
        return status;
    struct inspection in = {.table = table, .row = table->rows - 1, .error = error};
    text(&in, FILE_NAME, hinge_file_name(path));
    if (!hinge_file_starts_with(path, "\x89HDF\r\n\x1a\n", 8)) {
        bool list;
        status = inspect_list(&in, path, config, &list);
        return list || status != HINGE_OK ? status
                                          : inspect_recording(&in, path, config);
    }
    status = hinge_store_kind(path, kind, error);
    if (status != HINGE_OK)
        return status;
    text(&in, KIND, kind);
    return strcmp(kind, "study") == 0 ? inspect_study(&in, path)
                                      : inspect_results(&in, path);
}
