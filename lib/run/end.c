/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last lines of a run, from the table of its recordings; and those of its folder that the trial
 * list does not name: they were added after it was written. */
#include "run/run.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "os/file.h"
#include "os/text.h"
#include "people/people.h"
#include "report/published.h"
#include "report/request.h"
#include "report/use.h"
#include "table/columns.h"

#include <hinge/inspect.h>
#include <hinge/report.h>
#include <hinge/results.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 3, LOOKED_AT = 200 };

/* A path as the walk of the folder writes it. */
static const char *below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    path += strncmp(path, folder, n) == 0 ? n : 0;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

/* Names of the intake's files from the folder, sorted; the caller frees. */
static const char **names_of(const struct hinge_intake *intake, const char *folder, size_t *n)
{
    size_t files = intake->n + intake->n_unused;
    for (size_t r = 0; r < intake->n; r++)
        files += intake->row[r].n_parts;
    const char **name = hinge_alloc(files, sizeof *name);
    *n = 0;
    for (size_t r = 0; r < intake->n; r++) {
        const struct hinge_intake_row *row = &intake->row[r];
        if (row->path != NULL)
            name[(*n)++] = below(row->path, folder);
        for (size_t i = 0; i < row->n_parts; i++)
            name[(*n)++] = below(row->part[i].path, folder);
    }
    for (size_t i = 0; i < intake->n_unused; i++)
        name[(*n)++] = below(intake->unused[i], folder);
    if (*n > 1)
        qsort(name, *n, sizeof *name, hinge_by_text);
    return name;
}

static void is_recording(const char *path, const struct hinge_config *config, bool *is)
{
    struct hinge_table table = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_inspect(path, config, &table, &why);
    const char *kind = table.rows > 0 ? hinge_table_text(&table, "kind", 0) : NULL;
    *is = status == HINGE_OK && kind != NULL && strcmp(kind, "recording") == 0;
    hinge_table_clear(&table);
}

/* Adds the line for the files of the folder that are none of the n names. */
static void tell(struct hinge_run_work *run, const struct hinge_folder *folder,
                 const char *const *name, size_t n)
{
    struct hinge_text named = {0}, text = {0};
    size_t found = 0, looked = 0;
    for (size_t i = 0; i < folder->n && looked < LOOKED_AT; i++) {
        const struct hinge_folder_file *file = &folder->file[i];
        const char *key = below(file->name, "");
        bool is = false,
             may_be = file->kind == HINGE_FOLDER_RECORDING || file->kind == HINGE_FOLDER_TABLE;
        if (!may_be || strcmp(key, hinge_file_name(run->list)) == 0 ||
            bsearch(&key, name, n, sizeof *name, hinge_by_text) != NULL)
            continue;
        looked++;
        is_recording(file->path, run->request->config, &is);
        if (is && found++ < NAMED)
            hinge_text_printf(&named, "%s%s", named.length > 0 ? ", " : "", key);
    }
    if (found > 0) {
        hinge_text_printf(&text,
                          "%s%zu recording%s in the folder without a row in %s: %s%s; "
                          "add a row for those that you want to use",
                          looked == LOOKED_AT ? "at least " : "", found, found == 1 ? "" : "s",
                          run->list, hinge_text_string(&named), found > NAMED ? ", …" : "");
        hinge_run_note(run, NULL, &text);
    }
    hinge_text_clear(&named);
}

void hinge_run_unlisted(struct hinge_run_work *run)
{
    const char *list = run->list;
    const struct hinge_ingest_request request = {.path = &list,
                                                 .n_paths = 1,
                                                 .config = run->request->config,
                                                 .groups_vary = true,
                                                 .folder = run->folder};
    struct hinge_intake intake = {0};
    struct hinge_folder folder = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_os_info info;
    size_t n = 0;
    if (hinge_os_stat(list, &info) != 0 || info.kind == HINGE_OS_FOLDER ||
        hinge_intake_make(&request, &intake, &ignored) != HINGE_OK)
        return;
    char *place = run->folder != NULL ? hinge_path_join(run->folder, "")
                                      : hinge_copy_n(list, (size_t)(hinge_file_name(list) - list));
    const char **name = names_of(&intake, place, &n);
    /* a folder that can't be read is no reason to fail a run */
    if (hinge_folder_walk(*place != '\0' ? place : ".", &folder, &ignored) == HINGE_OK)
        tell(run, &folder, name, n);
    free(name);
    free(place);
    hinge_folder_clear(&folder);
    hinge_intake_clear(&intake);
}

