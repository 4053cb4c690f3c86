/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RO-Crate 1.1 (Soiland-Reyes 2022) of a run. */
#include "run/crate.h"

#include "base/hash.h"
#include "base/text.h"
#include "result/result.h"
#include "store/schema.h"
#include "store/store.h"

#include <ctype.h>
#include <hinge/file.h>
#include <hinge/init.h>
#include <hinge/table.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define CRATE "https://w3id.org/ro/crate/1.1"
#define PROCESS "https://w3id.org/ro/wfrun/process/0.5"
#define LICENCE "https://spdx.org/licenses/GPL-3.0-or-later"
#define PROGRAM "#hingekit"
#define RUN "#run"

static const struct {
    const char *extension, *type;
} types[] = {{"h5", "application/x-hdf5"},
             {"csv", "text/csv"},
             {"json", "application/json"},
             {"svg", "image/svg+xml"},
             {"html", "text/html"},
             {"txt", "text/plain"},
             {"ini", "text/plain"},
             {"md", "text/markdown"},
             {"tex", "application/x-tex"},
             {"sav", "application/x-spss-sav"},
             {"xlsx",
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};

static const struct {
    const char *name, *description;
} known[] = {{"study.h5", "Recordings as they were delivered, and what was refused"},
             {"results.h5",
              "Metrics, faults and curves of every repetition, with reasons for "
              "missing values"},
             {"config.ini", "Every parameter of the run"},
             {"report.html", "Report"}};

static json_t *reference(const char *id)
{
    return json_pack("{s:s}", "@id", id);
}

/* The entity with @id, @type and name; the graph owns it. NULL: no memory. */
static json_t *add(json_t *graph, const char *id, const char *type, const char *name)
{
    json_t *entity =
        json_pack("{s:s, s:s, s:s*}", "@id", id, "@type", type, "name", name);
    return json_array_append_new(graph, entity) == 0 ? entity : NULL;
}

static bool put(json_t *entity, const char *key, const char *text)
{
    return text == NULL || *text == '\0' ||
           json_object_set_new(entity, key, json_string(text)) == 0;
}

static const char *type_of(const char *name)
{
    const char *point = strrchr(name, '.');
    for (size_t i = 0; point != NULL && i < sizeof types / sizeof *types; i++)
        if (strcmp(point + 1, types[i].extension) == 0)
            return types[i].type;
    return NULL;
}

static const char *description_of(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0)
            return known[i].description;
    return NULL;
}

/* --- what was made --- */

static enum hinge_status add_output(const struct hinge_run_work *run, json_t *graph,
                                    const char *name, json_t *parts, json_t *made,
                                    struct hinge_error *error)
{
    struct hinge_text path = {0}, id = {0};
    char digest[HINGE_SHA256_TEXT];
    size_t bytes = 0;
    hinge_text_printf(&path, "%s/%s", run->output, name);
    hinge_text_uri(&id, name);
    enum hinge_status status =
        path.failed || id.failed ? hinge_no_memory(error) : HINGE_OK;
    if (status == HINGE_OK)
        status = hinge_sha256_file(path.data, digest, &bytes, error);
    json_t *file = status == HINGE_OK ? add(graph, id.data, "File", name) : NULL;
    if (status == HINGE_OK &&
        (file == NULL || !put(file, "description", description_of(name)) ||
         !put(file, "encodingFormat", type_of(name)) || !put(file, "sha256", digest) ||
         json_object_set_new(file, "contentSize", json_integer((json_int_t)bytes)) !=
             0 ||
         json_array_append_new(parts, reference(id.data)) != 0 ||
         /* the parameters went in */
         (strcmp(name, "config.ini") != 0 &&
          json_array_append_new(made, reference(id.data)) != 0)))
        status = hinge_no_memory(error);
    hinge_text_clear(&id);
    return hinge_text_done(&path, status, error);
}

static enum hinge_status add_outputs(const struct hinge_run_work *run, json_t *graph,
                                     json_t *parts, json_t *made,
                                     struct hinge_error *error)
{
    const struct hinge_run_state *state = &run->state;
    const char **name = calloc(state->n + 1, sizeof *name);
    enum hinge_status status = name != NULL ? HINGE_OK : hinge_no_memory(error);
    size_t n = 0;
    for (size_t i = 0; name != NULL && i < state->n; i++)
        if (state->file[i].stage != HINGE_RUN_CRATE)
            name[n++] = state->file[i].name;
    if (n > 0)
        qsort(name, n, sizeof *name, hinge_by_text);
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        status = add_output(run, graph, name[i], parts, made, error);
    free(name);
    return status;
}

/* --- of what --- */

