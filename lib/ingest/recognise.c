/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, and reading it. In: a path and what the user said; out: a recording
 * with landmarks, units and vertical as far as they are known, and what was weighed on
 * the way. */
#include "ingest/recognise.h"

#include "formats/parts/build_recording.h"
#include "ingest/bids_sidecar.h"
#include "ingest/choose_set.h"
#include "ingest/described.h"
#include "ingest/join.h"
#include "ingest/probe.h"
#include "ingest/settle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DESCRIBED_SCORE = 100 };

void hinge_candidate_add(struct hinge_candidate *list, size_t *n, const char *id, int score,
                         const struct hinge_text *why)
{
    if (*n == HINGE_CANDIDATES_MAX)
        return;
    size_t at = (*n)++;
    while (at > 0 && list[at - 1].score < score) {
        list[at] = list[at - 1];
        at--;
    }
    list[at].id = id;
    list[at].score = score;
    snprintf(list[at].why, sizeof list[at].why, "%s", hinge_text_string(why));
}

/* The nearest one, or the list of what there is. */
enum hinge_status hinge_unknown_id(const char *what, const char *id, const char *const *names,
                                   size_t n, struct hinge_error *error)
{
    const char *near = hinge_suggest(id, names, n);
    struct hinge_text list = {0};
    hinge_text_join(&list, names, n, " ");
    enum hinge_status status = hinge_error_set(
        error, HINGE_USAGE, HINGE_REASON_OK, "unknown %s \"%.60s\"; %s%s%s", what, id,
        near != NULL ? "did you mean " : "known: ", near != NULL ? near : hinge_text_string(&list),
        near != NULL ? "?" : "");
    hinge_text_clear(&list);
    return status;
}

static enum hinge_status find_format(const char *id, const struct hinge_format **format,
                                     struct hinge_error *error)
{
    size_t n, n_sets;
    const struct hinge_format *const *list = hinge_format_list(&n);
    const char *names[HINGE_CANDIDATES_MAX];
    for (size_t i = 0; i < n && i < HINGE_CANDIDATES_MAX; i++) {
        names[i] = list[i]->id;
        if (strcmp(list[i]->id, id) == 0) {
            *format = list[i];
            return HINGE_OK;
        }
    }
    const struct hinge_landmark_set *const *set = hinge_landmark_set_list(&n_sets);
    for (size_t i = 0; i < n_sets; i++)
        if (strcmp(set[i]->id, id) == 0)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "unknown format \"%s\", which is a landmark set: "
                                   "say --landmarks %s (or in a column landmarks)",
                                   id, id);
    return hinge_unknown_id("format", id, names,
                            n < HINGE_CANDIDATES_MAX ? n : HINGE_CANDIDATES_MAX, error);
}

enum hinge_status hinge_recognise_ids_check(const char *format, const char *landmarks,
                                            const struct hinge_config *config,
                                            struct hinge_error *error)
{
    const struct hinge_format *found;
    const struct hinge_landmark_set *set;
    enum hinge_status status = HINGE_OK;
    if (format != NULL && *format != '\0')
        status = find_format(format, &found, error);
    if (status == HINGE_OK && landmarks != NULL && *landmarks != '\0')
        status = hinge_set_find(landmarks, NULL, 0, &set, error);
    for (size_t i = 0;
         status == HINGE_USAGE && config != NULL && landmarks != NULL && i < config->n_entries; i++)
        if (strcmp(config->entry[i].section, "landmarks") == 0 &&
            strcmp(config->entry[i].id, landmarks) == 0)
            status = HINGE_OK;
    return status;
}

static const char *content_name(enum hinge_content content)
{
    static const char *const names[] = {
        [HINGE_CONTENT_TEXT] = "delimited text",      [HINGE_CONTENT_JSON] = "JSON",
        [HINGE_CONTENT_XML] = "HTML or XML",          [HINGE_CONTENT_BINARY] = "a binary file",
        [HINGE_CONTENT_FOLDER] = "a folder of files",
    };
    return names[content];
}

/* The reason that helps: of the format the extension names, else of the general table,
 * else of all there are. */
static enum hinge_status unknown_format(const struct hinge_probe *probe,
                                        const struct hinge_recognition *recognition,
                                        struct hinge_error *error)
{
    const char *why = "";
    for (size_t i = 0; i < recognition->n_formats; i++)
        if (strcmp(recognition->format[i].id, "csv") == 0)
            why = recognition->format[i].why;
    for (size_t i = 0; i < recognition->n_formats; i++)
        if (strcmp(recognition->format[i].id, probe->extension) == 0)
            why = recognition->format[i].why;
    struct hinge_text all = {0};
    for (size_t i = 0; *why == '\0' && i < recognition->n_formats; i++)
        hinge_text_printf(&all, "%s%s: %s", i > 0 ? "; " : "", recognition->format[i].id,
                          recognition->format[i].why);
    enum hinge_status status = hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
        "%s: not a recording that can be read: %s%s%s", probe->name, why,
        *why == '\0' && all.length == 0 ? content_name(probe->content) : hinge_text_string(&all),
        strchr(why, ';') != NULL ? "" : "; export it as TRC, C3D or CSV");
    hinge_text_clear(&all);
    return status;
}

