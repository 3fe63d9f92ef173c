// Package remote asks an OpenAI-compatible endpoint (/v1/audio/transcriptions,
// verbose JSON) for the words of a recording.
//
// Only the spans in which the built-in voice activity hears somebody are sent,
// in parts that are cut at pauses. Servers differ in what they answer: words
// without punctuation beside a punctuated text (OpenAI), words inside of segments
// (whisper.cpp), segments alone. The text is aligned with whatever has times, and
// what no one can have said is left out.
//
// When the endpoint fails for good the recogniser that is built in listens to
// the whole recording instead, and the transcript says so. Two recognisers never
// share one transcript.
package remote
