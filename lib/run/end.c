/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last lines of a run, from the table of its recordings; and recordings of a folder that the
 * trial list does not name: they were added after it was written. */
#include "run/settings.h"

#include "inspect/inspect.h"
#include "report/people/repetitions.h"
#include "report/print/published.h"
#include "report/query.h"
#include "signal/signal.h"
#include "table/columns.h"

#include <hinge/requests.h>

const char *hinge_path_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    path += strncmp(path, folder, n) == 0 ? n : 0;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

size_t hinge_run_unlisted(const struct hinge_intake *intake, const char *list, const char *place,
                          const struct hinge_config *config, size_t most, struct hinge_arena *arena,
                          const char ***name, bool *whole)
{
    cleared_by(hinge_folder_clear) struct hinge_folder folder = {0};
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    size_t n = 0, found = 0, looked = 0, files = intake->n + intake->n_unused;
    for (size_t r = 0; r < intake->n; r++)
        files += intake->row[r].n_parts;
    /* files that the list names */
    cleared_by(freed) const char **known = hinge_alloc(files, sizeof *known);
    for (size_t r = 0; r < intake->n; r++) {
        const struct hinge_intake_row *row = &intake->row[r];
        if (row->path != NULL)
            known[n++] = hinge_path_below(row->path, place);
        for (size_t i = 0; i < row->n_parts; i++)
            known[n++] = hinge_path_below(row->part[i].path, place);
    }
    for (size_t i = 0; i < intake->n_unused; i++)
        known[n++] = hinge_path_below(intake->unused[i], place);
    qsort(known, n, sizeof *known, hinge_by_text);
    /* a folder that can't be read is no reason to fail */
    if (hinge_folder_walk(*place != '\0' ? place : ".", &folder, &ignored) != HINGE_OK)
        folder.n = 0;
    *name = hinge_arena_alloc(arena, folder.n + 1, sizeof **name);
    for (size_t i = 0; i < folder.n && looked < most; i++) {
        const struct hinge_folder_file *file = &folder.file[i];
        const char *below = hinge_path_below(file->name, ""),
                   *key = hinge_utf8_copy(arena, below, strlen(below)); /* as a list has it */
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        if ((file->kind != HINGE_FOLDER_RECORDING && file->kind != HINGE_FOLDER_TABLE) ||
            strcmp(key, hinge_file_name(list)) == 0 ||
            hinge_listed(hinge_or_empty(intake->hidden_cells), '\n', key) || /* left out there */
            bsearch(&key, known, n, sizeof *known, hinge_by_text) != NULL)
            continue;
        looked++;
        if (hinge_inspect_one(file->path, config, &words, &table, &ignored) == HINGE_OK &&
            strcmp(hinge_table_word(&table, "kind", 0), "recording") == 0)
            (*name)[found++] = key;
    }
    *whole = looked < most;
    return found;
}

/* Files of the list that are gone, and are in a folder of another name: says so in the text. */
static bool add_moved(struct hinge_run_work *run, const struct hinge_intake *intake,
                      const char *const *name, size_t n, const char *place, struct hinge_text *text)
{
    const char *to = NULL, *from = NULL;
    size_t missing = 0, moved = 0;
    for (size_t r = 0; r < intake->n; r++) {
        const char *path = intake->row[r].path;
        if (path == NULL || hinge_os_exists(path))
            continue;
        const char *listed = hinge_path_below(path, place);
        missing++;
        for (size_t i = 0; i < n; i++) {
            /* the folder of each that is left of their common end: "Training alt" of "Training
             * alt/P01.csv" and "Training/P01.csv"; SIZE_MAX: their files' names differ */
            size_t p = strlen(name[i]), q = strlen(listed), k = SIZE_MAX, m = 0;
            while (p > 0 && q > 0 && name[i][p - 1] == listed[q - 1]) {
                p--;
                q--;
                if (name[i][p] == '/' || (p == 0 && (q == 0 || listed[q - 1] == '/')) ||
                    (q == 0 && name[i][p - 1] == '/')) {
                    k = p;
                    m = q;
                }
            }
            if (k == SIZE_MAX ||
                (to != NULL && (strlen(to) != k || strlen(from) != m ||
                                strncmp(to, name[i], k) != 0 || strncmp(from, listed, m) != 0)))
                continue;
            to = to != NULL ? to : hinge_arena_copy(&run->arena, name[i], k);
            from = from != NULL ? from : hinge_arena_copy(&run->arena, listed, m);
            moved++;
            break;
        }
    }
    if (to == NULL || 2 * moved < missing)
        return false;
    const size_t end = strlen(to);
    hinge_text_printf(text, "%zu file%s of these names %s in %s", moved, HINGE_S(moved),
                      moved > 1 ? "are" : "is", hinge_arena_shown(&run->arena, to));
    hinge_text_adds(text, end > 0 && to[end - 1] == '/' ? "" : "/");
    if (*from == '\0')
        hinge_text_printf(text, ": write folder = %s%s under [run] in %s",
                          run->folder != NULL ? place : "", to, run->request->path);
    else
        hinge_text_printf(text, ": call that folder %s again, or correct the column file of %s",
                          hinge_arena_shown(&run->arena, from), run->list);
    return true;
}

