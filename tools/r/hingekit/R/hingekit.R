# SPDX-License-Identifier: GPL-3.0-or-later
# Reads results.h5 (docs/files.md describes it). Nothing is computed here.

# Columns of /trials that say whose a repetition is.
keys <- c("trial_id", "participant", "group", "session", "task", "cue", "trial", "role", "tier")

# The layout of results.h5 that is read.
schema_version <- 2

# Opens the file, calls f(nc), closes it.
with_results <- function(path, f) {
    # ncdf4 prints that R has no 64-bit integers; none of them is read
    capture.output(nc <- nc_open(path, suppress_dimvals = TRUE))
    on.exit(nc_close(nc))
    kind <- ncatt_get(nc, 0, "hinge_schema")
    version <- ncatt_get(nc, 0, "hinge_schema_version")
    if (!kind$hasatt || kind$value != "results") {
        stop(path, ": expected results.h5; write one: hinge-analyze study.h5 -o results.h5", call. = FALSE)
    }
    layout <- if (version$hasatt) version$value else 0
    if (layout != schema_version) {
        stop(path, " was made by another hingekit (layout ", layout, "; this one reads ", schema_version, "): ",
             "run hinge-analyze again, or update the package hingekit", call. = FALSE)
    }
    f(nc)
}

# Names of the arrays or columns of a group.
members <- function(nc, group) {
    names <- names(nc$var)
    names[startsWith(names, paste0(group, "/"))]
}

place <- function(labels, name, what) {
    at <- match(name, labels)
    if (anyNA(at)) {
        stop("no ", what, " \"", name[is.na(at)][1], "\": ", paste(head(labels, 8), collapse = ", "), ", ...",
             call. = FALSE)
    }
    at
}

# Numbers by the names that the array gives them; others (refused) are NA.
coded <- function(nc, array, values) {
    meanings <- strsplit(ncatt_get(nc, array, "flag_meanings")$value, " ")[[1]]
    factor(meanings[as.vector(values) + 1], levels = meanings)
}

table_of <- function(nc, name) {
    columns <- members(nc, name)
    if (length(columns) == 0) stop("no table \"", name, "\"", call. = FALSE)
    data <- lapply(columns, function(v) {
        value <- as.vector(ncvar_get(nc, v))
        unit <- ncatt_get(nc, v, "units")
        if (unit$hasatt) attr(value, "units") <- unit$value
        value
    })
    names(data) <- vapply(columns, function(v) {
        label <- ncatt_get(nc, v, "column")
        if (label$hasatt) label$value else sub(".*/", "", v)
    }, "")
    data.frame(data, check.names = FALSE, stringsAsFactors = FALSE)
}

keys_of <- function(nc) {
    trials <- table_of(nc, "trials")
    row <- ncvar_get(nc, "reps/trial") + 1
    out <- trials[row, intersect(keys, names(trials)), drop = FALSE]
    rownames(out) <- NULL
    out$rep <- as.integer(ncvar_get(nc, "reps/rep"))
    for (name in c("floor", "complete", "valid")) out[[name]] <- as.vector(ncvar_get(nc, paste0("reps/", name))) == 1
    out
}

# An array [phase, metric, repetition] of a phase and some metrics, a column each.
columns_of <- function(nc, array, phase, metrics, read) {
    labels <- as.vector(ncvar_get(nc, "reps/metric"))
    phases <- as.vector(ncvar_get(nc, "reps/phase"))
    p <- place(phases, phase, "phase")
    at <- if (is.null(metrics)) seq_along(labels) else place(labels, metrics, "metric")
    if (length(at) == 0) return(list())
    # one read, from the first of them to the last
    values <- ncvar_get(nc, array, start = c(p, min(at), 1), count = c(1, max(at) - min(at) + 1, -1), collapse_degen = FALSE)
    out <- lapply(at, function(m) read(as.vector(values[1, m - min(at) + 1, ]), labels[m]))
    names(out) <- labels[at]
    out
}

# The builds that made the results and their study, in one line.
hk_source <- function(path) {
    with_results(path, function(nc) {
        by <- vapply(c("source", "study_source"), function(name) {
            found <- ncatt_get(nc, 0, name)
            if (found$hasatt) found$value else "an unknown build"
        }, "")
        paste(by[1], "of a study by", by[2])
    })
}

hk_table <- function(path, name) with_results(path, function(nc) table_of(nc, name))

hk_trials <- function(path) hk_table(path, "trials")

hk_metrics <- function(path) hk_table(path, "metrics")

hk_reps <- function(path, phase = "rep", metrics = NULL) {
    with_results(path, function(nc) {
        known <- table_of(nc, "metrics")
        out <- keys_of(nc)
        for (name in c("desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s", "rom_deg")) {
            out[[name]] <- as.vector(ncvar_get(nc, paste0("reps/", name)))
        }
        data <- columns_of(nc, "reps/value", phase, metrics, function(value, m) {
            structure(value, units = known$unit[known$id == m])
        })
        out[names(data)] <- data
        out
    })
}

hk_reasons <- function(path, phase = "rep", metrics = NULL) {
    with_results(path, function(nc) {
        out <- keys_of(nc)
        data <- columns_of(nc, "reps/reason", phase, metrics, function(value, m) coded(nc, "reps/reason", value))
        out[names(data)] <- data
        out
    })
}

hk_faults <- function(path) {
    with_results(path, function(nc) {
        id <- as.vector(ncvar_get(nc, "reps/fault"))
        out <- keys_of(nc)
        out <- out[rep(seq_len(nrow(out)), each = length(id)), , drop = FALSE]
        rownames(out) <- NULL
        out$fault <- rep(id, length.out = nrow(out))
        for (name in c("state", "severity", "threshold", "margin", "time_s", "reason")) {
            array <- paste0("reps/fault_", name)
            value <- as.vector(ncvar_get(nc, array))
            out[[name]] <- if (name %in% c("state", "reason")) coded(nc, array, value) else value
        }
        out
    })
}

hk_curves <- function(path, signal, kind = "by_time") {
    with_results(path, function(nc) {
        array <- paste0("waveforms/", kind)
        at <- place(as.vector(ncvar_get(nc, "waveforms/signal")), signal, "signal")
        values <- ncvar_get(nc, array, start = c(1, at, 1), count = c(-1, 1, -1), collapse_degen = FALSE)
        curves <- t(matrix(values, nrow = dim(values)[1]))
        colnames(curves) <- seq_len(ncol(curves)) - 1
        list(keys = keys_of(nc), curves = curves, units = ncatt_get(nc, array, "units")$value)
    })
}
