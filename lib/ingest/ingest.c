/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ingest: recordings are read and packed in parallel and appended in order. In: a request;
 * out: study.h5, its ledger in it. Those in hand are bounded by count and by bytes, so
 * memory does not grow with the cohort. HDF5 is called in order alone. */
#include "ingest/ingest.h"

#include "base/build.h"
#include "base/parameters.h"
#include "config/sections.h"
#include "os/text.h"
#include "table/columns.h"

/* A row of the ledger: one per file given, refused ones too. */
struct ledger_entry {
    const char *trial_id, *file, *status, *reason, *message, *format, *landmark_set, *family;
    const char *duplicate_of;        /* file with the same numbers, NULL for none */
    char sha256[HINGE_SHA256_TEXT];  /* of the bytes */
    char numbers[HINGE_XXH128_TEXT]; /* of the numbers but the clock, "" for none */
    size_t landmarks;                /* canonical ones found */
    double bytes, frames, channels, rate_hz;
};

struct ledger {
    struct hinge_spool rows;
    /* every row's digest of numbers, {0, 0} for none; positions of
     * rows by digest: open addressing, 0 is empty, else row + 1 */
    uint64_t (*digest)[2];
    uint32_t *slot;
    size_t n_digests, n_slots;
};

/* One ingest: what is planned, what is in hand, what it writes. */
enum { SLOTS = 32 }; /* recordings in hand */

/* What a worker leaves for the ordered part. */
struct slot {
    enum hinge_status status;
    struct hinge_error error;
    struct hinge_recording recording; /* layout and notes; data are freed once packed */
    struct hinge_packed packed;
    struct ledger_entry entry;
    size_t n_frames;
    double bytes; /* of the file */
};

struct job {
    const struct hinge_ingest_request *request;
    struct hinge_ingest_summary *summary;
    struct hinge_intake intake;
    struct hinge_descriptions descriptions;
    struct ledger ledger;
    struct hinge_study_writer *writer;
    double bytes; /* of the files in hand */
    struct slot slot[SLOTS];
    size_t clockless; /* stored without a clock and a frame rate */
};

/* --- ledger --- */

static const char *const text_columns[] = {"trial_id",     "file",   "status",         "reason",
                                           "message",      "format", "landmark_set",   "family",
                                           "duplicate_of", "sha256", "numbers_xxh128", NULL};
enum { N_TEXT = sizeof text_columns / sizeof *text_columns - 1 };
static const struct hinge_table_spec number_columns[] = {{"bytes", "byte", 0},
                                                         {"frames", "1", 0},
                                                         {"channels", "1", 0},
                                                         {"landmarks", "1", 0},
                                                         {"rate_hz", "Hz", 2}};

static void ledger_clear(struct ledger *ledger)
{
    hinge_spool_clear(&ledger->rows);
    free(ledger->digest);
    free(ledger->slot);
    *ledger = (struct ledger){0};
}

/* --- digests of numbers --- */