void hinge_run_note_unlisted(struct hinge_run_work *run)
{
    enum { NAMED = 3, LOOKED_AT = 200 };
    const char *list = run->list, **name;
    struct hinge_ingest_request request = hinge_run_intake(run);
    request.groups_vary = true;
    cleared_by(hinge_intake_clear) struct hinge_intake intake = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    struct hinge_os_info info;
    bool whole;
    if (hinge_os_stat(list, &info) != 0 || info.kind == HINGE_OS_FOLDER ||
        hinge_intake_make(&request, &intake, &ignored) != HINGE_OK)
        return;
    run->unused = intake.n_unused;
    cleared_by(freed) char *place =
        run->folder != NULL ? hinge_path_join(run->folder, "")
                            : hinge_copy_n(list, (size_t)(hinge_file_name(list) - list));
    const size_t n = hinge_run_unlisted(&intake, list, place, run->request->config, LOOKED_AT,
                                        &run->arena, &name, &whole);
    if (n == 0)
        return;
    if (add_moved(run, &intake, name, n, place, &text)) {
        hinge_run_note(run, (struct hinge_run_note){0}, "%s", hinge_text_string(&text));
        return;
    }
    hinge_text_printf(&text, "%s%zu recording%s in the folder without a row in %s (",
                      whole ? "" : "at least ", n, HINGE_S(n), list);
    hinge_text_join(&text, name, n < NAMED ? n : NAMED, ", ");
    hinge_text_adds(&text, n > NAMED ? ", …)" : ")");
    const char *config = run->request->path, *from = run->folder;
    cleared_by(hinge_text_clear) struct hinge_text of = {0};
    hinge_run_add_place(&of, config, "");
    const char *study =
        of.length > 0 ? hinge_arena_copy(&run->arena, of.data, hinge_path_length(of.data)) : ".";
    struct hinge_run_note note = {0};
    struct hinge_text command = {0};
    if (strcmp(hinge_file_name(config), "study.ini") == 0) {
        hinge_text_adds(&text, n > 1 ? ": this adds rows for them" : ": this adds one");
        hinge_text_command(&command, from != NULL ? "hinge-run --new * -o *" : "hinge-run --new *",
                           (const char *[]){from != NULL ? from : study, study});
        note.command = hinge_text_to_arena(&command, &run->arena);
    }
    hinge_run_note(run, note, "%s", hinge_text_string(&text));
}

/* What the report says, of which a line begins so: "found ". */
static void add_report(struct hinge_run_work *run, const char *label, struct hinge_text *out)
{
    const char *rest = hinge_text_string(&run->reported), *line;
    for (size_t n; (line = hinge_next_item(&rest, '\n', &n)) != NULL;) {
        if (strncmp(line, label, strlen(label)) != 0)
            continue;
        const char *one = hinge_arena_copy(&run->arena, line, n);
        hinge_text_printf(out, "%s\n", hinge_arena_shown(&run->arena, one));
    }
}

/* --- what was used, and the one reason why the rest was not --- */

enum { OF_REASON = 3, PEOPLE_NAMED = 8 }; /* files of a reason; people */

