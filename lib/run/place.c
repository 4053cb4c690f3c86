/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the files of a study are, for a program that opens them. */
#include "run/run.h"

/* What [run] of a config says of a key, checked or not. */
static const char *value_of(const struct hinge_config *config, size_t which)
{
    struct hinge_run_key key;
    hinge_run_key_at(which, &key);
    const struct hinge_config_entry *entry = hinge_config_find(config, "run", key.name);
    return entry != NULL ? entry->value : key.standard;
}

void hinge_run_add_place(struct hinge_text *out, const char *config, const char *name)
{
    if (!hinge_os_is_absolute(name))
        hinge_text_add(out, config, (size_t)(hinge_file_name(config) - config));
    hinge_text_adds(out, name);
}

enum hinge_status hinge_run_guard(const struct hinge_config *of, const char *config,
                                  const char *key, const char *name, const char *named,
                                  const char *then, struct hinge_error *error)
{
    const struct hinge_config_entry *entry = hinge_config_find(of, "run", key);
    cleared_by(hinge_text_clear) struct hinge_text path = {0};
    if (entry != NULL && entry->line == 0) /* an option says it */
        return HINGE_OK;
    hinge_run_add_place(&path, config, name);
    /* what is there of it, with links followed; the rest would be made below it; NULL: a folder
     * "..", of one that is not there */
    char *there = hinge_alloc(path.length + 2, 1), *real, *base[2]; /* room for "." */
    strcpy(there, hinge_text_string(&path));
    while ((real = hinge_os_real_path(there)) == NULL && strcmp(there, ".") != 0) {
        there[hinge_path_length(there)] = '\0';
        char *last = there + (hinge_file_name(there) - there);
        if (strcmp(last, "..") == 0)
            break;
        strcpy(last, last == there ? "." : "");
    }
    free(there);
    path.length = 0;
    hinge_run_add_place(&path, config, "");
    base[0] = hinge_os_real_path(path.length > 0 ? path.data : ".");
    base[1] = named != NULL ? hinge_os_real_path(named) : NULL;
    bool in = false;
    for (size_t k = 0; k < 2; k++) {
        in |= real != NULL && base[k] != NULL && hinge_path_lies_in(base[k], real);
        free(base[k]);
    }
    free(real);
    path.length = 0;
    if (entry != NULL)
        hinge_text_printf(&path, "%.250s:%u: [run] %s = ", entry->source, entry->line, key);
    else
        hinge_text_printf(&path, "%.250s: ", config);
    return in ? HINGE_OK
              : hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OUTSIDE_FOLDER,
                                "%s%.200s leads out of the folder of the study: %s",
                                hinge_text_string(&path), name, then);
}

void hinge_run_study(const char *folder, const char *documents, char **config, char **elsewhere)
{
    cleared_by(hinge_text_clear) struct hinge_text ini = {0}, other = {0};
    hinge_text_printf(&ini, "%.*s/study.ini", (int)hinge_path_length(folder), folder);
    *elsewhere = NULL;
    if (documents != NULL && !hinge_os_exists(ini.data) && !hinge_os_may_write(folder)) {
        cleared_by(hinge_config_clear) struct hinge_config there = {0};
        struct hinge_error ignored = HINGE_ERROR_INIT;
        cleared_by(freed) char *name = hinge_path_name(folder);
        hinge_text_printf(&other, "%s/%s-study", documents, *name != '\0' ? name : "my");
        *elsewhere = hinge_copy(other.data);
        hinge_text_adds(&other, "/study.ini");
        hinge_config_init(&there);
        /* unless another folder of that name has its study there */
        if (hinge_os_exists(other.data) &&
            (hinge_config_load(&there, other.data, &ignored) != HINGE_OK ||
             !hinge_file_same(value_of(&there, HINGE_RUN_folder), folder))) {
            free(*elsewhere);
            *elsewhere = NULL;
        }
    }
    *config = hinge_copy(hinge_text_string(*elsewhere != NULL ? &other : &ini));
}

enum hinge_status hinge_run_file(const char *config, bool list, char **path,
                                 struct hinge_error *error)
{
    cleared_by(hinge_config_clear) struct hinge_config loaded = {0};
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_config_init(&loaded);
    enum hinge_status status = hinge_config_load(&loaded, config, error);
    hinge_run_add_place(&text, config, value_of(&loaded, list ? HINGE_RUN_list : HINGE_RUN_output));
    hinge_text_adds(&text, list ? "" : "/report.html");
    *path = status == HINGE_OK ? hinge_copy(text.data) : NULL;
    return status;
}