static uint64_t sixteen_digits(const char *text)
{
    uint64_t value = 0;
    for (int i = 0; i < 16; i++)
        value = value << 4 | (uint64_t)(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
    return value;
}

static void take_digest(const char *text, uint64_t digest[2])
{
    digest[0] = sixteen_digits(text);
    digest[1] = sixteen_digits(text + 16);
}

static size_t find_slot(const struct ledger *ledger, const uint64_t digest[2])
{
    size_t i = (size_t)(digest[0] % ledger->n_slots);
    while (ledger->slot[i] != 0 &&
           memcmp(ledger->digest[ledger->slot[i] - 1], digest, sizeof(uint64_t[2])) != 0)
        i = (i + 1) % ledger->n_slots;
    return i;
}

/* The first row with these numbers, -1 when there is none. */
static long ledger_find(const struct ledger *ledger, const char *numbers)
{
    uint64_t digest[2];
    if (ledger->n_slots == 0 || *numbers == '\0')
        return -1;
    take_digest(numbers, digest);
    return (long)ledger->slot[find_slot(ledger, digest)] - 1;
}

static void ledger_add(struct ledger *ledger, const struct ledger_entry *entry)
{
    const char *const texts[N_TEXT] = {entry->trial_id,     entry->file,    entry->status,
                                       entry->reason,       entry->message, entry->format,
                                       entry->landmark_set, entry->family,  entry->duplicate_of,
                                       entry->sha256,       entry->numbers};
    const double numbers[] = {entry->bytes, entry->frames, entry->channels,
                              (double)entry->landmarks, entry->rate_hz};
    bool read = entry->format != NULL;
    struct hinge_table *open = &ledger->rows.open;
    size_t row = hinge_spool_add(&ledger->rows);
    for (size_t c = 0; c < N_TEXT; c++)
        hinge_table_set_text(open, c, row, texts[c] != NULL ? texts[c] : "");
    for (size_t c = 0; c < 5; c++)
        open->column[N_TEXT + c].number[row] = read || c == 0 ? numbers[c] : (double)NAN;
    /* room for one more row, and at most half of the slots taken */
    const size_t digests = ledger->n_digests;
    if (2 * (digests + 1) >= ledger->n_slots) {
        size_t n = ledger->n_slots ? 2 * ledger->n_slots : 256;
        uint64_t(*digest)[2] = hinge_resize(ledger->digest, n / 2, sizeof *digest);
        ledger->digest = digest;
        uint32_t *slot = hinge_alloc(n, sizeof *slot);
        free(ledger->slot);
        ledger->slot = slot;
        ledger->n_slots = n;
        for (size_t i = 0; i < digests; i++) {
            bool none = digest[i][0] == 0 && digest[i][1] == 0;
            size_t slot_at = none ? 0 : find_slot(ledger, digest[i]);
            if (!none && slot[slot_at] == 0)
                slot[slot_at] = (uint32_t)i + 1;
        }
    }
    uint64_t *its = ledger->digest[ledger->n_digests++];
    its[0] = its[1] = 0;
    if (*entry->numbers == '\0')
        return;
    take_digest(entry->numbers, its);
    size_t slot_at = find_slot(ledger, its);
    if (ledger->slot[slot_at] == 0)
        ledger->slot[slot_at] = (uint32_t)ledger->n_digests;
}

/* --- one recording into a slot, in any thread --- */

static const char *list_cell(const struct job *job, const char *column, size_t row)
{
    return hinge_table_word(&job->intake.list, column, row);
}

static const char *either(const char *special, const char *general)
{
    return *special != '\0' ? special : general;
}

static bool is_absent(const char *path)
{
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) != 0 && errno == ENOENT;
}

/* A recording that the list plans and nobody has made yet. */
static bool is_only_planned(const struct job *job, const struct hinge_intake_row *intake)
{
    if (strcmp(job->request->config->ingest.absent, "planned") != 0 || intake->list == NULL)
        return false;
    bool absent = is_absent(intake->path);
    for (size_t i = 0; i < intake->n_parts && !absent; i++)
        absent = is_absent(intake->part[i].path);
    return absent;
}

/* Fills the slot with the recording, read and packed. What is wrong with the file is in
 * slot->error. */