struct why {
    const char *text, *before; /* "(", "with ", "" */
    size_t n;
};

/* Reasons in the order they were met. */
struct whys {
    struct why why[32];
    size_t n, all;
};

static void count_why(struct hinge_run_work *run, struct whys *whys, const char *before,
                      const char *text)
{
    const size_t k = HINGE_ROW_AT(whys->why, whys->n, text);
    whys->all++;
    if (k == sizeof whys->why / sizeof *whys->why)
        return;
    if (k == whys->n)
        whys->why[whys->n++] = (struct why){hinge_arena_strdup(&run->arena, text), before, 0};
    whys->why[k].n++;
}

/* "8 of 12 used; not: 2 (file cut off), 2 of people not used" */
static void add_used(const char *label, size_t all, const struct whys *whys, struct hinge_text *out)
{
    hinge_text_printf(out, "%-11s %zu of %zu used", label, all - whys->all, all);
    for (size_t k = 0; k < whys->n; k++) {
        const struct why *why = &whys->why[k];
        hinge_text_printf(out, "%s%zu %s%s%s", k == 0 ? "; not: " : ", ", why->n, why->before,
                          why->text, *why->before == '(' ? ")" : "");
    }
}

/* Where it stands what is wrong with each recording: a table of all of them that this run wrote, or
 * the command that prints one. */
static void add_messages_at(struct hinge_run_work *run, const char *before, struct hinge_text *out)
{
    const char *id, *formats = run->settings->value[HINGE_RUN_formats];
    for (size_t k = 0; *run->settings->filter == '\0' && (id = hinge_writer_id(k)) != NULL; k++) {
        const char *file = hinge_arena_printf(&run->arena, "tables/trials.%s", id);
        if (!hinge_writer_for_programs(id) || !hinge_listed(formats, ',', id) ||
            hinge_run_find(run, file) == NULL)
            continue;
        hinge_text_printf(out, "%s%s\n", before, file);
        return;
    }
    hinge_text_command(out, "hinge-table trials *\n", (const char *[]){run->results});
}