/* --- what was used, refused, to be looked at --- */

enum { OF_REASON = 3 }; /* files of a reason */

/* Recordings by what became of them, and the people of those in which repetitions were found. */
struct tally {
    size_t refused, to_come, partial, without_rep, standing, reps, people, nobody;
};

static struct tally count_rows(const struct hinge_uses *uses)
{
    const struct hinge_table *trials = &uses->given;
    struct tally tally = {0};
    bool *seen = hinge_alloc(uses->n_people, sizeof *seen);
    for (size_t r = 0; r < trials->rows; r++) {
        const struct hinge_used_recording *of = &uses->recording[r];
        const bool zero = strcmp(hinge_table_word(trials, "role", r), "standing") == 0;
        tally.to_come += of->use == HINGE_USE_NOT_RECORDED;
        tally.refused += of->use == HINGE_USE_REFUSED;
        tally.partial += strcmp(hinge_table_word(trials, "status", r), "partial") == 0;
        tally.standing += of->use > HINGE_USE_REFUSED && zero;
        /* a front view is seen in its side view */
        tally.without_rep += of->use > HINGE_USE_REFUSED && !zero &&
                             of->use != HINGE_USE_FRONT_VIEW &&
                             strcmp(of->reason, hinge_reason_name(HINGE_REASON_NO_REPS)) == 0;
        if (of->use < HINGE_USE_GUESSED || of->found == 0)
            continue;
        tally.reps += of->found;
        tally.people += !seen[of->person];
        tally.nobody += *hinge_table_word(trials, "participant", r) == '\0';
        seen[of->person] = true;
    }
    free(seen);
    return tally;
}

/* Those refused for one reason, and the first few files. */
struct refusal {
    const char *reason, *file[OF_REASON];
    size_t n;
};

/* A line for each reason, in the order they are met. */
static void add_refused(const struct hinge_uses *uses, struct hinge_text *out)
{
    const struct hinge_table *trials = &uses->given;
    struct refusal list[HINGE_REASON_COUNT];
    size_t n = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        if (uses->recording[r].use != HINGE_USE_REFUSED)
            continue;
        const char *reason = hinge_table_word(trials, "reason", r);
        size_t k = 0;
        while (k < n && strcmp(list[k].reason, reason) != 0)
            k++;
        if (k == HINGE_REASON_COUNT)
            continue; /* there are no others */
        if (k == n)
            list[n++] = (struct refusal){.reason = reason};
        if (list[k].n < OF_REASON)
            list[k].file[list[k].n] = hinge_table_word(trials, "file", r);
        list[k].n++;
    }
    for (size_t k = 0; k < n; k++) {
        hinge_text_printf(out, "refused     %zu × %s:", list[k].n, list[k].reason);
        for (size_t i = 0; i < list[k].n && i < OF_REASON; i++) {
            hinge_text_puts(out, i > 0 ? ", " : " ");
            hinge_text_shown(out, list[k].file[i]);
        }
        hinge_text_puts(out, list[k].n > OF_REASON ? ", …\n" : "\n");
    }
    if (n > 0)
        hinge_text_puts(out, "            what to do about each: column message of "
                             "tables/trials.csv\n");
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void add_counts(const struct hinge_uses *uses, const struct tally *tally,
                       struct hinge_text *out)
{
    const size_t people = tally->people, given = uses->given.rows;
    hinge_text_printf(out, "recordings  %zu, %zu analysed, %zu refused", given,
                      given - tally->refused - tally->to_come, tally->refused);
    if (tally->to_come > 0)
        hinge_text_printf(out, ", %zu not recorded yet", tally->to_come);
    if (tally->standing > 0)
        hinge_text_printf(out, "; %zu of them standing", tally->standing);
    hinge_text_printf(out, "\nrepetitions %zu of %zu %s\n", tally->reps, people,
                      people == 1 ? "person" : "people");
    add_refused(uses, out);
    if (tally->partial > 0)
        hinge_text_printf(out,
                          "look at     %zu recording%s of which a part could not be "
                          "used: tables/trials.csv\n",
                          tally->partial, plural(tally->partial));
    if (tally->without_rep > 0)
        hinge_text_printf(out,
                          "look at     %zu recording%s without a repetition (NO_REPS): "
                          "tables/trials.csv\n",
                          tally->without_rep, plural(tally->without_rep));
    if (tally->nobody > 0)
        hinge_text_printf(out,
                          "look at     %zu recording%s without a participant, each "
                          "counted as a person: the trial list\n",
                          tally->nobody, plural(tally->nobody));
}

