/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configs: what is read prints as a config that reads back the same. */
#include "target.h"

#include <hinge/config.h>

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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_config config, again;
    char *text, *second;
    if (load(bytes, size, &config) == HINGE_OK) {
        text = hinge_config_print(&config);
        promise(load(text, strlen(text), &again) == HINGE_OK, "reads back", NULL);
        second = hinge_config_print(&again);
        promise(strcmp(text, second) == 0, "the same config", NULL);
        hinge_config_clear(&again);
        free(second);
        free(text);
    }
    hinge_config_clear(&config);
    return 0;
}
