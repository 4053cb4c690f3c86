# SPDX-License-Identifier: GPL-3.0-or-later
# Runs hingekit and reads results.h5 (docs/files.md describes it). Nothing is computed here.

# What a program of hingekit prints. Its notes become warnings, and what it refuses an error of class hinge_error.
hinge_tool <- function(name, ...) {
    if (!nzchar(Sys.which(name))) {
        stop(name, " is not on the PATH: build hingekit, or install its wheel or package", call. = FALSE)
    }
    log <- tempfile(fileext = ".json")
    err <- tempfile()
    on.exit(unlink(c(log, err)))
    words <- c(..., "--run-log", log)
    out <- suppressWarnings(system2(name, shQuote(words), stdout = TRUE, stderr = err))
    status <- if (is.null(attr(out, "status"))) 0L else attr(out, "status")
    lines <- sub(paste0("^", name, ": "), "", readLines(err, warn = FALSE, encoding = "UTF-8"))
    notes <- lines[!grepl("^[0-9]+/[0-9]+ ", lines)] # stages
    refused <- !status %in% c(0L, 4L) # 4: some recordings were refused
    for (note in if (refused) head(notes, -1) else notes) warning(note, call. = FALSE)
    if (refused) {
        ended <- if (file.exists(log)) readLines(log, warn = FALSE) else character()
        code <- function(key) {
            row <- grep(paste0("^ *\"", key, "\": "), ended, value = TRUE)
            if (length(row) == 1) sub("^[^:]*: \"(.*)\",?$", "\\1", row) else ""
        }
        what <- if (length(notes) > 0) notes[length(notes)] else paste(name, "ended with", status)
        stop(structure(class = c("hinge_error", "error", "condition"),
                       list(message = what, call = NULL, status = code("status"), reason = code("reason"),
                            code = code("code"), exit_status = status)))
    }
    enc2utf8(as.vector(out))
}

hinge_run <- function(folder, ..., output = NULL, again = FALSE, threads = 0, allow_outside = FALSE) {
    folder <- sub("^-", "./-", folder) # no option
    settings <- unlist(list(...)) # run = list(baseline = "none") is run.baseline
    set <- if (length(settings) > 0) paste0("--set=", names(settings), "=", settings)
    outside <- if (allow_outside) "--allow-outside"
    if (dir.exists(folder) && !file.exists(file.path(folder, "study.ini"))) {
        hinge_tool("hinge-run", "--new", folder, outside, grep("^--set=ingest[.]", set, value = TRUE))
    }
    said <- hinge_tool("hinge-run", folder, paste0("--threads=", threads), outside, set, if (again) "--again",
                       if (!is.null(output)) paste0("--output=", output))
    dirname(sub("^report +", "", grep("^report +", said, value = TRUE)[1]))
}

# Columns of /trials that say whose a repetition is.
keys <- c("trial_id", "participant", "group", "session", "task", "cue", "trial", "role", "tier")

# Columns of /list that say under what, and those that tell no repetitions apart.
listed <- c("load_kg", "side", "rater", "cond_order", "mass_kg")
remarks <- c("id", "file", "note", "notes", "comment", "comments", "copy_of", "other_group", "retest")

# The layout of results.h5 that is read.
schema_version <- 2

