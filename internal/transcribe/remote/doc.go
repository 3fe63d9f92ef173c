// Package remote asks an OpenAI-compatible endpoint (/v1/audio/transcriptions)
// for the words of a recording, in parts cut at pauses, and falls back to the
// recogniser that is built in.
package remote