static enum hinge_status check_content(const struct hinge_probe *probe,
                                       const struct hinge_format *format, struct hinge_error *error)
{
    if (format->content == probe->content)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                           "%s: format %s is %s, this is %s; give another --format, or none",
                           probe->name, format->id, content_name(format->content),
                           content_name(probe->content));
}

static enum hinge_status choose_format(const struct hinge_probe *probe,
                                       const struct hinge_read_options *options,
                                       struct hinge_recognition *recognition,
                                       const struct hinge_format **format,
                                       struct hinge_error *error)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    recognition->described = hinge_described_here(probe, options);
    for (size_t i = 0; i < n; i++) {
        struct hinge_text why = {0};
        if (list[i]->content != probe->content)
            continue;
        int score = list[i]->score(probe, &why);
        if (recognition->described && strcmp(list[i]->id, "csv") == 0) {
            why.length = 0; /* a table whose columns the user named */
            hinge_text_puts(&why, "its columns are described in [columns]");
            score = DESCRIBED_SCORE;
        }
        hinge_candidate_add(recognition->format, &recognition->n_formats, list[i]->id, score, &why);
        hinge_text_clear(&why);
    }
    if (options->format != NULL && *options->format != '\0') {
        enum hinge_status status = find_format(options->format, format, error);
        return status == HINGE_OK ? check_content(probe, *format, error) : status;
    }
    const struct hinge_candidate *best = recognition->format;
    if (options->any_table && probe->content == HINGE_CONTENT_TEXT && best[0].score == 0)
        return find_format("csv", format, error);
    if (recognition->n_formats == 0 || best[0].score == 0) /* none of its kind */
        return unknown_format(probe, recognition, error);
    if (recognition->n_formats > 1 && best[0].score == best[1].score)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_AMBIGUOUS_FORMAT,
                               "%s: could be %s (%s) or %s (%s); say which with --format",
                               probe->name, best[0].id, best[0].why, best[1].id, best[1].why);
    return find_format(best[0].id, format, error);
}

/* Reads one file with the format that fits best; the digest covers all of it. */
static enum hinge_status read_file(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_recording *recording,
                                   struct hinge_recognition *recognition, char sha256[65],
                                   struct hinge_error *error)
{
    struct hinge_probe probe;
    const struct hinge_format *format = NULL;
    enum hinge_status status = hinge_probe_open(path, shown, options, bytes, &probe, sha256, error);
    if (status == HINGE_OK)
        status = choose_format(&probe, options, recognition, &format, error);
    if (status == HINGE_OK && format != NULL)
        status = format->read(&probe, options, recording, error);
    if (status == HINGE_OK && options->time_is_frame)
        hinge_settle_frames(recording);
    hinge_probe_close(&probe);
    return status;
}

/* What the files beside a BIDS table say where the table doesn't. */
static enum hinge_status take_sidecar(const char *path, const char *within,
                                      struct hinge_recording *recording)
{
    struct hinge_bids_sidecar sidecar;
    enum hinge_status status = hinge_bids_sidecar_read(path, within, &sidecar);
    if (!(recording->header_rate_hz > 0) && sidecar.rate_hz > 0)
        recording->header_rate_hz = sidecar.rate_hz;
    if (recording->layout.up[0] == '\0')
        memcpy(recording->layout.up, sidecar.up, sizeof sidecar.up);
    if (status == HINGE_OK && sidecar.header.length > 0)
        hinge_build_note(recording, "Motion-BIDS: names, units and rate from the files "
                                    "beside it");
    hinge_text_clear(&sidecar.header);
    return status;
}

/* A part of a BIDS data set is told from a file that nobody knows. */
static enum hinge_status name_bids(const char *path, const char *shown, enum hinge_status status,
                                   struct hinge_error *error)
{
    const char *says = hinge_bids_says(path);
    bool unknown = error != NULL && (error->reason == HINGE_REASON_UNKNOWN_FORMAT ||
                                     error->reason == HINGE_REASON_UNREADABLE);
    return says == NULL || !unknown
               ? status
               : hinge_error_set(error, status, HINGE_REASON_UNKNOWN_FORMAT, "%s: %s", shown, says);
}