/* Recordings lie outside the folder: they are told by name and digest. */
static enum hinge_status add_inputs(const struct hinge_run_work *run, json_t *graph,
                                    json_t *used, struct hinge_error *error)
{
    struct hinge_table ledger = {0};
    enum hinge_status status =
        hinge_results_get_table(run->opened, HINGE_GROUP_LEDGER, &ledger, error);
    for (size_t r = 0; status == HINGE_OK && r < ledger.rows; r++) {
        const char *name = hinge_table_text(&ledger, "file", r);
        const char *digest = hinge_table_text(&ledger, "sha256", r);
        const char *format = hinge_table_text(&ledger, "format", r);
        double bytes = hinge_table_number(&ledger, "bytes", r);
        struct hinge_text id = {0};
        hinge_text_puts(&id, "#recording/");
        hinge_text_uri(&id, name != NULL ? name : "");
        json_t *file = id.failed ? NULL : add(graph, id.data, "File", name);
        if (file == NULL || !put(file, "sha256", digest) ||
            !put(file, "encodingFormat", format) ||
            (bytes >= 0 && json_object_set_new(file, "contentSize",
                                               json_integer((json_int_t)bytes)) != 0) ||
            json_array_append_new(used, reference(id.data)) != 0)
            status = hinge_no_memory(error);
        hinge_text_clear(&id);
    }
    hinge_table_clear(&ledger);
    return status;
}

/* --- by what --- */

static bool add_program(json_t *graph)
{
    json_t *program = add(graph, PROGRAM, "SoftwareApplication", "hingekit");
    return program != NULL && put(program, "version", HINGE_VERSION) &&
           json_object_set_new(program, "license", reference(LICENCE)) == 0 &&
           add(graph, LICENCE, "CreativeWork",
               "GNU General Public License v3.0 or later") != NULL;
}

static bool is_date(const char *text)
{
    static const char form[] = "0000-00-00";
    size_t i = 0;
    for (; form[i] != '\0'; i++)
        if (form[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    return text[i] == '\0';
}

static bool add_root(const struct hinge_run_work *run, json_t *graph, json_t *parts)
{
    const char *const *value = run->settings.value;
    const char *title = value[HINGE_RUN_title], *author = value[HINGE_RUN_author];
    json_t *file = add(graph, HINGE_RUN_CRATE_NAME ".json", "CreativeWork", NULL);
    json_t *root =
        add(graph, "./", "Dataset", *title != '\0' ? title : "Results of hinge-run");
    bool good =
        file != NULL && root != NULL &&
        json_object_set_new(file, "about", reference("./")) == 0 &&
        json_object_set_new(file, "conformsTo", reference(CRATE)) == 0 &&
        json_object_set_new(root, "conformsTo", reference(PROCESS)) == 0 &&
        put(root, "description",
            "Hip and spine motion of recorded hip hinges: tables, comparisons, figures "
            "and the data behind them") &&
        put(root, "license", value[HINGE_RUN_license]) &&
        put(root, "datePublished",
            is_date(value[HINGE_RUN_date]) ? value[HINGE_RUN_date] : NULL) &&
        json_object_set(root, "hasPart", parts) == 0 &&
        json_object_set_new(root, "mentions", reference(RUN)) == 0 &&
        add(graph, PROCESS, "CreativeWork", "Process Run Crate") != NULL;
    if (good && *author != '\0')
        good = json_object_set_new(root, "author", reference("#author")) == 0 &&
               add(graph, "#author", "Person", author) != NULL;
    return good;
}

static bool add_run(json_t *graph, json_t *used, json_t *made)
{
    json_t *run = add(graph, RUN, "CreateAction", "hinge-run");
    return run != NULL && json_array_append_new(used, reference("config.ini")) == 0 &&
           json_object_set_new(run, "instrument", reference(PROGRAM)) == 0 &&
           json_object_set(run, "object", used) == 0 &&
           json_object_set(run, "result", made) == 0;
}

enum hinge_status hinge_run_crate(const struct hinge_run_work *run, char **text,
                                  struct hinge_error *error)
{
    json_t *graph = json_array(), *parts = json_array(), *used = json_array(),
           *made = json_array(), *crate = NULL;
    *text = NULL;
    enum hinge_status status = add_root(run, graph, parts) && add_program(graph)
                                   ? HINGE_OK
                                   : hinge_no_memory(error);
    if (status == HINGE_OK)
        status = add_outputs(run, graph, parts, made, error);
    if (status == HINGE_OK)
        status = add_inputs(run, graph, used, error);
    if (status == HINGE_OK && add_run(graph, used, made))
        crate = json_pack("{s:s, s:O}", "@context", CRATE "/context", "@graph", graph);
    if (crate != NULL)
        *text = hinge_json_text(crate, JSON_INDENT(1));
    if (status == HINGE_OK && *text == NULL)
        status = hinge_no_memory(error);
    json_decref(crate);
    json_decref(made);
    json_decref(used);
    json_decref(parts);
    json_decref(graph);
    return status;
}