# Opens the file, or that of a folder of hinge_run, calls f(nc), closes it.
with_results <- function(path, f) {
    if (dir.exists(path)) path <- file.path(path, "results.h5")
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

# Levels of a key in the order of the study, in which hinge-table prints them: a baseline before its cues, visits
# as they were; those that no table has last, as the rows are.
ordered_of <- function(nc, key, levels) {
    path <- tempfile(fileext = ".csv")
    on.exit(unlink(path))
    tryCatch({
        hinge_tool("hinge-table", "-q", "summary", nc$filename, "--by", key, "--format", "csv", "-o", path)
        said <- utils::read.csv(path, colClasses = "character", check.names = FALSE)
        union(intersect(said[[key]], levels), levels)
    }, hinge_error = function(refused) levels) # results of another build
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
    data <- data.frame(data, check.names = FALSE, stringsAsFactors = FALSE)
    for (key in setdiff(intersect(keys, names(data)), "trial_id")) {
        levels <- setdiff(unique(data[[key]]), "")
        if (length(levels) > 1 && key %in% c("group", "session", "task", "cue")) levels <- ordered_of(nc, key, levels)
        data[[key]] <- factor(data[[key]], levels = levels)
    }
    data
}

# Columns of the list for each recording: known keys, and the user's own that vary within people.
list_of <- function(nc, trials) {
    list <- table_of(nc, "list")
    list <- list[match(trials$trial_id, list$id), , drop = FALSE]
    own <- setdiff(names(list), c(remarks, listed, names(trials)))
    own <- own[vapply(own, function(name) {
        is.character(list[[name]]) && !grepl(":", name, fixed = TRUE) &&
            any(tapply(list[[name]], trials$participant, function(v) length(unique(v)) > 1), na.rm = TRUE)
    }, NA)]
    list[c(intersect(listed, names(list)), own)]
}

# Whether the page's means use a repetition, and why not, as hinge-table says it.
used_of <- function(nc, out) {
    path <- tempfile(fileext = ".csv")
    on.exit(unlink(path))
    hinge_tool("hinge-table", "-q", "reps", nc$filename, "--phase", "rep", "--columns", "trial_id,rep,used,why",
               "--format", "csv", "-o", path)
    said <- utils::read.csv(path, colClasses = "character")
    said <- said[match(paste(out$trial_id, out$rep), paste(said$trial_id, said$rep)), ]
    why <- said$why
    why[!nzchar(why)] <- NA_character_
    list(used = said$used == "1", why = why)
}

keys_of <- function(nc) {
    trials <- table_of(nc, "trials")
    row <- ncvar_get(nc, "reps/trial") + 1
    out <- cbind(trials[row, intersect(keys, names(trials)), drop = FALSE], list_of(nc, trials)[row, , drop = FALSE])
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
hinge_source <- function(results) {
    with_results(results, function(nc) {
        by <- vapply(c("source", "study_source"), function(name) {
            found <- ncatt_get(nc, 0, name)
            if (found$hasatt) found$value else "an unknown build"
        }, "")
        paste(by[1], "of a study by", by[2])
    })
}

hinge_read <- function(results, table = "reps", phase = "rep", metrics = NULL) {
    with_results(results, function(nc) {
        switch(table,
            reps = reps_of(nc, phase, metrics),
            reasons = reasons_of(nc, phase, metrics),
            rep_faults = rep_faults_of(nc),
            table_of(nc, table))
    })
}

reps_of <- function(nc, phase, metrics) {
    known <- table_of(nc, "metrics")
    out <- keys_of(nc)
    out[c("used", "why")] <- used_of(nc, out)
    for (name in c("desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s", "rom_deg")) {
        array <- paste0("reps/", name)
        out[[name]] <- structure(as.vector(ncvar_get(nc, array)), units = ncatt_get(nc, array, "units")$value)
    }
    data <- columns_of(nc, "reps/value", phase, metrics, function(value, m) {
        structure(value, units = known$unit[known$id == m])
    })
    out[names(data)] <- data
    out
}

reasons_of <- function(nc, phase, metrics) {
    out <- keys_of(nc)
    data <- columns_of(nc, "reps/reason", phase, metrics, function(value, m) coded(nc, "reps/reason", value))
    out[names(data)] <- data
    out
}

rep_faults_of <- function(nc) {
    id <- as.vector(ncvar_get(nc, "reps/fault"))
    out <- keys_of(nc)
    out <- out[rep(seq_len(nrow(out)), each = length(id)), , drop = FALSE]
    rownames(out) <- NULL
    out$fault <- factor(rep(id, length.out = nrow(out)), levels = id)
    for (name in c("state", "severity", "threshold", "margin", "time_s", "reason")) {
        array <- paste0("reps/fault_", name)
        value <- as.vector(ncvar_get(nc, array))
        out[[name]] <- if (name %in% c("state", "reason")) coded(nc, array, value) else value
    }
    out
}

hinge_curves <- function(results, signal, kind = "by_time") {
    with_results(results, function(nc) {
        array <- paste0("waveforms/", kind)
        at <- place(as.vector(ncvar_get(nc, "waveforms/signal")), signal, "signal")
        values <- ncvar_get(nc, array, start = c(1, at, 1), count = c(-1, 1, -1), collapse_degen = FALSE)
        curves <- t(matrix(values, nrow = dim(values)[1]))
        colnames(curves) <- seq_len(ncol(curves)) - 1
        list(keys = keys_of(nc), curves = curves, units = ncatt_get(nc, array, "units")$value)
    })
}