/* Further files of the recording, each with its own format. */
static enum hinge_status read_parts(const char *shown, const struct hinge_read_options *options,
                                    struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_read_options silent = *options;
    enum hinge_status status = HINGE_OK;
    silent.role = NULL;
    silent.part = NULL;
    silent.n_parts = 0;
    for (size_t i = 0; i < options->n_parts && status == HINGE_OK; i++) {
        const struct hinge_read_part *part = &options->part[i];
        struct hinge_bytes bytes = {0};
        struct hinge_recording other = {0};
        struct hinge_recognition recognition = {0};
        char sha256[65];
        bool analog = strcmp(part->role, "emg") == 0;
        silent.any_table = analog;
        status = read_file(part->path, part->shown, &silent, &bytes, &other, &recognition, sha256,
                           error);
        if (status == HINGE_OK)
            status =
                analog ? hinge_join_analog(recording, shown, &other, part, options->rate_hz, error)
                       : hinge_join_part(recording, shown, &other, part, error);
        hinge_recording_clear(&other);
        hinge_bytes_clear(&bytes);
    }
    return status;
}

/* What is known before anything is settled. */
struct known {
    enum hinge_unit unit; /* of positions */
    char up[sizeof((struct hinge_layout *)0)->up];
    bool assumed;
};

static enum hinge_unit unit_of_positions(const struct hinge_layout *layout)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component <= HINGE_COMPONENT_z &&
            layout->channel[c].unit != HINGE_UNIT_unknown)
            return layout->channel[c].unit;
    return HINGE_UNIT_unknown;
}

static struct known known_of(const struct hinge_layout *layout)
{
    struct known known = {.unit = unit_of_positions(layout),
                          .assumed = (layout->flags & HINGE_LAYOUT_UP_ASSUMED) != 0};
    memcpy(known.up, layout->up, sizeof known.up);
    return known;
}

/* From where it is known what the recording's numbers are. */
static void say_origin(const struct hinge_read_options *said, const struct known *file,
                       const struct known *set, const struct hinge_layout *layout,
                       struct hinge_recognition *recognition)
{
    enum hinge_unit unit = unit_of_positions(layout);
    recognition->units_from = unit == HINGE_UNIT_unknown                    ? ""
                              : said->units != NULL && *said->units != '\0' ? "as told"
                              : unit == file->unit ? "the file, or its format"
                                                   : "the size of the numbers";
    recognition->up_from = *layout->up == '\0'                     ? ""
                           : said->up != NULL && *said->up != '\0' ? "as told"
                           : strcmp(layout->up, set->up) != 0      ? "the person's posture"
                           : file->assumed                         ? "the program's custom"
                           : strcmp(file->up, set->up) == 0        ? "the file, or its format"
                                                                   : "the landmark set";
}

enum hinge_status hinge_recording_read(const char *path, const char *shown,
                                       const struct hinge_read_options *options,
                                       const struct hinge_parameters *parameters,
                                       struct hinge_bytes *bytes, struct hinge_recording *recording,
                                       struct hinge_recognition *recognition, char sha256[65],
                                       struct hinge_error *error)
{
    struct hinge_read_options said = *options;
    const char *prefix = parameters != NULL ? parameters->marker_prefix : "";
    *recognition = (struct hinge_recognition){0};
    sha256[0] = '\0';
    enum hinge_status status =
        read_file(path, shown, options, bytes, recording, recognition, sha256, error);
    if (status == HINGE_INPUT)
        status = name_bids(path, shown, status, error);
    if (status == HINGE_OK && hinge_bids_is_motion(path))
        status = take_sidecar(path, options->within, recording);
    if (status == HINGE_OK && options->role != NULL)
        hinge_join_name(recording, options->role);
    if (status == HINGE_OK)
        status = read_parts(shown, options, recording, error);
    struct known file = known_of(&recording->layout), set;
    if (status == HINGE_OK)
        status = hinge_sets_apply(recording, shown, options, prefix, recognition, error);
    set = known_of(&recording->layout);
    if (status == HINGE_OK && recognition->described) {
        if (said.up == NULL || *said.up == '\0')
            said.up = hinge_described_value(options, "up");
        if (strcmp(hinge_described_value(options, "handed"), "left") == 0)
            recording->layout.flags |= HINGE_LAYOUT_LEFT_HANDED;
    }
    if (status == HINGE_OK)
        status = hinge_settle_options(&said, recording, error);
    if (status == HINGE_OK)
        hinge_settle_rate(recording);
    if (status == HINGE_OK)
        hinge_settle_mediapipe(&said, recording);
    if (status == HINGE_OK)
        hinge_settle_depth(recording);
    if (status == HINGE_OK)
        hinge_settle_kinect(recording);
    if (status == HINGE_OK)
        hinge_settle_pixels(&said, recording);
    if (status == HINGE_OK)
        hinge_settle_vertical(recording);
    if (status == HINGE_OK)
        hinge_settle_side(recording);
    if (status == HINGE_OK)
        hinge_settle_units(recording);
    if (status == HINGE_OK)
        say_origin(&said, &file, &set, &recording->layout, recognition);
    if (status != HINGE_OK)
        hinge_recording_clear(recording);
    return status;
}