static enum hinge_status read_slot(const struct job *job, size_t row, struct slot *slot,
                                   struct hinge_bytes *bytes)
{
    const struct hinge_intake_row *intake = &job->intake.row[row];
    if (intake->refused != HINGE_REASON_OK)
        return hinge_error_set(&slot->error, HINGE_INPUT, intake->refused, "%s: %s", intake->path,
                               intake->message);
    if (is_only_planned(job, intake))
        return hinge_error_set(&slot->error, HINGE_INPUT, HINGE_REASON_NOT_RECORDED,
                               "%s: not recorded yet", intake->path);
    /* what the user said of the row, command line and list */
    const struct hinge_ingest_options *general = &job->request->config->ingest;
    struct hinge_read_options options = hinge_read_options_of(general, &job->descriptions);
    options.format = either(list_cell(job, "format", row), options.format);
    options.landmarks = either(list_cell(job, "landmarks", row), options.landmarks);
    options.units = either(list_cell(job, "units", row), options.units);
    options.up = either(list_cell(job, "up", row), options.up);
    options.side = list_cell(job, "side", row);
    options.decimal_of_list = intake->list != NULL;
    options.plate_l = list_cell(job, "plate_l", row);
    options.plate_r = list_cell(job, "plate_r", row);
    const char *frames = list_cell(job, "time_is_frame", row);
    if (*frames != '\0')
        options.time_is_frame = strcmp(frames, "yes") == 0;
    options.rate_hz = hinge_table_number(&job->intake.list, "rate_hz", row);
    options.any_table = strcmp(list_cell(job, "role", row), "mvc") == 0; /* EMG alone will do */
    options.role = intake->role;
    options.accel_bias = intake->accel_bias;
    options.within = intake->within;
    options.part = intake->part;
    options.n_parts = intake->n_parts;
    struct hinge_recognition recognition;
    enum hinge_status status =
        hinge_recording_read(intake->path, intake->path, &options, job->request->config->parameters,
                             bytes, &slot->recording, &recognition, slot->entry.sha256,
                             &slot->error);
    slot->entry.bytes = (double)bytes->size;
    if (status != HINGE_OK)
        return status;
    static const char *const models[] = {"mono", "wham", "smpl"};
    const struct hinge_layout *layout = &slot->recording.layout;
    bool untold = *either(list_cell(job, "markers", row), "") == '\0';
    for (size_t k = 0; k < sizeof models / sizeof *models && untold; k++)
        if (layout->family == HINGE_FAMILY_angles &&
            (layout->flags & HINGE_LAYOUT_MARKERS_INFERRED) == 0 &&
            strcasestr(hinge_file_name(intake->path), models[k]) != NULL)
            hinge_build_note(&slot->recording,
                             "warning: its name has \"%s\": if a model made these angles from "
                             "video, write markers = inferred in the list, else measured",
                             models[k]);
    slot->entry.landmarks = recognition.n_matched;
    slot->n_frames = slot->recording.n_frames;
    /* digest of the numbers behind a leading clock: a copy with another header, or another start
     * of its clock, has the same */
    const struct hinge_recording *recording = &slot->recording;
    size_t first = 0, n = recording->n_frames;
    while (first < layout->n_channels &&
           (layout->channel[first].component == HINGE_COMPONENT_time ||
            layout->channel[first].component == HINGE_COMPONENT_frame))
        first++;
    size_t length = (layout->n_channels - first) * n * sizeof *recording->data;
    slot->entry.numbers[0] = '\0';
    if (length > 0)
        hinge_xxh128(recording->data + first * n, length, slot->entry.numbers);
    hinge_pack(&slot->recording, &slot->packed);
    return HINGE_OK;
}

/* --- slots into study and ledger, in the order of the list --- */

static double rate_of(const struct hinge_recording *recording)
{
    return recording->header_rate_hz > 0 ? recording->header_rate_hz : (double)NAN;
}

/* The message as files hold it: without the folder the user typed, and without the
 * participant where that has a pseudonym. Lives as long as the intake. */
static const char *message_kept(struct hinge_intake *intake, size_t row, const char *message)
{
    const struct hinge_intake_row *at = &intake->row[row];
    size_t folder = strlen(at->path) - strlen(hinge_file_name(at->path));
    if (strncmp(message, at->path, strlen(at->path)) == 0)
        message += folder;
    if (at->secret == NULL)
        return message;
    cleared_by(hinge_text_clear) struct hinge_text replaced = {0};
    hinge_replace_word(message, at->secret, at->pseudonym, &replaced);
    return hinge_arena_strdup(&intake->arena, hinge_text_string(&replaced));
}