/* Whether both say one thing of figures: why they are missing, or what they are of. */
static bool same_why(const struct hinge_run_note *one, const struct hinge_run_note *other)
{
    return one->figure != NULL && other->figure != NULL && strcmp(one->text, other->text) == 0;
}

/* A line each; figures of which one thing is said share one. */
static void add_notes(const struct hinge_run_work *run, struct hinge_text *out)
{
    for (size_t i = 0; i < run->n_notes; i++) {
        const struct hinge_run_note *note = &run->note[i];
        const bool drawn = note->figure != NULL && strncmp(note->text, "of ", 3) == 0;
        size_t first = 0, figures = 0;
        while (first < i && !same_why(note, &run->note[first]))
            first++;
        if (first < i)
            continue; /* said */
        hinge_text_puts(out, "note        ");
        for (size_t k = i; k < run->n_notes; k++)
            if (same_why(note, &run->note[k]))
                hinge_text_printf(out, "%s %s",
                                  figures++ > 0 ? ","
                                  : drawn       ? "the"
                                                : "no",
                                  run->note[k].figure);
        if (figures > 0)
            hinge_text_printf(out, " figure%s%s ", figures > 1 ? "s" : "",
                              !drawn        ? ":"
                              : figures > 1 ? " are"
                                            : " is");
        hinge_text_shown(out, note->text);
        hinge_text_puts(out, "\n");
    }
}

/* The key that makes recordings alike which are not averaged. */
static void add_joins(const struct hinge_table *trials, struct hinge_text *out)
{
    struct hinge_alike alike;
    hinge_alike_find(trials, "task,stage,load_kg", "", NULL, &alike);
    if (alike.joins.length > 0) {
        hinge_text_puts(out, "note        ");
        hinge_text_shown(out, hinge_text_string(&alike.others));
        hinge_text_puts(out, "; ");
        hinge_text_shown(out, hinge_text_string(&alike.joins));
        hinge_text_puts(out, "\n");
    }
    hinge_alike_clear(&alike);
}

/* Several cues, none of them the one that others are compared with. */
static void add_baseline(const struct hinge_table *trials, const char *baseline,
                         struct hinge_text *out)
{
    enum { MOST = 16 };
    const char *cue[MOST];
    size_t n = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *its = hinge_table_word(trials, "cue", r);
        size_t k = 0;
        if (*its == '\0' || !hinge_recording_counts(hinge_table_word(trials, "role", r)))
            continue;
        if (strcmp(its, baseline) == 0)
            return;
        while (k < n && strcmp(cue[k], its) != 0)
            k++;
        if (k == n && n < MOST)
            cue[n++] = its;
    }
    if (n < 2)
        return;
    struct hinge_text note = {0};
    hinge_text_printf(&note, "no comparison of cues: no recording has the cue \"%s\"; there are ",
                      baseline);
    hinge_text_join(&note, cue, n, ", ");
    hinge_text_printf(&note,
                      ": set baseline under [run] to the one without an "
                      "instruction, such as baseline = %s",
                      cue[0]);
    hinge_text_puts(out, "note        ");
    hinge_text_shown(out, hinge_text_string(&note));
    hinge_text_puts(out, "\n");
    hinge_text_clear(&note);
}

bool hinge_run_end(struct hinge_run_work *run, struct hinge_text *out, bool *refused)
{
    static const struct hinge_view view = {.id = "trials", .takes = ""};
    struct hinge_table_request own = {0};
    const struct hinge_table_request request = {.opened = run->opened};
    struct hinge_tabulation tab = {.request = &own, .view = &view};
    struct hinge_uses uses = {0};
    *refused = false;
    bool good = hinge_run_good(run, hinge_tab_request(&request, &own, run->error));
    if (good && hinge_tab_open(&tab))
        hinge_uses_find(&uses, &tab);
    good = good && hinge_run_good(run, hinge_tab_ended(&tab, run->error));
    if (good) {
        const struct tally tally = count_rows(&uses);
        add_counts(&uses, &tally, out);
        add_baseline(&uses.given, run->settings.baseline, out);
        add_notes(run, out);
        add_joins(&uses.given, out);
        *refused = tally.refused > 0;
    }
    hinge_uses_clear(&uses);
    hinge_tab_close(&tab);
    return good;
}
