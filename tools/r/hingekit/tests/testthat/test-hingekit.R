# HINGE_RESULTS is a results.h5, HINGE_TABLES a folder with what hinge-table wrote of it.
results <- Sys.getenv("HINGE_RESULTS")
tables <- Sys.getenv("HINGE_TABLES")
here <- function() skip_if(results == "" || tables == "", "HINGE_RESULTS and HINGE_TABLES are not set")

test_that("every metric of every repetition is that of the table", {
    here()
    table <- read.csv(file.path(tables, "reps.csv"), check.names = FALSE)
    metrics <- hk_metrics(results)$id
    for (phase in c("descent", "hold", "ascent", "rep")) {
        mine <- hk_reps(results, phase)
        theirs <- table[table$phase == phase, ]
        expect_identical(mine$participant, theirs$participant)
        same <- vapply(metrics, function(metric) {
            # R's own reader of decimals may miss the last bit (?NumericConstants)
            isTRUE(all.equal(as.vector(mine[[metric]]), as.double(theirs[[metric]]), tolerance = 4e-16))
        }, NA)
        expect_gt(length(same), 200)
        expect_identical(names(same)[!same], character())
    }
    expect_identical(attr(hk_reps(results, "rep", "lumbar_excursion_deg")$lumbar_excursion_deg, "units"), "deg")
})

test_that("reasons are given where a value is missing", {
    here()
    values <- hk_reps(results, "descent")
    why <- hk_reasons(results, "descent")
    same <- vapply(hk_metrics(results)$id, function(metric) {
        identical(is.na(as.vector(values[[metric]])), as.character(why[[metric]]) != "OK")
    }, NA)
    expect_identical(names(same)[!same], character())
})

test_that("faults are a row per repetition and fault", {
    here()
    faults <- hk_faults(results)
    expect_identical(nrow(faults), nrow(hk_reps(results, "rep", character())) * nrow(hk_table(results, "faults")))
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
    got <- hk_curves(results, "hip_flex")
    of <- got$keys$participant == row$participant & got$keys$cue == row$cue & got$keys$valid
    expect_equal(mean(got$curves[of, "50"]), row$mean, tolerance = 1e-5)
    expect_identical(got$units, "deg")
})

test_that("other files and names are refused", {
    here()
    expect_error(hk_reps(results, "descent", "lumbar"), 'no metric "lumbar"')
    expect_error(hk_reps(results, "down"), 'no phase "down"')
    expect_error(hk_curves(results, "hip"), 'no signal "hip"')
})

test_that("one line says which builds made the results and their study", {
    here()
    build <- "[0-9.]+ \\(build [0-9a-f]{8}\\)"
    expect_match(hk_source(results), paste0("^hinge-analyze ", build, " of a study by hinge-ingest ", build, "$"))
})