static void add_counts(struct hinge_run_work *run, struct hinge_tabulation *tab,
                       const struct hinge_uses *uses, struct hinge_text *out)
{
    static const char not_used[] = "of people not used";
    const struct hinge_table *given = &uses->given;
    const size_t rows = given->rows;
    bool *counts = hinge_arena_alloc(&run->arena, rows, sizeof *counts), few = false,
         commas = false;
    bool *out_of = hinge_arena_alloc(&run->arena, uses->n_people, sizeof *out_of);
    static const struct {
        const char *role, *words;
    } beside[] = {{"standing", "quiet standing"},   {"mvc", "maximal EMG"},
                  {"calibration", "calibration"},   {"maxflex", "furthest bend"},
                  {"stack_ref", "stacked posture"}, {"dowel_ref", "standing with the dowel"}};
    enum { BESIDE = sizeof beside / sizeof *beside };
    size_t recordings = 0, people = 0, reps = 0, to_come = 0, of_role[BESIDE] = {0},
           lost[BESIDE] = {0}, partial = 0, nobody = 0, left = 0;
    struct whys of_people = {0}, of_recordings = {0}, of_reps = {0};
    const char *named[PEOPLE_NAMED];
    char why[160];
    for (size_t r = 0; r < rows; r++) {
        const enum hinge_use use = uses->recording[r].use;
        counts[r] = hinge_uses_counted(uses, r);
        recordings += counts[r];
        to_come += use == HINGE_USE_NOT_RECORDED;
        for (size_t k = 0; k < BESIDE && !counts[r]; k++)
            if (strcmp(hinge_table_word(given, "role", r), beside[k].role) == 0) {
                of_role[k] += use != HINGE_USE_NOT_RECORDED;
                lost[k] += use == HINGE_USE_REFUSED;
            }
        partial += strcmp(hinge_table_word(given, "status", r), "partial") == 0;
        nobody += counts[r] && *hinge_table_word(given, "participant", r) == '\0';
        left += counts[r] && use == HINGE_USE_NOBODY;
    }
    for (size_t p = 0; p < uses->n_people; p++) {
        const struct hinge_used_recording *of = hinge_uses_furthest(uses, p, counts);
        if (of == NULL || of->use == HINGE_USE_NOBODY)
            continue;
        people++;
        out_of[p] = !hinge_uses_compared(of);
        if (!out_of[p])
            continue;
        const size_t row = (size_t)(of - uses->recording);
        const char *who = hinge_table_word(given, "participant", row);
        const bool too_few = of->use == HINGE_USE_FEW;
        few |= too_few;
        count_why(run, &of_people, too_few ? "with " : "(", hinge_use_why(uses, of, why));
        if (of_people.all <= PEOPLE_NAMED) {
            commas |= strchr(who, ',') != NULL;
            const bool number = *who != '\0' && strspn(who, "0123456789") == strlen(who);
            const char *called = *who != '\0' ? who : hinge_table_word(given, "file", row);
            named[of_people.all - 1] =
                hinge_arena_printf(&run->arena, "%s%s (%s)",
                                   number ? "participant " : "", /* no count */
                                   hinge_arena_shown(&run->arena, called), why);
        }
    }
    for (size_t r = 0; r < rows; r++) {
        const struct hinge_used_recording *of = &uses->recording[r];
        const bool of_who_is_not = of->use == HINGE_USE_FEW && out_of[of->person];
        if (counts[r] && !hinge_uses_compared(of))
            count_why(run, &of_recordings, of_who_is_not ? "" : "(",
                      of_who_is_not ? not_used : hinge_use_why(uses, of, why));
    }
    const bool unnamed = nobody > 0 && nobody == recordings; /* no number of people is known */
    recordings += run->unused;
    for (size_t i = 0; i < run->unused; i++)
        count_why(run, &of_recordings, "", "unused by the list");
    cleared_by(hinge_reps_clear) struct hinge_repetitions list;
    hinge_reps_open(&list, tab, HINGE_WITH_EXCLUDED);
    const double *rep = hinge_reps_column(&list, "rep", 1),
                 *complete = hinge_reps_column(&list, "complete", 1),
                 *warnings = hinge_reps_column(&list, "warnings", 1);
    for (size_t i = 0; i < uses->n_reps && tab->status == HINGE_OK; i++) {
        const struct hinge_used_recording *of = &uses->recording[list.trial[i]];
        reps += counts[list.trial[i]];
        const bool of_who_is_not = uses->rep[i] == HINGE_USE_FEW && out_of[of->person];
        if (counts[list.trial[i]] && (of->beside || uses->rep[i] != HINGE_USE_USED))
            count_why(run, &of_reps, of_who_is_not ? "" : "(",
                      of_who_is_not ? not_used
                                    : hinge_use_why_rep(uses, of, uses->rep[i], rep[i], complete[i],
                                                        warnings[i], why));
    }
    const bool with = (of_people.n == 1 && of_people.all > 1) || of_people.all > PEOPLE_NAMED;
    const size_t n_whys = of_people.n;
    of_people.n = with ? n_whys : 0;
    add_used(unnamed ? "values" : "people", people, &of_people, out);
    for (size_t i = 0; i < of_people.all && !with; i++)
        hinge_text_printf(out, "%s%s", i == 0 ? "; not: " : commas ? "; " : ", ", named[i]);
    if (few && !run->settings->allow_single)
        hinge_text_printf(out, " (allow_single = yes under [run] includes %s)",
                          n_whys == 1 ? "them" : "those with too few repetitions");
    hinge_text_adds(out, "\n");
    add_used("recordings", recordings, &of_recordings, out);
    if (to_come > 0)
        hinge_text_printf(out, "; %zu not recorded yet", to_come);
    for (size_t k = 0; k < BESIDE; k++)
        if (of_role[k] > 0) {
            hinge_text_printf(out, "; %zu of %s", of_role[k], beside[k].words);
            if (lost[k] > 0)
                hinge_text_printf(out, ", %zu of them refused", lost[k]);
        }
    hinge_text_adds(out, "\n");
    add_used("repetitions", reps, &of_reps, out);
    hinge_text_adds(out, "\n");
    if (partial > 0) {
        hinge_text_printf(out, "look at     %zu recording%s of which a part could not be used: ",
                          partial, HINGE_S(partial));
        add_messages_at(run, "", out);
    }
    if (nobody > 0)
        hinge_text_printf(out,
                          "look at     %zu recording%s without a participant, %s: fill the column "
                          "participant of the trial list\n",
                          nobody, HINGE_S(nobody),
                          left > 0      ? "in no mean"
                          : nobody == 1 ? "counted by itself"
                                        : "each counted by itself");
}