static enum hinge_status refuse(struct job *job, size_t row, struct slot *slot,
                                struct hinge_error *error)
{
    bool planned = slot->error.reason == HINGE_REASON_NOT_RECORDED;
    *(planned ? &job->summary->not_recorded : &job->summary->refused) += 1;
    slot->entry.status = "refused";
    slot->entry.reason = hinge_reason_name(slot->error.reason);
    slot->entry.message = message_kept(&job->intake, row, slot->error.message);
    if (planned)
        return HINGE_OK;
    bool alone = job->intake.n == 1 && job->request->shards == 0;
    if (job->request->strict || alone) { /* its reason is the run's */
        *error = slot->error;
        return slot->status;
    }
    hinge_note(job->request->message, job->request->context, "%s", slot->error.message);
    return HINGE_OK;
}

static enum hinge_status append(struct job *job, size_t row, struct slot *slot,
                                struct hinge_error *error)
{
    const struct hinge_layout *layout = &slot->recording.layout;
    const char *id = list_cell(job, "id", row);
    slot->entry.status = "ok";
    slot->entry.reason = "";
    slot->entry.message =
        message_kept(&job->intake, row, slot->recording.notes != NULL ? slot->recording.notes : "");
    slot->entry.format = layout->format;
    slot->entry.landmark_set = layout->landmark_set;
    slot->entry.family = hinge_family_name(layout->family);
    slot->entry.rate_hz = rate_of(&slot->recording);
    slot->entry.frames = (double)slot->n_frames;
    slot->entry.channels = (double)layout->n_channels;
    long twin = ledger_find(&job->ledger, slot->entry.numbers);
    if (twin >= 0) { /* rows of the ledger are those of the intake */
        slot->entry.duplicate_of = job->intake.row[twin].stored;
        job->summary->warned++;
        hinge_note(job->request->message, job->request->context,
                   "%.300s: warning: the same numbers as %.300s", job->intake.row[row].path,
                   slot->entry.duplicate_of);
    }
    /* fewer frames than the header says: most likely the end is missing */
    if (slot->recording.stated_frames > slot->n_frames) {
        job->summary->warned++;
        hinge_note(job->request->message, job->request->context,
                   "%.300s: warning: its header has %zu frames, the file has %zu; was it cut off?",
                   job->intake.row[row].path, slot->recording.stated_frames, slot->n_frames);
    }
    /* Notes that begin so are told at once. */
    static const char begin[] = "warning: ";
    for (const char *line = slot->recording.notes; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, begin, sizeof begin - 1) != 0)
            continue;
        job->summary->warned++;
        hinge_note(job->request->message, job->request->context, "%.300s: %.*s",
                   job->intake.row[row].path, (int)strcspn(line, "\n"), line);
    }
    /* neither a time column nor a rate, in the file or the list: analysis will refuse it */
    job->clockless += isnan(rate_of(&slot->recording)) &&
                      isnan(hinge_table_number(&job->intake.list, "rate_hz", row)) &&
                      hinge_recording_channel(&slot->recording, HINGE_COMPONENT_time) < 0;
    job->summary->stored++;
    if (job->writer == NULL)
        return HINGE_OK;
    return hinge_study_append(job->writer, id, layout, rate_of(&slot->recording), &slot->packed,
                              error);
}

/* --- all of them --- */

enum { MOST_BYTES = 96 << 20 }; /* of files in hand */

static void *make_scratch(void *context)
{
    (void)context;
    return hinge_alloc(1, sizeof(struct hinge_bytes));
}

static void free_scratch(void *scratch)
{
    hinge_bytes_clear(scratch);
    free(scratch);
}

static void slot_clear(struct slot *slot)
{
    hinge_recording_clear(&slot->recording);
    hinge_packed_clear(&slot->packed);
    *slot = (struct slot){0};
}

static struct slot *slot_of(struct job *job, size_t row)
{
    return &job->slot[row % SLOTS];
}

static enum hinge_status begin(void *context, size_t row, struct hinge_error *error)
{
    struct job *job = context;
    struct slot *slot = slot_of(job, row);
    struct hinge_os_info info;
    (void)error;
    if (hinge_os_stat(job->intake.row[row].path, &info) == 0)
        slot->bytes = (double)info.size;
    job->bytes += slot->bytes;
    return HINGE_OK;
}

