// Package transcribe turns the sound of a recording into words with times and
// punctuated sentences.
//
// [Embedded] listens on this machine: voice activity by Silero VAD, Whisper
// (Radford et al. 2022) decoded greedily window by window, word times from the
// decoder's cross-attention by dynamic time warping (the method of OpenAI's
// whisper/timing.py), and guards against text that nobody said. Package
// remote asks an OpenAI-compatible endpoint instead.
//
// The sound is read as a stream; a few windows of half a minute are all that is
// held at a time. What is not understood becomes a warning, never words.
//
// It does not tell speakers apart, does not choose or fetch models, and does not
// translate. The constants come from measurements described in docs/speech.md.
package transcribe