/* Those refused for one reason, and the first few files. */
struct refusal {
    const char *reason, *file[OF_REASON];
    size_t n;
};

/* --- doubts about what the recordings do not say themselves --- */

/* The messages of the rows that have such a word, equal ones in one line with a count. */
static void add_messages(struct hinge_run_work *run, const struct hinge_table *table,
                         const char *column, const char *word, const char *lead,
                         struct hinge_text *out)
{
    cleared_by(hinge_messages_clear) struct hinge_messages messages = {0};
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    for (size_t r = 0; r < table->rows; r++)
        if (strcmp(hinge_table_word(table, column, r), word) == 0)
            hinge_messages_add_at(&messages, hinge_table_word(table, "trial_id", r),
                                  hinge_table_word(table, "message", r));
    for (size_t i = 0; i < messages.n; i++) {
        cleared_by(hinge_text_clear) struct hinge_text what = {0};
        hinge_message_add_what(&messages.line[i], &what);
        line.length = 0;
        hinge_run_add_keys(&line, hinge_text_string(&what));
        hinge_text_printf(out, "%-12s%zu recording%s: %s\n", lead, messages.line[i].n,
                          HINGE_S(messages.line[i].n),
                          hinge_arena_shown(&run->arena, hinge_text_string(&line)));
    }
}

/* The rate, where it was given: bends too fast for it, or too slow for anybody who was not told to
 * bend slowly; the unit; the size of an image. The first two, and where the others are. */
