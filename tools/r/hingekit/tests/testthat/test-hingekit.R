# HINGE_RESULTS is a results.h5, HINGE_TABLES a folder with what hinge-table wrote of it.
results <- Sys.getenv("HINGE_RESULTS")
tables <- Sys.getenv("HINGE_TABLES")
here <- function() skip_if(results == "" || tables == "", "HINGE_RESULTS and HINGE_TABLES are not set")

test_that("every metric of every repetition is that of the table", {
    here()
    table <- read.csv(file.path(tables, "reps.csv"), check.names = FALSE)
    metrics <- hinge_read(results, "metrics")$id
    for (phase in c("descent", "hold", "ascent", "rep")) {
        mine <- hinge_read(results, "reps", phase)
        theirs <- table[table$phase == phase, ]
        expect_identical(as.character(mine$participant), theirs$participant)
        expect_setequal(levels(mine$cue), as.character(hinge_read(results, "trials")$cue))
        expect_identical(levels(mine$cue)[1], "none") # whatever the list begins with
        same <- vapply(metrics, function(metric) {
            # R's own reader of decimals may miss the last bit (?NumericConstants)
            isTRUE(all.equal(as.vector(mine[[metric]]), as.double(theirs[[metric]]), tolerance = 4e-16))
        }, NA)
        expect_gt(length(same), 200)
        expect_identical(names(same)[!same], character())
    }
    expect_identical(attr(hinge_read(results, "reps", "rep", "lumbar_excursion_deg")$lumbar_excursion_deg, "units"), "deg")
})

test_that("repetitions have the keys of the list, and who is used", {
    here()
    listed <- hinge_read(results, "list")
    mine <- hinge_read(results, "reps", "rep", character())
    row <- match(as.character(mine$trial_id), as.character(listed$id))
    keys <- intersect(c("load_kg", "side", "rater", "cond_order", "mass_kg", "system"), names(listed))
    for (key in keys) expect_identical(as.character(mine[[key]]), as.character(listed[[key]])[row])
    expect_false("note" %in% names(mine))
    table <- read.csv(file.path(tables, "reps.csv"), colClasses = "character")
    table <- table[table$phase == "rep", ]
    expect_identical(mine$used, table$used == "1")
    expect_identical(mine$why[!mine$used], table$why[table$used != "1"])
})

test_that("reasons are given where a value is missing", {
    here()
    values <- hinge_read(results, "reps", "descent")
    why <- hinge_read(results, "reasons", "descent")
    same <- vapply(hinge_read(results, "metrics")$id, function(metric) {
        identical(is.na(as.vector(values[[metric]])), as.character(why[[metric]]) != "OK")
    }, NA)
    expect_identical(names(same)[!same], character())
})

test_that("faults are a row per repetition and fault", {
    here()
    faults <- hinge_read(results, "rep_faults")
    expect_identical(nrow(faults), nrow(hinge_read(results, "reps", "rep", character())) * nrow(hinge_read(results, "faults")))
    judged <- faults[!is.na(faults$state), ]
    # a second condition makes absent what is over the threshold, and says so
    expect_identical(judged$severity > judged$threshold & judged$reason != "ALSO_NOT_MET",
                     judged$state %in% c("above", "present"))
    expect_identical(faults$reason %in% c("OK", "ALSO_NOT_MET"), !is.na(faults$state))
})

test_that("curves have the means of the table", {
    here()
    table <- read.csv(file.path(tables, "waveforms.csv"))
    row <- table[table$signal == "hip_flex" & table$percent == 50, ][1, ]
    got <- hinge_curves(results, "hip_flex")
    of <- got$keys$participant == row$participant & got$keys$cue == row$cue & got$keys$valid
    expect_equal(mean(got$curves[of, "50"]), row$mean, tolerance = 1e-5)
    expect_identical(got$units, "deg")
})

test_that("other files and names are refused", {
    here()
    expect_error(hinge_read(results, "reps", "descent", "lumbar"), 'no metric "lumbar"')
    expect_error(hinge_read(results, "reps", "down"), 'no phase "down"')
    expect_error(hinge_curves(results, "hip"), 'no signal "hip"')
})

test_that("one line says which builds made the results and their study", {
    here()
    build <- "[0-9.]+ \\(build [0-9a-f]{8}\\)"
    expect_match(hinge_source(results), paste0("^hinge-analyze ", build, " of a study by hinge-ingest ", build, "$"))
})

study <- function() {
    skip_if(Sys.which("hinge-run") == "", "hinge-run is not on the PATH")
    folder <- tempfile("study")
    hinge_tool("hinge-simulate", "-q", "-n", "4", "--reps", "2", "--rate", "30", "--cue", "none", "--cue", "dowel", "-o", folder)
    folder
}

test_that("a run is that of the command line, and what it refuses has its code", {
    folder <- study()
    by_hand <- paste0(folder, "-by-hand")
    dir.create(by_hand)
    file.copy(list.files(folder, full.names = TRUE), by_hand, recursive = TRUE)
    written <- hinge_run(folder, filter = list(fc_slow = 5))
    expect_identical(written, file.path(folder, "results"))
    system2("hinge-run", c("-q", "--new", by_hand), stdout = FALSE)
    system2("hinge-run", c("-q", by_hand, "--set", "filter.fc_slow=5"), stdout = FALSE)
    names <- setdiff(list.files(written, recursive = TRUE), "run-state.txt") # which has the times of files
    expect_gt(length(names), 30)
    expect_identical(unname(tools::md5sum(file.path(written, names))),
                     unname(tools::md5sum(file.path(by_hand, "results", names))))
    expect_identical(levels(hinge_read(written, "trials")$cue), c("none", "dowel"))
    wrong <- tryCatch(hinge_run(folder, run.baselin = "none"), hinge_error = identity)
    expect_match(conditionMessage(wrong), "did you mean baseline")
    expect_identical(c(wrong$status, wrong$reason, wrong$exit_status), c("USAGE", "", "2"))
    write("file,participant\ngone.csv,p1", file.path(folder, "list.csv"))
    gone <- tryCatch(suppressWarnings(hinge_run(folder, run.list = "list.csv")), hinge_error = identity)
    expect_identical(c(gone$status, gone$reason), c("INPUT", "UNREADABLE"))
    # a list beside the folder is read if one says so; a name that begins with a dash is no option
    setwd(dirname(folder))
    file.rename(by_hand, "-x")
    write("file,participant\ngone.csv,p1", "beside.csv")
    write("[run]\nlist = ../beside.csv", file.path("-x", "study.ini"))
    reason <- function(...) tryCatch(suppressWarnings(hinge_run("-x", ...)), hinge_error = identity)$reason
    expect_identical(c(reason(), reason(allow_outside = TRUE)), c("OUTSIDE_FOLDER", "UNREADABLE"))
})
