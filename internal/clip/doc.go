// Package clip is the domain of clipd: what is said in a recording, the
// moments chosen from it, the camera that films them, the clips delivered and
// the job that asked for them, with their limits and errors.
//
// It is pure and imports no other package of clipd, so every other package can
// speak its terms. Times are [Seconds] on the time line of the source, which
// begins at the first presented sample (ffprobe's format start_time). Spans are
// half-open.
package clip