static void add_doubts(struct hinge_run_work *run, struct hinge_tabulation *tab,
                       const struct hinge_uses *uses, struct hinge_text *end)
{
    enum { LONG_S = 10, SHOWN = 2 };
    cleared_by(hinge_text_clear) struct hinge_text doubts = {0};
    struct hinge_text *out = &doubts;
    const double least_s = 0.8; /* PEOPLE: bends of people at their own pace last longer */
    const struct hinge_table *given = &uses->given;
    cleared_by(hinge_reps_clear) struct hinge_repetitions reps;
    hinge_reps_open(&reps, tab, HINGE_WITH_EXCLUDED);
    const double *from = hinge_reps_column(&reps, "desc_start_s", 1),
                 *to = hinge_reps_column(&reps, "desc_end_s", 1);
    const struct hinge_rep_labels phases = hinge_rep_labels(tab, "reason", "phase");
    const double *peak = hinge_reps_column(&reps, "peak_velocity_deg_s", phases.n);
    double *fast = hinge_arena_alloc(&run->arena, uses->n_reps, sizeof *fast),
           *speed = hinge_arena_alloc(&run->arena, uses->n_reps, sizeof *speed),
           *slow = hinge_arena_alloc(&run->arena, uses->n_reps, sizeof *slow), rate = NAN;
    size_t n_fast = 0, n_speed = 0, n_slow = 0, recordings = 0, known = 0;
    const long descent = hinge_label_find(phases.label, phases.n, "descent");
    for (size_t r = 0; r < given->rows; r++) {
        const bool suspect = strstr(hinge_table_word(given, "warnings", r), "RATE_SUSPECT") != NULL;
        recordings += suspect;
        rate = suspect && isnan(rate) ? hinge_table_number(given, "rate_hz", r) : rate;
    }
    for (size_t i = 0; i < uses->n_reps && tab->status == HINGE_OK; i++) {
        const size_t row = reps.trial[i];
        const double s = to[i] - from[i];
        if (isnan(s))
            continue;
        if (strstr(hinge_table_word(given, "warnings", row), "RATE_SUSPECT") != NULL) {
            fast[n_fast++] = s;
            speed[n_speed] = descent < 0 ? (double)NAN : peak[i * phases.n + (size_t)descent];
            n_speed += isnan(speed[n_speed]) ? 0 : 1;
        }
        const char *name = hinge_table_word(given, "cue", row);
        const struct hinge_cue *cue = hinge_cue_find(*name != '\0' ? name : "none");
        if (cue == NULL || cue->slow) /* what a cue of the user's asks for is not known */
            continue;
        known++;
        if (s > LONG_S)
            slow[n_slow++] = s;
    }
    if (n_fast > 0 && !isnan(rate)) {
        const double s = hinge_median(fast, n_fast, &run->arena),
                     deg_s = n_speed > 0 ? hinge_median(speed, n_speed, &run->arena) : (double)NAN;
        int factor = 2;
        while (factor < 8 && factor * s < least_s)
            factor *= 2;
        factor = hinge_rate_lower(rate, factor); /* a rate that cameras have */
        hinge_text_printf(out, "doubt       rate_hz = %g: bends go down in %.1f s", rate, s);
        if (n_speed > 0)
            hinge_text_printf(out, " at up to %.0f°/s", deg_s);
        hinge_text_printf(out, " (%zu recording%s)", recordings, HINGE_S(recordings));
        if (factor > 0)
            hinge_text_printf(out, "; at %g Hz in %.1f s", rate / factor, factor * s);
        if (factor > 0 && n_speed > 0)
            hinge_text_printf(out, " at %.0f°/s", deg_s / factor);
        hinge_text_adds(out, ". Is the rate right?\n");
    }
    if (2 * n_slow > known && n_fast == 0)
        hinge_text_printf(
            out,
            "doubt       bends go down in %.0f s: is this slow motion? Then rate_hz is "
            "the rate at which the camera recorded\n",
            hinge_median(slow, n_slow, &run->arena));

    /* a line of each unit in which legs can't be so long, for all recordings */
    add_messages(run, given, "reason", hinge_reason_name(HINGE_REASON_UNITS_UNKNOWN), "doubt", out);

    if (!run->none)
        add_report(run, "doubt ", out); /* sizes of images, by the check of the recordings */
    const char *rest = hinge_text_string(&doubts), *at;
    size_t n_doubts = 0;
    for (size_t n; (at = hinge_next_item(&rest, '\n', &n)) != NULL;)
        if (n_doubts++ < SHOWN)
            hinge_text_printf(end, "%.*s\n", (int)n, at);
    if (n_doubts > SHOWN) {
        hinge_text_printf(end, "doubt       %zu more: ", n_doubts - SHOWN);
        hinge_text_command(end, "hinge-check *\n", &run->study);
    }
}

/* Whether both say one thing of figures or of tables: why they are missing, or what they are of. */
static bool same_why(const struct hinge_run_note *one, const struct hinge_run_note *other)
{
    return (one->figure != NULL) == (other->figure != NULL) &&
           (one->table != NULL) == (other->table != NULL) &&
           (one->figure != NULL || one->table != NULL) && strcmp(one->text, other->text) == 0;
}

/* A line each; figures or tables of which one thing is said share one, and so do all figures that
 * are not drawn, each with its reason in brief. */
static void add_notes(struct hinge_run_work *run, struct hinge_text *out)
{
    cleared_by(hinge_text_clear) struct hinge_text undrawn = {0};
    for (size_t i = 0; i < run->n_notes; i++) {
        const struct hinge_run_note *note = &run->note[i];
        const bool drawn = note->figure != NULL && strncmp(note->text, "of ", 3) == 0;
        size_t first = 0, figures = 0;
        while (first < i && !same_why(note, &run->note[first]))
            first++;
        if (first < i)
            continue; /* said */
        if (note->figure != NULL && !drawn) {
            hinge_text_adds(&undrawn, undrawn.length > 0 ? "; " : "");
            for (size_t k = i; k < run->n_notes; k++)
                if (same_why(note, &run->note[k]))
                    hinge_text_printf(&undrawn, "%s%s", figures++ > 0 ? ", " : "",
                                      run->note[k].figure);
            const char *brief = hinge_arena_copy(&run->arena, note->text, strcspn(note->text, ";"));
            hinge_text_printf(&undrawn, " (%s)", hinge_arena_shown(&run->arena, brief));
            continue;
        }
        hinge_text_adds(out, "note        ");
        for (size_t k = i; k < run->n_notes; k++)
            if (same_why(note, &run->note[k]))
                hinge_text_printf(out, "%s %s",
                                  figures++ > 0 ? ","
                                  : drawn       ? "the"
                                                : "no",
                                  note->table != NULL ? run->note[k].table : run->note[k].figure);
        if (figures > 0)
            hinge_text_printf(out, " %s%s%s ", note->table != NULL ? "table" : "figure",
                              HINGE_S(figures),
                              !drawn        ? ":"
                              : figures > 1 ? " are"
                                            : " is");
        hinge_text_printf(out, "%s\n", hinge_arena_shown(&run->arena, note->text));
        if (note->command != NULL)
            hinge_text_printf(out, "        %s\n", note->command);
    }
    if (undrawn.length > 0)
        hinge_text_printf(out, "figures     not drawn: %s\n", undrawn.data);
}

