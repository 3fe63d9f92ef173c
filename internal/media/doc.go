// Package media reads recordings with ffmpeg and ffprobe as child processes: it
// tells what a file holds ([Probe]), hands out sound and pictures as they are
// decoded ([ReadPCM], [ReadFrames]), and says in ffmpeg's terms how to cut a part
// exactly ([NewCut]). It also runs the encodes of other packages ([Run]). It
// decides nothing about clips.
//
// # Time
//
// Times are seconds on the source's time line: 0 is the file's first presented
// sample, ffprobe's format start_time, whatever number the container gives it.
//
// # The frame grid
//
// Every track, of constant rate or not, is seen as a constant-rate grid: frame n
// lies at [FrameTime](v, n) = n/Rate plus the phase of the track's first frame,
// and shows the last source frame whose time, rounded to the grid, is not after
// it. A span [start, end) shows frames FrameAt(start) to FrameAt(end)-1. The grid
// does not depend on where decoding began, so every reader of a part sees the
// same pictures under the same numbers.
//
// # Exactness
//
// Input options follow ffmpeg(1): -ss before -i finds the key frame at or before
// a time; -noaccurate_seek keeps what is decoded from there on, so that a frame
// which began long before the cut and still shows is not lost; -copyts with an
// -itsoffset of the source's origin keeps its time line; the fps, trim, aresample and
// atrim filters then cut by frame and sample number.
//
// # Child processes
//
// A child runs in its own process group, reads only local files and pipes
// (-protocol_whitelist), is asked to end and then killed when the context ends,
// and on Linux dies with its parent (PR_SET_PDEATHSIG in prctl(2)).
package media