static bool is_full(void *context)
{
    return ((struct job *)context)->bytes > MOST_BYTES;
}

static enum hinge_status work(void *context, void *scratch, size_t row, struct hinge_error *error)
{
    struct job *job = context;
    struct slot *slot = slot_of(job, row);
    slot->status = read_slot(job, row, slot, scratch);
    free(slot->recording.data);
    slot->recording.data = NULL;
    if (slot->status == HINGE_IO) {
        *error = slot->error;
        return slot->status; /* not the file's fault: the run ends */
    }
    return HINGE_OK;
}

static enum hinge_status keep(void *context, size_t row, struct hinge_error *error)
{
    struct job *job = context;
    struct slot *slot = slot_of(job, row);
    slot->entry.trial_id = list_cell(job, "id", row);
    slot->entry.file = job->intake.row[row].stored;
    job->summary->files++;
    enum hinge_status status =
        slot->status == HINGE_OK ? append(job, row, slot, error) : refuse(job, row, slot, error);
    if (status == HINGE_OK)
        ledger_add(&job->ledger, &slot->entry);
    job->bytes -= slot->bytes;
    slot_clear(slot);
    hinge_progress_report(job->request->progress, row + 1, job->intake.n);
    return status;
}

static void add(struct hinge_text *text, const char *name, const char *value)
{
    hinge_text_printf(text, "%s=%s\n", name, value != NULL ? value : "");
}

static enum hinge_status finish(struct job *job, struct hinge_error *error)
{
    bool part = job->request->shards > 0; /* the others may have what this one lacks */
    if (job->intake.n == 0 && !part)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
            "no recordings found in %s; name their folder, a file or a trial list",
            job->request->path[0]);
    const bool none = job->summary->stored == 0 && !part;
    if (none)
        hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                        "none of the %zu recordings can be used; nothing was written",
                        job->intake.n);
    if (job->writer == NULL || (none && !job->request->refused_too))
        return none ? HINGE_INPUT : HINGE_OK;
    const struct hinge_rows ledger = hinge_spool_all(&job->ledger.rows);
    hinge_study_add_rows(job->writer, HINGE_GROUP_LEDGER, &ledger);
    hinge_study_add_table(job->writer, HINGE_GROUP_LIST, &job->intake.list);
    hinge_study_add_attribute(job->writer, "source", hinge_study_build);
    enum hinge_status status = HINGE_OK;
    if (part) { /* to be joined with the others */
        struct hinge_shard *shard = &job->intake.shard;
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        char mark[HINGE_SHARD_TEXT];
        /* what the user said of every part */
        const struct hinge_read_options options =
            hinge_read_options_of(&job->request->config->ingest, &job->descriptions);
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        add(&text, "hingekit", hinge_study_build);
        add(&text, "format", options.format);
        add(&text, "landmarks", options.landmarks);
        add(&text, "units", options.units);
        add(&text, "up", options.up);
        add(&text, "marker_prefix", job->request->config->parameters->marker_prefix);
        add(&text, "absent", job->request->config->ingest.absent);
        hinge_text_printf(&text, "ragged=%d frames=%d decimal=%d delimiter=%d\n",
                          options.drop_ragged, options.time_is_frame, options.decimal,
                          options.delimiter);
        for (size_t i = 0; i < options.n_columns; i++)
            add(&text, options.column[i].key, options.column[i].name);
        for (size_t i = 0; i < options.n_sets; i++) {
            add(&text, "set", options.set[i].id);
            for (size_t r = 0; r < options.set[i].n_rows; r++)
                hinge_text_printf(&text, "%s=%d %u\n", options.set[i].row[r].names,
                                  (int)options.set[i].row[r].landmark, options.set[i].row[r].flags);
        }
        status = hinge_sha256(text.data, text.length, shard->options, error);
        if (status == HINGE_OK) {
            hinge_shard_write(shard, mark, &table);
            hinge_study_add_attribute(job->writer, HINGE_SHARD_ATTRIBUTE, mark);
            hinge_study_add_table(job->writer, HINGE_GROUP_SHARD, &table);
        }
    }
    if (status == HINGE_OK) { /* reading back takes memory again */
        ledger_clear(&job->ledger);
        hinge_intake_clear(&job->intake);
        status = hinge_study_publish(job->writer, error);
        job->writer = NULL;
    }
    return status == HINGE_OK && none ? HINGE_INPUT : status;
}

