/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files below the folder of a run. */
#include "run/outputs.h"

#include "ingest/folder.h"

#include <ctype.h>
#include <hinge/file.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* subfolder/name.extension, of characters that any file system takes. */
static void put_name(struct hinge_text *out, const char *subfolder, const char *name,
                     const char *extension)
{
    char clean[100];
    size_t n = 0;
    for (; n < sizeof clean - 1 && name[n] != '\0'; n++)
        clean[n] = isalnum((unsigned char)name[n]) || strchr("_-+", name[n]) != NULL
                       ? name[n]
                       : '_';
    clean[n] = '\0';
    hinge_text_printf(out, "%s/%s.%s", subfolder, clean, extension);
}

static void put_path(struct hinge_text *out, const struct hinge_run_outputs *outputs,
                     const char *below)
{
    hinge_text_printf(out, "%s/%s", outputs->folder, below);
}

enum hinge_status hinge_run_output_begin(struct hinge_run_output *output,
                                         struct hinge_run_outputs *outputs,
                                         const char *subfolder, const char *name,
                                         const char *extension,
                                         struct hinge_error *error)
{
    struct hinge_text folder = {0};
    *output = (struct hinge_run_output){.outputs = outputs};
    put_name(&output->file, subfolder, name, extension);
    put_path(&output->path, outputs, hinge_text_string(&output->file));
    put_path(&folder, outputs, subfolder);
    enum hinge_status status =
        output->file.failed || output->path.failed || folder.failed
            ? hinge_no_memory(error)
            : hinge_folder_make(hinge_text_string(&folder), error);
    output->saving.path = hinge_text_string(&output->path);
    return hinge_text_done(&folder, status, error);
}

enum hinge_status hinge_run_output_end(struct hinge_run_output *output,
                                       enum hinge_status status,
                                       struct hinge_error *error)
{
    struct hinge_text *saved = &output->outputs->saved;
    if (status == HINGE_OK) {
        hinge_text_printf(saved, "%s\n", hinge_text_string(&output->file));
        status = saved->failed ? hinge_no_memory(error) : HINGE_OK;
    }
    status = hinge_saving_end(&output->saving, status, error);
    hinge_text_clear(&output->file);
    return hinge_text_done(&output->path, status, error);
}

enum hinge_status hinge_run_outputs_save(struct hinge_run_outputs *outputs,
                                         const char *subfolder, const char *name,
                                         const char *extension, const char *bytes,
                                         size_t length, struct hinge_error *error)
{
    struct hinge_run_output output;
    enum hinge_status status =
        hinge_run_output_begin(&output, outputs, subfolder, name, extension, error);
    if (status == HINGE_OK)
        status = hinge_saving_add(&output.saving, bytes, length, error);
    return hinge_run_output_end(&output, status, error);
}

void hinge_run_outputs_forget(const struct hinge_run_outputs *outputs,
                              const char *subfolder, const char *name,
                              const char *extension)
{
    struct hinge_text file = {0}, path = {0};
    put_name(&file, subfolder, name, extension);
    put_path(&path, outputs, hinge_text_string(&file));
    if (!file.failed && !path.failed && !outputs->saved.failed &&
        !hinge_listed(hinge_text_string(&outputs->saved), '\n',
                      hinge_text_string(&file)))
        unlink(hinge_text_string(&path)); /* none there is as well */
    hinge_text_clear(&file);
    hinge_text_clear(&path);
}
