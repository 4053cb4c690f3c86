# SPDX-License-Identifier: GPL-3.0-or-later
# The draws that the statistics are defined by, written from their definition: Philox4x32-10
# (Salmon 2011) with key seed and counter (block, stream, replicate).
# For make.R.

two32 <- 4294967296
times <- function(a, b) { # 32 x 32 bits in doubles, by halves of a
  p <- (a %% 65536) * b; q <- (a %/% 65536) * b; s <- (q %% 65536) * 65536 + p
  list(high = q %/% 65536 + s %/% two32, low = s %% two32)
}
exclusive <- function(a, b)
  bitwXor(a %/% 65536, b %/% 65536) * 65536 + bitwXor(a %% 65536, b %% 65536)
philox <- function(blocks, seed, stream, replicate) {
  c0 <- blocks; c1 <- rep(stream, length(blocks)); c2 <- rep(replicate, length(blocks)); c3 <- 0 * blocks
  k0 <- seed %% two32; k1 <- seed %/% two32
  for (round in 1:10) {
    m <- times(c0, 0xD2511F53); n <- times(c2, 0xCD9E8D57)
    c0 <- exclusive(exclusive(n$high, c1), rep(k0, length(blocks)))
    c2 <- exclusive(exclusive(m$high, c3), rep(k1, length(blocks)))
    c1 <- n$low; c3 <- m$low
    k0 <- (k0 + 0x9E3779B9) %% two32; k1 <- (k1 + 0xBB67AE85) %% two32
  }
  as.vector(rbind(c0, c1, c2, c3))
}
standard_seed <- 20240101
# One replicate's draws: word(), bounded(n), uniform(), normal(), each the next of it.
drawing <- function(stream, replicate, seed = standard_seed) {
  words <- numeric(); at <- 0
  word <- function() {
    if (at == length(words))
      words <<- c(words, philox(length(words) / 4 + 0:63, seed, stream, replicate))
    at <<- at + 1
    words[at]
  }
  uniform <- function() { a <- word(); b <- word(); (a %/% 32 * 2^26 + b %/% 64) / 2^53 }
  list(word = word, uniform = uniform, normal = function() qnorm(uniform() + 2^-54),
       bounded = function(n) repeat {
         m <- times(word(), n)
         if (m$low >= two32 %% n) return(m$high) # Lemire 2019
       })
}
stopifnot(philox(0, 0, 0, 0) == c(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8))

boot <- function(n, replicate) { # n: people, or those of each of two groups
  d <- drawing(2, replicate); before <- cumsum(c(0, n))
  unlist(lapply(seq_along(n), function(k)
    sapply(seq_len(n[k]), function(i) d$bounded(n[k])) + 1 + before[k]))
}
shuffled <- function(n, replicate, stream) {
  d <- drawing(stream, replicate); a <- seq_len(n)
  for (i in seq(n, 2)) { j <- d$bounded(i) + 1; a[c(i, j)] <- a[c(j, i)] }
  a
}
# ends of of(index) for resampled people 1..n
percentile <- function(of, n, replicates)
  quantile(sapply(seq_len(replicates) - 1, function(r) of(boot(n, r))), c(.025, .975), names = FALSE)