/* Several cues, none of them the one that others are compared with. */
static void add_baseline(struct hinge_run_work *run, const struct hinge_table *trials,
                         struct hinge_text *out)
{
    enum { MOST = 16 };
    const char *cue[MOST], *baseline = run->settings->baseline;
    size_t n = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *its = hinge_table_word(trials, "cue", r);
        if (*its == '\0' || !hinge_recording_counts(hinge_table_word(trials, "role", r)))
            continue;
        if (strcmp(its, baseline) == 0)
            return;
        size_t k = hinge_name_at(cue, n, its);
        if (k == n && n < MOST)
            cue[n++] = its;
    }
    if (n < 2)
        return;
    cleared_by(hinge_text_clear) struct hinge_text cues = {0};
    hinge_text_join(&cues, cue, n, ", ");
    const char *note =
        hinge_arena_printf(&run->arena,
                           "no comparison of cues: no recording has the cue \"%s\"; there are %s: "
                           "set baseline under [run] to the one without an "
                           "instruction, such as baseline = %s",
                           baseline, cues.data, cue[0]);
    hinge_text_printf(out, "note        %s\n", hinge_arena_shown(&run->arena, note));
}

/* Visits whose names do not say which came first, so that the list does. */
static void add_visits(struct hinge_run_work *run, const struct hinge_tabulation *tab,
                       struct hinge_text *out)
{
    cleared_by(freed) size_t *row = hinge_alloc(tab->trials.rows + 1, sizeof *row);
    cleared_by(hinge_text_clear) struct hinge_text from = {0}, to = {0};
    size_t n = 0;
    for (size_t r = 0; r < tab->trials.rows; r++)
        if (hinge_use_of_recording(tab, r) == HINGE_USE_USED)
            row[n++] = r;
    const struct hinge_level_change of = hinge_change_of(&tab->trials, row, n, "stage");
    if (of.to == NULL || *hinge_or_empty(run->settings->change) != '\0' ||
        hinge_levels_are_ordered(of.from, of.to))
        return;
    hinge_text_item(&from, of.from);
    hinge_text_item(&to, of.to);
    const char *note = hinge_arena_printf(
        &run->arena,
        "sessions %s and %s: no word says which came first, so the order of the list counts; if %s "
        "did, write change = session:%s-%s under [run]",
        from.data, to.data, to.data, from.data, to.data);
    hinge_text_printf(out, "look at     %s\n", hinge_arena_shown(&run->arena, note));
}

