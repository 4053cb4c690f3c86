/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configs and study.ini: what is read prints as a config that reads back the same; the parts that
 * have sections of their own ([run], [fault:…], [columns], [landmarks:…]) read it. */
#include "analyze/job.h"
#include "ingest/ingest.h"
#include "run/settings.h"
#include "target.h"

static enum hinge_status load(const void *bytes, size_t size, struct hinge_config *config)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    int file;
    char path[64];
    as_file(bytes, size, &file, path);
    hinge_config_init(config);
    enum hinge_status status = hinge_config_load(config, path, &error);
    promise_explained(status, &error);
    close(file);
    return status;
}

static void read_sections(const struct hinge_config *config)
{
    struct hinge_run_settings settings;
    struct hinge_fault_table faults = {0};
    struct hinge_descriptions descriptions = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    promise_explained(hinge_run_settings_read(config, &settings, &error), &error);
    promise_explained(hinge_fault_rows_make(config, &faults, &error), &error);
    promise_explained(hinge_descriptions_make(config, &descriptions, &error), &error);
    hinge_text_clear(&settings.others);
    hinge_fault_table_clear(&faults);
    hinge_descriptions_clear(&descriptions);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_config config, again;
    char *text, *second;
    if (load(bytes, size, &config) == HINGE_OK) {
        text = hinge_config_print(&config);
        promise(load(text, strlen(text), &again) == HINGE_OK, "reads back", NULL);
        second = hinge_config_print(&again);
        promise(strcmp(text, second) == 0, "the same config", NULL);
        read_sections(&config);
        hinge_config_clear(&again);
        free(second);
        free(text);
    }
    hinge_config_clear(&config);
    return 0;
}
