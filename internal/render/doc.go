// Package render makes the delivered clip out of a source, a camera and
// captions: the sound at the loudness that platforms play at, one encode of the
// picture, a thumbnail, and the proof that the file is whole. It decides neither
// what is shown nor what is written: those are a [clip.Camera] and a finished
// ASS script.
//
// # Picture
//
// The frames of [media.Cut] go through one filter graph ([newGraph]). Frames in
// a row that share a layout and crop sizes are a take; each take has a branch of
// its own, cut by frame number and joined again, so that a layout that is not
// used costs nothing and every cut lies on the camera's frame. Crops that move
// inside a take are moved by ffmpeg's sendcmd. (The crop filter of ffmpeg 5.1
// also takes commands for its size, but the graph then stands still.)
//
// # Sound
//
// Loudness is that of ITU-R BS.1770-4 and EBU R 128, measured by ffmpeg's
// ebur128. The sound is measured, amplified, limited at 192 kHz and encoded,
// and the encoded sound is measured again, because AAC moves peaks; gain and
// ceiling are corrected until it is in bounds ([leveling]). Only then is the
// picture encoded, beside the finished sound.
//
// # Verification
//
// ffmpeg ends with status 0 on sources that stop half-way. A clip is delivered
// when one decode of the finished file, and its list of packets, hold what was
// asked for ([fault]). Files are written under a temporary folder beside their
// place and renamed at the end.
package render