bool hinge_run_end(struct hinge_run_work *run)
{
    static const struct hinge_view view = {.id = "trials", .takes = "people"};
    struct hinge_table_request copy = {0};
    struct hinge_table_request request = {.opened = run->opened};
    cleared_by(hinge_tab_close) struct hinge_tabulation tab = {.request = &copy, .view = &view};
    cleared_by(hinge_uses_clear) struct hinge_uses uses = {0};
    struct hinge_text *out = &run->ended;
    run->refused = false;
    /* what counts in the tables and the report counts here */
    hinge_query_copy(&request.by, &run->settings->by, HINGE_QUERY_OF_TABLE, HINGE_OBEYS_USE);
    request.baseline = run->settings->baseline;
    request.chosen_apart = strcmp(hinge_or_empty(run->settings->people_split), "no") != 0;
    if (!hinge_run_good(run, hinge_tab_request(&request, &copy, run->error)))
        return false;
    if (hinge_tab_open(&tab))
        hinge_uses_find(&uses, &tab);
    if (!hinge_run_good(run, hinge_tab_ended(&tab, run->error)))
        return false;
    if (!run->none) {
        add_report(run, "question ", out);
        add_report(run, "found ", out);
        add_report(run, "caution ", out);
    }
    add_counts(run, &tab, &uses, out);
    /* a line for each reason, in the order they are met */
    struct refusal list[HINGE_REASON_COUNT];
    size_t reasons = 0;
    for (size_t r = 0; r < uses.given.rows; r++) {
        if (uses.recording[r].use != HINGE_USE_REFUSED)
            continue;
        const char *reason = hinge_table_word(&uses.given, "reason", r);
        const size_t k = HINGE_ROW_AT(list, reasons, reason);
        if (k == HINGE_REASON_COUNT)
            continue; /* there are no others */
        if (k == reasons)
            list[reasons++] = (struct refusal){.reason = reason};
        if (list[k].n < OF_REASON)
            list[k].file[list[k].n] = hinge_table_word(&uses.given, "file", r);
        list[k].n++;
    }
    for (size_t k = 0; k < reasons; k++) {
        hinge_text_printf(out, "refused     %zu × %s:", list[k].n, list[k].reason);
        for (size_t i = 0; i < list[k].n && i < OF_REASON; i++)
            hinge_text_printf(out, "%s%s", i > 0 ? ", " : " ",
                              hinge_arena_shown(&run->arena, list[k].file[i]));
        hinge_text_adds(out, list[k].n > OF_REASON ? ", …\n" : "\n");
    }
    if (reasons > 0 && !run->none) {
        hinge_text_adds(out, "            what to do about each: ");
        add_messages_at(run, "column message of ", out);
    }
    run->refused = reasons > 0;
    for (size_t r = 0; r < uses.given.rows; r++) /* the caution says who is in two groups */
        run->refused |= *hinge_table_word(&uses.given, HINGE_OTHER_GROUP, r) != '\0';
    add_doubts(run, &tab, &uses, out);
    /* recordings that count although something may mislead: a warning that its row in codes.def
     * calls one */
    size_t warned = 0;
    for (size_t r = 0; r < uses.given.rows; r++) {
        const char *rest = hinge_table_word(&uses.given, "warnings", r), *word;
        bool any = false;
        for (size_t n; uses.recording[r].use == HINGE_USE_USED &&
                       (word = hinge_next_item(&rest, ' ', &n)) != NULL;) {
            const struct hinge_code *code = hinge_code_find(word, n);
            any = any || (code != NULL && code->as_warning == HINGE_CODE_WARN);
        }
        warned += any;
    }
    if (warned > 0)
        hinge_text_printf(
            out, "note        %zu recording%s used with a warning: hinge-check says which\n",
            warned, HINGE_S(warned));
    /* which channels of muscles are known, where not all are */
    add_messages(run, &run->check.findings, "code", "MUSCLES", "note", out);
    if (!run->none)
        add_baseline(run, &uses.given, out);
    add_visits(run, &tab, out);
    if (tab.chosen != NULL) /* by [run] people */
        hinge_text_printf(out, "note        " HINGE_THEY_ARE_CHOSEN "%s\n",
                          hinge_arena_shown(&run->arena, tab.chosen->words + strlen("of ")));
    add_notes(run, out);
    cleared_by(hinge_alike_clear) struct hinge_alike
        alike; /* the key that makes recordings alike which are not averaged */
    hinge_alike_find(&uses.given, "task,stage,load_kg,cue,rater", "", NULL, &alike);
    if (alike.joins.length > 0)
        hinge_text_printf(out, "note        %s; %s\n",
                          hinge_arena_shown(&run->arena, hinge_text_string(&alike.others)),
                          hinge_arena_shown(&run->arena, alike.joins.data));
    return hinge_run_good(run, hinge_tab_ended(&tab, run->error));
}
