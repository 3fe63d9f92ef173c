// Package mediatest helps other packages' tests to look at media itself. It
// makes small recordings whose every frame carries its number and whose seconds
// are marked by a flash and a beep ([Make]), reads those marks back from any
// file ([Counters], [Flashes], [Beeps]), and measures files ([Loudness], [SSIM],
// [DecodesToEnd]).
//
// A recording's picture is a grid of 4 by 5 cells. The upper four rows hold the
// frame number as 16 bits, most significant first, white for one; the lowest row
// is white in the first frame of each second, the flash. The sound is a 1 kHz
// tone of 50 ms that begins at each full second.
//
// The way of testing by beeps and flashes is livekit/egress's
// (test/content_checks.go).
package mediatest