enum hinge_status hinge_ingest(const struct hinge_ingest_request *given,
                               struct hinge_ingest_summary *summary, struct hinge_error *error)
{
    struct hinge_ingest_request copy;
    const struct hinge_ingest_request *request = &copy;
    *summary = (struct hinge_ingest_summary){0};
    cleared_by(hinge_config_clear) struct hinge_config defaults = {0};
    enum hinge_status taken = hinge_request_take(&copy, sizeof copy, given, error);
    if (taken == HINGE_OK)
        hinge_config_of(&copy.config, &defaults);
    if (taken == HINGE_OK && copy.n_paths == 0)
        taken = hinge_usage(error, "no path: name a trial list, a recording or a folder");
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.output);
    if (taken != HINGE_OK)
        return taken;
    cleared_by(freed) struct job *job = hinge_alloc(1, sizeof *job);
    job->request = request;
    job->summary = summary;
    const struct hinge_ingest_options *general = &request->config->ingest;
    enum hinge_status status =
        hinge_recognise_ids_check(general->format, general->landmarks, request->config, error);
    if (status == HINGE_OK)
        status = hinge_descriptions_make(request->config, &job->descriptions, error);
    if (status == HINGE_OK)
        status = hinge_intake_make(request, &job->intake, error);
    summary->warned = job->intake.warned;
    /* the output may be none of the files read */
    const bool writes = request->output != NULL;
    for (size_t k = 0; writes && k < request->n_paths && status == HINGE_OK; k++)
        status = hinge_output_spare(request->output, request->path[k], error);
    for (size_t i = 0; writes && i < job->intake.n && status == HINGE_OK; i++)
        status = hinge_output_spare(request->output, job->intake.row[i].path, error);
    if (status == HINGE_OK && request->shards > 0)
        status = hinge_intake_take_shard(request, &job->intake, error);
    if (status == HINGE_OK) {
        hinge_table_specify_texts(&job->ledger.rows.open, text_columns);
        hinge_table_specify(&job->ledger.rows.open, number_columns,
                            sizeof number_columns / sizeof *number_columns);
    }
    if (status == HINGE_OK && writes)
        status = hinge_study_create(request->output, &job->writer, error);
    if (status == HINGE_OK) {
        const struct hinge_ordered ordered = {.loop = {.items = job->intake.n,
                                                       .threads = request->threads,
                                                       .work = work,
                                                       .context = job,
                                                       .make_scratch = make_scratch,
                                                       .free_scratch = free_scratch},
                                              .progress = request->progress,
                                              .slots = SLOTS,
                                              .read = begin,
                                              .keep = keep,
                                              .full = is_full};
        status = hinge_ordered_for(&ordered, error);
        for (size_t i = 0; i < SLOTS; i++)
            slot_clear(&job->slot[i]);
    }
    if (status == HINGE_OK && job->clockless > 0) {
        job->summary->warned++;
        hinge_note(job->request->message, job->request->context,
                   "warning: %zu of %zu recording%s %s no clock and no frame rate; "
                   "hinge-analyze will refuse %s; give --rate or a column rate_hz",
                   job->clockless, job->summary->stored, HINGE_S(job->summary->stored),
                   job->clockless == 1 ? "has" : "have", job->clockless == 1 ? "it" : "them");
    }
    if (status == HINGE_OK)
        status = finish(job, error);
    hinge_study_discard(job->writer);
    ledger_clear(&job->ledger);
    hinge_intake_clear(&job->intake);
    hinge_descriptions_clear(&job->descriptions);
    if (status == HINGE_OK && summary->refused > 0)
        status = HINGE_PARTIAL;
    return status;
}
