# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: found events against those that people marked, matched anew here.

# Rows of two ascending lists: the closest pair first, each moment once.
matched <- function(marked, found, window) {
  pairs <- expand.grid(m = seq_along(marked), f = seq_along(found))
  pairs$apart <- abs(marked[pairs$m] - found[pairs$f])
  pairs <- pairs[pairs$apart <= window + 1e-9, ]; pairs <- pairs[order(pairs$apart, pairs$m, pairs$f), ]
  out <- pairs[0, ]
  while (nrow(pairs)) {
    out <- rbind(out, pairs[1, ]); pairs <- pairs[pairs$m != pairs$m[1] & pairs$f != pairs$f[1], ]
  }
  out
}
share_of <- function(y, m) { # Wilson on the effective number, people as clusters
  y <- y[m > 0]; m <- m[m > 0]; k <- length(m); p <- sum(y) / sum(m)
  v <- k / (k - 1) * sum((y - p * m)^2) / sum(m)^2; deff <- v / (p * (1 - p) / sum(m))
  n <- if (p %in% 0:1) k else if (deff == 0) sum(m) else min(sum(m), sum(m) / deff)
  c(p, wilson(p, n))
}
case("events", quote({
  set.seed(71)
  rows <- list()
  put <- function(p, rec, kind, t, rater)
    if (length(t)) rows[[length(rows) + 1]] <<- data.frame(participant = p, recording = rec, event = kind,
                                                           time_s = t, rater = rater)
  for (i in 1:9) for (k in 1:2) {
    rec <- sprintf("r%d_%d", i, k); p <- sprintf("P%d", i)
    for (kind in c("bottom", "ascent_end")) {
      true <- cumsum(runif(4 + i %% 3, .6, 3)) + (kind == "ascent_end")
      put(p, rec, kind, round(sort(c(true[runif(length(true)) < .93] + rnorm(1, 0, .05), if (i %% 4 == 0) runif(1, 0, 12))), 3), "found")
      for (rater in c("ann", "ben")) if (rater == "ann" || k == 1)
        put(p, rec, kind, round(true[runif(length(true)) < .95] + rnorm(1, .03, .08), 3), rater)
    }
    if (i == 3) put(p, rec, "toe_off", 1, "ann") # no event of the detector
  }
  put("P4", "unmarked", "bottom", c(1, 2, 3), "found") # nobody looked at it
  d <- do.call(rbind, rows)
  d <- rbind(d, data.frame(participant = "P5", recording = "still", event = NA, time_s = NA, rater = "ann"),
             data.frame(participant = "P5", recording = "still", event = "bottom", time_s = 4, rater = "found"))
  d <- d[sample(nrow(d)), ]
  write.csv(d, "events.csv", row.names = FALSE, quote = FALSE, na = "")
  window <- .25
  score <- function(marker, finder, kinds) { # per person, and errors
    looked <- intersect(d$recording[d$rater == marker], if (finder == "found") d$recording else d$recording[d$rater == finder])
    people <- unique(d$participant[d$recording %in% looked]); people <- unique(d$participant)[unique(d$participant) %in% people]
    n <- matrix(0, length(people), 3, dimnames = list(people, c("marked", "found", "matched"))); error <- list(); missed <- 0
    for (rec in looked) for (kind in kinds) {
      own <- d[d$recording == rec & d$event %in% kind, ]; p <- d$participant[d$recording == rec][1]
      a <- sort(own$time_s[own$rater == marker]); b <- sort(own$time_s[own$rater == finder]); m <- matched(a, b, window)
      n[p, ] <- n[p, ] + c(length(a), length(b), nrow(m)); error[[p]] <- c(error[[p]], b[m$f] - a[m$m])
    }
    list(n = n, error = error, looked = length(looked))
  }
  check <- function(at, s) {
    n <- s$n; all <- colSums(n)
    both(at, list(n_participants = nrow(n), n_recordings = s$looked, n_marked = all[["marked"]],
                  n_found = all[["found"]], n_matched = all[["matched"]]))
    for (k in list(list("recall", n[, 3], n[, 1]), list("precision", n[, 3], n[, 2]), list("f1", 2 * n[, 3], n[, 1] + n[, 2])))
      both(at, setNames(as.list(share_of(k[[2]], k[[3]])), paste0(k[[1]], c("", "_ci_low", "_ci_high"))))
  }
  kinds <- unique(d$event[!is.na(d$event)]) # in the order of the file
  kinds <- setdiff(kinds, "toe_off"); raters <- unique(d$rater); raters <- raters[raters != "found"]
  run("events", "events.csv", list(analysis = "events", window_s = window, bootstrap = 80), {
    at <- 0; t <- 0
    for (rater in raters) for (kind in c(as.list(kinds), list(kinds))) {
      s <- score(rater, "found", kind); equals(paste0("scores/", at, "/rater"), rater)
      equals(paste0("scores/", at, "/event"), if (length(kind) > 1) "all" else kind)
      check(paste0("scores/", at, "/"), s); at <- at + 1
      if (length(kind) > 1) next
      own <- s$error[lengths(s$error) > 0]; own <- own[order(match(names(own), unique(d$participant)))]
      l <- limits(own); of <- paste0("timing/", t, "/"); t <- t + 1
      both(of, list(bias_s = l$bias, sd_s = l$sd, loa_low_s = l$loa_low, loa_high_s = l$loa_high,
                    median_abs_s = median(abs(unlist(own))), n = length(unlist(own)), n_participants = length(own)))
      for (end in c("bias", "loa_low")) {
        b <- bca(function(i) limits(own[i])[[end]], length(own), 80)
        value(paste0(of, end, "_s_ci_low"), b$bca_low, 1e-7, 1e-9); value(paste0(of, end, "_s_ci_high"), b$bca_high, 1e-7, 1e-9)
      }
    }
    check("raters/2/", score(raters[1], raters[2], kinds))
    warns("W_EVENT_NOT_FOUND")
  })
  run("events_nobody", "events.csv", list(analysis = "events", found = "tool"), equals("error/code", "E_LEVELS"))
  run("events_apart", "events.csv", list(analysis = "events", filter = "event=toe_off"), equals("error/code", "E_LEVELS"))
  # equally close: the earlier; exactly a window apart counts; one found event serves one mark
  write.csv(data.frame(recording = "a", event = "x", time_s = c(1, 2, 5, 1.5, 5.3, 5.31, 9), rater = rep(c("m", "found"), c(3, 4))),
            "event_ties.csv", row.names = FALSE, quote = FALSE)
  run("events_ties", "event_ties.csv", list(analysis = "events", window_s = .5), {
    both("scores/0/", list(n_marked = 3, n_found = 4, n_matched = 2, recall = 2 / 3, precision = .5, f1 = 4 / 7))
    value("unmatched/0/time_s", 2); equals("unmatched/0/unmatched", "missed"); value("unmatched/1/time_s", 5.31)
    value("timing/0/bias_s", .4, 1e-9)
  })
  # the closest pair comes first, not the earliest mark; people with one event each
  e <- c(.05, -.2, .1, .3)
  write.csv(data.frame(recording = c("a", letters[1:5], letters[1:4]), event = "x", time_s = c(1, 1.4, 2:5, c(1.4, 2:4) + e),
                       rater = rep(c("m", "found"), c(6, 4))), "event_each.csv", row.names = FALSE, quote = FALSE)
  run("events_each", "event_each.csv", list(analysis = "events", window_s = .5), {
    value("unmatched/0/time_s", 1); value("scores/0/n_matched", 4)
    value("scores/0/recall", 4 / 6, 1e-9) # the detector saw e and found nothing
    value("timing/0/bias_s", mean(e), 1e-9)
    value("timing/0/sd_s", sd(e), 1e-9); value("timing/0/loa_high_s", mean(e) + qnorm(.975) * sd(e), 1e-9)
  })
  write.csv(data.frame(recording = c("a", "b"), event = "x", time_s = 1, rater = c("m", "found")), "event_strangers.csv",
            row.names = FALSE, quote = FALSE)
  run("events_strangers", "event_strangers.csv", list(analysis = "events"), equals("error/code", "E_NO_DATA"))
}))
