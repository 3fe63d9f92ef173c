// Package speakers tells who says each sentence of a transcript, by the voice:
// "Speaker 1", "Speaker 2" and so on, in the order in which they first speak.
//
// The voice of every 1.6 s of speech becomes a vector by the GE2E encoder (Wan
// et al. 2018, the weights of Resemblyzer), vectors that are alike are clustered
// by average linkage, and each sentence goes to the cluster that its own vectors
// are nearest to. The number of speakers is found or given. The sound is read as
// a stream, and only the vectors are kept.
//
// It does not recognise words, does not find where speech is (the transcript
// tells), does not know names or roles, and does not separate people who talk at
// the same time. Where the sound does not allow to tell voices apart it says so
// in a warning. The constants come from measurements described in
// docs/speakers.md.
package speakers
